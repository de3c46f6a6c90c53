"""Use cases of cases: open, read, and what every change of one has in common. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import deadlines_of
from chassis.kernel.calendar import ONE_DAY, CalendarNotLoaded
from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.case import Case, CaseFilter, allow, touched
from services.legal_aid.domain.case_events import moved, opened
from services.legal_aid.domain.case_opening import (
    Opening,
    begin_case,
    opening_of_application,
    opening_of_notice,
)
from services.legal_aid.domain.case_search import SearchPart, search_for
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.notice import Notice
from services.legal_aid.domain.step import Step
from services.legal_aid.handlers.institution import next_number
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import case as rows
from services.legal_aid.persistence.case_assignment import insert_assignment, update_assignment
from services.legal_aid.persistence.case_search import save_search_text
from services.legal_aid.persistence.replacement_request import requests_of
from services.legal_aid.persistence.step import CASE_STEPS


def open_case_for_application(tx: Tx, application: Application, institution: Institution, entry: Entry) -> Case:
    """Granted, or aided provisionally: a case; the recipient may pick a handler first (LA-33, LA-134)."""
    until = pick_until(tx, institution.division, on=entry.happened_date)
    opening = opening_of_application(application, on=entry.happened_date, pick_until=until)
    return insert_opened_case(tx, opening, institution, entry)


def open_case_for_notice(tx: Tx, notice: Notice, institution: Institution, entry: Entry) -> Case:
    """Whoever an authority notifies gets a case at once (LA-13, LA-34)."""
    return insert_opened_case(tx, opening_of_notice(notice), institution, entry)


def pick_until(tx: Tx, division: str, *, on: dt.date) -> dt.date:
    """The last day on which the recipient is asked first (LA-134); without the year's table it is not rolled."""
    limit = tx.policy("la.pick_days", division=division, on=on).limit
    try:
        return tx.calendar.due(on, limit)
    except CalendarNotLoaded:
        return on + ONE_DAY * limit.count


def get_case(tx: Tx, name: str) -> Case:
    """One case within the caller's divisions."""
    return _found(rows.load_case(tx.session, name, tx.principal))


def list_cases(tx: Tx, wanted: CaseFilter, page: Page) -> tuple[list[Case], str | None]:
    """A page of those that have every word of the query, and the key behind which the next one begins."""
    search = search_for(wanted.query, tx.principal.roles)
    return page.cut(rows.find_cases(tx.session, wanted, search, page, tx.principal), key=lambda item: item.name)


def open_case(tx: Tx, name: str, action: str, *, etag: str) -> Case:
    """The case, locked, if its state allows the action. Raises what `allow` raises, and NotFound."""
    case = _found(rows.load_case(tx.session, name, tx.principal, lock=True))
    allow(case, action, etag=etag)
    return case


def enter_case_step(tx: Tx, case: Case, happening: Happening) -> Entry:
    """Check when the next step happened: not before the newest one (P-06)."""
    return enter_happening(tx, happening, division=case.division, not_before=case.last_happened)


def record_case_step(
    tx: Tx,
    before: Case,
    after: Case,
    *,
    action: str,
    entry: Entry,
    reason: str = "",
    rules: tuple[str, ...] = (),
    document: str = "",
) -> Case:
    """Save what an action made of a case, with its step and audit entry; returns it as it now stands.

    A change of state is told as CaseMoved.
    """
    step = _step(tx, action, entry, reason=reason, document=document)
    changed = touched(after, now=tx.now)
    rows.update_case(tx.session, changed)
    _save_assignments(tx, before, changed)
    CASE_STEPS.add(tx.session, changed.name, len(before.steps), step)
    if after.state is not before.state:
        tx.emit(moved(before, after, on=entry.happened_date), subject=changed.name)
    tx.note(f"case.{action}", changed.name, rules=rules, document=document)
    changed = replace(changed, steps=(*before.steps, step))
    return replace(changed, deadlines=_deadlines(tx, changed))


def _save_assignments(tx: Tx, before: Case, after: Case) -> None:
    """Write the assignments that changed or came."""
    known = {one.name: one for one in before.assignments}
    for place, assignment in enumerate(after.assignments):
        if assignment.name not in known:
            insert_assignment(tx.session, assignment, institution=after.institution, place=place)
        elif known[assignment.name] != assignment:
            update_assignment(tx.session, assignment)


def insert_opened_case(tx: Tx, opening: Opening, institution: Institution, entry: Entry) -> Case:
    """A case with its number, its first step and the fact of it."""
    number = next_number(tx, institution, DocumentKind.CASE)
    case = begin_case(opening, name=f"cases/{tx.new_id()}", number=number, now=tx.now)
    rows.insert_case(tx.session, case)
    save_search_text(tx.session, case.name, SearchPart.SOURCE, opening.source_text)
    CASE_STEPS.add(tx.session, case.name, 0, _step(tx, "open", entry, document=number))
    tx.emit(opened(case), subject=case.name)
    tx.note("case.open", case.name, rules=("LA-33",) if case.application else ("LA-34",), document=number)
    return case


def _step(tx: Tx, action: str, entry: Entry, *, reason: str = "", document: str = "") -> Step:
    return Step(
        action=action, happened_date=entry.happened_date, enter_time=tx.now, late=entry.late,
        reason=reason or entry.reason, document_number=document,
    )  # fmt: skip


def _deadlines(tx: Tx, case: Case) -> tuple[Deadline, ...]:
    names = [
        case.name,
        *(one.name for one in case.assignments),
        *requests_of(tx.session, [case.name]).get(case.name, ()),
    ]
    found = deadlines_of(tx.session, names)
    return tuple(deadline for name in names for deadline in found.get(name, ()))


def _found(case: Case | None) -> Case:
    if case is None:
        raise NotFound("案件")
    return case
