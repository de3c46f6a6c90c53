"""File papers of assessments, and tell who has not (GO-60, GO-62). It must not decide what follows."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Happening
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.assessing import file_papers
from services.grassroots_offices.domain.assessment import Assessment, AssessmentDraft, is_of_office
from services.grassroots_offices.domain.assessment_window import (
    AssessmentWindow,
    UnfiledSubject,
    refuse_outside,
    unfiled,
    window_of,
)
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.quota_facts import months_owed
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.quota import closed_on
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence.assessment import insert_assessment, subjects_filed
from services.grassroots_offices.persistence.office import offices_in_scope
from services.grassroots_offices.persistence.practitioner import practitioners_in_scope


def create_assessment(tx: Tx, draft: AssessmentDraft) -> Assessment:
    """The papers of a subject for a year that is over (GO-60). Raises WINDOW_NOT_OPEN, WINDOW_CLOSED."""
    office, division = _office_of(tx, draft)
    happening = Happening(happened_date=draft.filed_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=division, not_before=None, field="assessment.filed_date")
    window = assessment_window(tx, division, draft.year)
    refuse_outside(window, entry.happened_date)
    filed = file_papers(
        draft, office=office, division=division, name=f"assessments/{tx.new_id()}", entry=entry,
        overdue=entry.happened_date > window.filed_by, now=tx.now,
    )  # fmt: skip
    insert_assessment(tx.session, filed)
    tx.note("assessment.create", filed.name, rules=("GO-60", "GO-62"), document=filed.document_number)
    return filed


def check_filing(tx: Tx, year: int, page: Page) -> tuple[list[UnfiledSubject], str | None]:
    """A page of everybody within the caller's divisions who has not filed for the year, and where it ends (GO-62)."""
    filed, last = subjects_filed(tx.session, year, tx.principal), dt.date(year, 12, 31)
    expected = [(one.name, assessed_in(one, year), one.division) for one in offices_in_scope(tx.session, tx.principal)]
    people = practitioners_in_scope(tx.session, tx.principal)
    expected += [(one.name, office_on(one, last), one.division) for one in people]
    windows = {division: assessment_window(tx, division, year) for division in {place for _, _, place in expected}}
    missing = [
        unfiled(subject, office, windows[division], today=tx.today)
        for subject, office, division in expected
        if office and subject not in filed
    ]
    behind = sorted((one for one in missing if page.after is None or _place(one) > page.after), key=_place)
    return page.cut(behind, key=_place)


def assessment_window(tx: Tx, division: str, year: int) -> AssessmentWindow:
    """The window in force in the division when the assessed year is over (GO-62)."""
    on = dt.date(year + 1, 1, 1)
    values = [
        tx.policy(key, division=division, on=on).value for key in ("go.assessment_window", "go.assessment_steps")
    ]  # fmt: skip
    return window_of(year, *values)


def _place(one: UnfiledSubject) -> str:
    """Offices first, each with everybody who belongs to it."""
    return f"{one.office} {'0' if is_of_office(one.subject) else '1'} {one.subject}"


def _office_of(tx: Tx, draft: AssessmentDraft) -> tuple[str, str]:
    """The office that answers for the subject in the year, empty without one, and the division. Locks the subject."""
    if is_of_office(draft.subject):
        office = chosen_office(tx, draft.subject)
        return assessed_in(office, draft.year), office.division
    practitioner = chosen_practitioner(tx, draft.subject)
    return office_on(practitioner, dt.date(draft.year, 12, 31)), practitioner.division


def assessed_in(office: Office, year: int) -> str:
    """The office itself when it had a licence for a whole month of the year and is not closed; else empty."""
    first, last = months_owed(year, office.licensed_date, closed_on(office))
    return office.name if first <= last else ""
