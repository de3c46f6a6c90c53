"""Gather what an office and its people still owe (GO-15). It must not file anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from chassis.deadline_rows import find_deadlines
from chassis.kernel.deadline import Deadline, DeadlineFilter, DeadlineState
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.duty import (
    Duty,
    deadline_duties,
    dismissal_duties,
    entry_duties,
    handover_duties,
    income_duties,
    ordered,
    paper_duties,
    party_duties,
    quota_duties,
    relation_duties,
    shown_to,
)
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.office_case_steps import orphaned
from services.grassroots_offices.domain.quota import quota_sheet
from services.grassroots_offices.domain.quota_facts import months_owed
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.domain.staff_account import EVERYBODY
from services.grassroots_offices.handlers.assessment_filing import assessed_in, assessment_window
from services.grassroots_offices.handlers.office import found_office
from services.grassroots_offices.handlers.quota import closed_on, gather_facts
from services.grassroots_offices.handlers.staff_account import own_account
from services.grassroots_offices.handlers.told_finding import gather_told
from services.grassroots_offices.handlers.work_duty import work_duties
from services.grassroots_offices.persistence.assessment import subjects_filed
from services.grassroots_offices.persistence.daily_entry import standing_entries_of
from services.grassroots_offices.persistence.income_report import current_reports_of
from services.grassroots_offices.persistence.office import lineage_of, load_office
from services.grassroots_offices.persistence.office_case import running_of
from services.grassroots_offices.persistence.practice_absence import open_absences
from services.grassroots_offices.persistence.practitioner import ever_at, staff_of
from services.grassroots_offices.persistence.told_succession import open_successions_to

MOST_DEADLINES = 200
OPEN_STATES = (DeadlineState.RUNNING, DeadlineState.UNRESOLVED, DeadlineState.PAUSED)


def compute_duties(tx: Tx, office: str) -> list[Duty]:
    """What the office and its people owe today, the most pressing first (GO-15). Raises NOT_FOUND."""
    found = found_office(load_office(tx.session, office, tx.principal))
    year = tx.today.year
    first, last = dt.date(year - 1, 1, 1), dt.date(year, 12, 31)
    return ordered(
        (
            *deadline_duties(_clocks(tx, found), today=tx.today),
            *_income(tx, found, year - 1),
            *_income(tx, found, year),
            *quota_duties(quota_sheet(gather_facts(tx, found, year, on=tx.today)).lines, year, today=tx.today),
            *_papers(tx, found, year - 1),
            *entry_duties(standing_entries_of(tx.session, [found.name], first, last)),
            *dismissal_duties(open_absences(tx.session, office=found.name), today=tx.today),
            *handover_duties(_orphaned(tx, found.name)),
            *work_duties(tx, found),
            *party_duties(found.name, gather_told(tx, found.name, year), year),
            *relation_duties(open_successions_to(tx.session, found.name), today=tx.today),
        )
    )


def compute_own_duties(tx: Tx) -> list[Duty]:
    """What the caller's office owes, of each post what is its own (GO-15). Raises ACCOUNT_NOT_LINKED."""
    account = own_account(tx, EVERYBODY)
    return shown_to(account, compute_duties(tx, account.office))


def _clocks(tx: Tx, office: Office) -> Iterator[Deadline]:
    """Of the office itself, and of those who belong to it now."""
    people = [one.name for one in ever_at(tx.session, office.name) if one.office == office.name]
    for owner in (office.name, *people):
        for state in OPEN_STATES:
            wanted = DeadlineFilter(owner=owner, state=state)
            yield from find_deadlines(tx.session, wanted, Page(size=MOST_DEADLINES, after=None), tx.principal)


def _orphaned(tx: Tx, office: str) -> tuple[str, ...]:
    """Matters of the office, and of those it took over, which nobody of it may go on with (GO-15)."""
    staff = staff_of(tx.session, [office])[office]
    return orphaned(running_of(tx.session, lineage_of(tx.session, office)), staff)


def _income(tx: Tx, office: Office, year: int) -> Iterator[Duty]:
    """Reports of the year that are missing."""
    filed = [one.period for one in current_reports_of(tx.session, office.name, year)]
    due_day = int(tx.policy("go.income_due_day", division=office.division, on=tx.today).value)
    months = months_owed(year, office.licensed_date, closed_on(office))
    return income_duties(office.name, year, months, filed, due_day=due_day, today=tx.today)


def _papers(tx: Tx, office: Office, year: int) -> Iterator[Duty]:
    """Papers of the year that are missing: of the office, and of whoever belonged to it on its last day."""
    last, filed = dt.date(year, 12, 31), subjects_filed(tx.session, year, tx.principal)
    people = [one.name for one in ever_at(tx.session, office.name) if office_on(one, last) == office.name]
    expected = [*([office.name] if assessed_in(office, year) else []), *people]
    unfiled = [subject for subject in expected if subject not in filed]
    return paper_duties(unfiled, year, assessment_window(tx, office.division, year), today=tx.today)
