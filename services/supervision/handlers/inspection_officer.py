"""Use cases of inspection officers (SV-60, SV-66). It must not draw them."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.signatures import is_signed
from chassis.tx import Tx
from services.supervision.domain.inspection_officer import (
    InspectionOfficer,
    InspectionOfficerDraft,
    InspectionOfficerFilter,
    OfficerInterest,
    allow,
    certified,
    interested,
    withdrawn,
)
from services.supervision.domain.officer_key import proof_bytes, proof_wrong, with_key
from services.supervision.persistence import inspection_officer as rows


def create_officer(tx: Tx, draft: InspectionOfficerDraft) -> InspectionOfficer:
    """Take somebody with a certificate into the register (SV-60, SV-66)."""
    require_division(tx.principal, draft.division)
    officer = certified(draft, name=f"inspectionOfficers/{tx.new_id()}", now=tx.now)
    rows.insert_officer(tx.session, officer)
    tx.note("inspection_officer.create", officer.name, rules=("SV-66",), document=draft.document_number)
    return officer


def get_officer(tx: Tx, name: str) -> InspectionOfficer:
    """One officer within the caller's divisions."""
    return _found(rows.load_officer(tx.session, name, tx.principal))


def list_officers(tx: Tx, wanted: InspectionOfficerFilter, page: Page) -> tuple[list[InspectionOfficer], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_officers(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def declare_interest(
    tx: Tx, name: str, interest: OfficerInterest, *, document: str, etag: str
) -> InspectionOfficer:  # fmt: skip
    """The officer declares an interest (SV-61)."""
    officer = interested(_opened(tx, name, "declareInterest", etag=etag), interest)
    return _saved(tx, officer, "declareInterest", rule="SV-61", document=document)


def register_key(tx: Tx, name: str, public_key: str, proof: str, *, document: str, etag: str) -> InspectionOfficer:
    """A key with which the officer signs from today on, shown to be held (P-03)."""
    officer = _opened(tx, name, "registerKey", etag=etag)
    if not is_signed(proof_bytes(name, public_key), public_key=public_key, signature=proof):
        raise proof_wrong()
    return _saved(tx, with_key(officer, public_key, on=tx.today), "registerKey", rule="P-03", document=document)


def withdraw_officer(tx: Tx, name: str, *, document: str, etag: str) -> InspectionOfficer:
    """The certificate was withdrawn (SV-66)."""
    officer = withdrawn(_opened(tx, name, "withdraw", etag=etag))
    return _saved(tx, officer, "withdraw", rule="SV-66", document=document)


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> InspectionOfficer:
    officer = _found(rows.load_officer(tx.session, name, tx.principal, lock=True))
    allow(officer, action, etag=etag)
    return officer


def _saved(tx: Tx, officer: InspectionOfficer, action: str, *, rule: str, document: str) -> InspectionOfficer:
    rows.update_officer(tx.session, officer)
    tx.note(f"inspection_officer.{action}", officer.name, rules=(rule,), document=document)
    return officer


def _found(officer: InspectionOfficer | None) -> InspectionOfficer:
    if officer is None:
        raise NotFound("执法检查人员")
    return officer
