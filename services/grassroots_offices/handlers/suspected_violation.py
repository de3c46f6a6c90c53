"""Use cases of suspected violations: enter, hear of, link to a case, dismiss, read (GO-44, GO-61).

It must not file a penalty case.
"""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.assessment import is_of_office
from services.grassroots_offices.domain.suspected_violation import (
    FiledCase,
    SuspectedViolation,
    SuspectedViolationDraft,
    SuspectedViolationFilter,
    ToldViolation,
    ViolationDismissal,
    allow,
    dismissed,
    draft_of,
    found,
    refuse_foreign_assessment,
    subject_of,
    with_case,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.penalty import chosen_penalty
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import suspected_violation as rows
from services.grassroots_offices.persistence.assessment import load_assessment


def create_suspected_violation(tx: Tx, draft: SuspectedViolationDraft) -> SuspectedViolation:
    """The bureau found something (GO-61). Raises OFFICE_UNKNOWN, PRACTITIONER_UNKNOWN, ASSESSMENT_UNKNOWN."""
    office, division = _chosen(tx, draft.subject)
    refuse_foreign_assessment(draft, load_assessment(tx.session, draft.about, tx.principal))
    happening = Happening(happened_date=draft.found_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=division, not_before=None, field="suspected_violation.found_date"
    )  # fmt: skip
    made = found(
        draft, name=f"suspectedViolations/{tx.new_id()}", office=office, division=division, late=entry.late, now=tx.now
    )  # fmt: skip
    rows.insert_suspected_violation(tx.session, made)
    tx.note("suspected_violation.create", made.name, rules=("GO-61",), document=made.document_number)
    return made


def follow_told(tx: Tx, told: ToldViolation) -> None:
    """Another service told of one: the bureau has to look at it (XF-15, XF-16, XF-37). Known ones are kept once."""
    subject = subject_of(told)
    place = rows.place_of(tx.session, subject)
    if place is None or rows.is_known(tx.session, subject, told.about, told.violation_code):
        return
    office, division = place
    made = found(
        draft_of(told, subject), name=f"suspectedViolations/{tx.new_id()}", office=office, division=division,
        late=False, now=tx.now,
    )  # fmt: skip
    rows.insert_suspected_violation(tx.session, made)
    tx.note("suspected_violation.hear", made.name, rules=("GO-44", "GO-61"))


def follow_complaint(tx: Tx, told: ToldViolation | None) -> None:
    """A complaint of legal aid was concluded; None when it says nothing of the work, or was not found right (GO-83)."""
    if told is not None:
        follow_told(tx, told)


def get_suspected_violation(tx: Tx, name: str) -> SuspectedViolation:
    """One within the caller's divisions."""
    return _found(rows.load_suspected_violation(tx.session, name, tx.principal))


def list_suspected_violations(
    tx: Tx, wanted: SuspectedViolationFilter, page: Page
) -> tuple[list[SuspectedViolation], str | None]:
    """A page, and the key behind which the next one begins."""
    listed = rows.find_suspected_violations(tx.session, wanted, page, tx.principal)
    return page.cut(listed, key=lambda item: item.name)


def record_case(tx: Tx, name: str, filed: FiledCase, *, etag: str) -> SuspectedViolation:
    """A penalty case was filed (GO-61). Raises PENALTY_UNKNOWN, PENALTY_OF_ANOTHER_VIOLATION."""
    suspected = _locked(tx, name, "recordCase", etag=etag)
    entry = enter_happening(tx, filed, division=suspected.division, not_before=suspected.found_date)
    penalty = chosen_penalty(tx, filed.penalty)
    return _saved(tx, with_case(suspected, filed, penalty, entry), "recordCase", filed.document_number)


def dismiss(tx: Tx, name: str, dismissal: ViolationDismissal, *, etag: str) -> SuspectedViolation:
    """There is nothing to file, and a reason (GO-61)."""
    suspected = _locked(tx, name, "dismiss", etag=etag)
    entry = enter_happening(tx, dismissal, division=suspected.division, not_before=suspected.found_date)
    return _saved(tx, dismissed(suspected, dismissal, entry), "dismiss", dismissal.document_number)


def _chosen(tx: Tx, subject: str) -> tuple[str, str]:
    """The office, empty for somebody without one, and the division."""
    if is_of_office(subject):
        office = chosen_office(tx, subject)
        return office.name, office.division
    practitioner = chosen_practitioner(tx, subject)
    return practitioner.office, practitioner.division


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> SuspectedViolation:
    suspected = _found(rows.load_suspected_violation(tx.session, name, tx.principal, lock=True))
    allow(suspected, action, etag=etag)
    return suspected


def _saved(tx: Tx, suspected: SuspectedViolation, action: str, document: str) -> SuspectedViolation:
    rows.update_suspected_violation(tx.session, suspected)
    tx.note(f"suspected_violation.{action}", suspected.name, rules=("GO-61",), document=document)
    return suspected


def _found(suspected: SuspectedViolation | None) -> SuspectedViolation:
    if suspected is None:
        raise NotFound("违法线索")
    return suspected
