"""Use cases of institutions. It must not decide about the law."""

from __future__ import annotations

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.legal_aid.domain.document_number import DocumentKind, document_number
from services.legal_aid.domain.institution import Institution, InstitutionDraft, register, told_unit
from services.legal_aid.persistence import institution as rows
from services.legal_aid.persistence.document_number import next_count


def create_institution(tx: Tx, draft: InstitutionDraft) -> Institution:
    """Register an institution in one of the caller's divisions."""
    require_division(tx.principal, draft.division)
    return add_institution(tx, draft, name=f"institutions/{tx.new_id()}")


def add_institution(tx: Tx, draft: InstitutionDraft, *, name: str) -> Institution:
    """Register an institution under a name that the caller has chosen and whose rights he has checked."""
    institution, fact = register(draft, name=name, now=tx.now)
    rows.save_institution(tx.session, institution)
    tx.emit(fact, subject=institution.name)
    tx.emit(told_unit(institution, on=tx.today), subject=institution.name)
    tx.note("institution.create", institution.name)
    return institution


def get_institution(tx: Tx, name: str) -> Institution:
    """One institution within the caller's divisions."""
    institution = rows.load_institution(tx.session, name, tx.principal)
    if institution is None:
        raise NotFound("法律援助机构")
    return institution


def list_institutions(tx: Tx, page: Page) -> tuple[list[Institution], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_institutions(tx.session, page, tx.principal), key=lambda item: item.name)


def chosen_institution(tx: Tx, name: str) -> Institution:
    """The institution that a request names. Raises RuleViolated INSTITUTION_UNKNOWN, also outside the divisions."""
    institution = rows.load_institution(tx.session, name, tx.principal)
    if institution is None:
        raise RuleViolated(
            "INSTITUTION_UNKNOWN", "所填法律援助机构不存在或不在您的管辖范围内，请从机构列表中选择（LA-03）。"
        )
    return institution


def next_number(tx: Tx, institution: Institution, kind: DocumentKind) -> str:
    """The next document number of the institution in this year; gapless because it commits with what it numbers."""
    count = next_count(tx.session, institution.name, tx.today.year, kind)
    return document_number(institution.document_prefix, tx.today.year, kind, count)
