"""Use cases of consultations. It must not decide about the law."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.consultation import Consultation, ConsultationDraft, check_draft, record, recorded
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.handlers.institution import chosen_institution, next_number
from services.legal_aid.persistence import consultation as rows


def create_consultation(tx: Tx, draft: ConsultationDraft) -> Consultation:
    """Record a free consultation (LA-02)."""
    check_draft(draft, today=tx.today)
    institution = chosen_institution(tx, draft.institution)
    number = next_number(tx, institution, DocumentKind.CONSULTATION)
    made = record(
        draft, institution, name=f"consultations/{tx.new_id()}", number=number, now=tx.now, today=tx.today
    )  # fmt: skip
    rows.insert_consultation(tx.session, made)
    tx.emit(recorded(made), subject=made.name)
    tx.note("consultation.create", made.name, rules=("LA-02",), document=number)
    return made


def get_consultation(tx: Tx, name: str) -> Consultation:
    """One consultation within the caller's divisions."""
    found = rows.load_consultation(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("咨询记录")
    return found


def list_consultations(tx: Tx, institution: str, page: Page) -> tuple[list[Consultation], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_consultations(tx.session, institution, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)
