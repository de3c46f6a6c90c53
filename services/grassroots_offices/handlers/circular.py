"""Use cases of the monthly circular: compile, compile anew, issue, read (F-03, GO-71). It must not change a fact."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.principal import significant
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.circular import (
    Circular,
    CircularDraft,
    CircularFilter,
    CircularLine,
    allow,
    compile_circular,
    issued,
    month_days,
    recompiled,
    with_allocation,
)
from services.grassroots_offices.domain.daily_entry import DailyEntryKind
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.office_visit import OfficeVisit, is_open_on
from services.grassroots_offices.domain.quota_facts import months_owed
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.domain.signed_text import Sign
from services.grassroots_offices.domain.work_brief import WorkBriefKind
from services.grassroots_offices.handlers.quota import closed_on
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import circular as rows
from services.grassroots_offices.persistence.daily_entry import standing_entries_of
from services.grassroots_offices.persistence.income_report import current_reports_of
from services.grassroots_offices.persistence.office import offices_in_scope
from services.grassroots_offices.persistence.office_case import case_totals
from services.grassroots_offices.persistence.office_visit import visits_with_problems
from services.grassroots_offices.persistence.practitioner import ever_at
from services.grassroots_offices.persistence.told_allocation import allocation_of
from services.grassroots_offices.persistence.told_finding import overdue_in
from services.grassroots_offices.persistence.work_brief import counted_briefs_of


def create_circular(tx: Tx, draft: CircularDraft) -> Circular:
    """Compile the circular of a month (GO-71). Raises CIRCULAR_EXISTS."""
    require_division(tx.principal, draft.division)
    name = f"circulars/{tx.new_id()}"
    made = compile_circular(
        draft, gather_lines(tx, draft.division, draft.period), name=name, today=tx.today, now=tx.now
    )  # fmt: skip
    rows.insert_circular(tx.session, made)
    tx.note("circular.create", made.name, rules=("GO-71",))
    return made


def get_circular(tx: Tx, name: str) -> Circular:
    """One within the caller's divisions."""
    return _found(rows.load_circular(tx.session, name, tx.principal))


def list_circulars(tx: Tx, wanted: CircularFilter, page: Page) -> tuple[list[Circular], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_circulars(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def recompile(tx: Tx, name: str, *, etag: str) -> Circular:
    """From what is known now (GO-71)."""
    circular = _locked(tx, name, "recompile", etag=etag)
    lines = gather_lines(tx, circular.division, circular.period)
    return _saved(tx, recompiled(circular, lines, tx.today), "recompile", "")


def issue(tx: Tx, name: str, paper: Documented, sign: Sign, *, etag: str) -> Circular:
    """It was issued, signed (GO-71)."""
    circular = _locked(tx, name, "issue", etag=etag)
    entry = enter_happening(tx, paper, division=circular.division, not_before=circular.compiled_date)
    return _saved(tx, issued(circular, paper.document_number, entry, sign), "issue", paper.document_number)


def gather_lines(tx: Tx, division: str, period: str) -> list[CircularLine]:
    """One line for each office that was licensed in the month, counted from the registers (GO-71)."""
    first, last = month_days(period, today=tx.today)
    shown = [
        one for one in offices_in_scope(tx.session, tx.principal)
        if one.division.startswith(significant(division)) and _is_licensed(one, first, last)
    ]  # fmt: skip
    visits = visits_with_problems(tx.session, tx.principal)
    return [_line(tx, one, first, last, [visit for visit in visits if visit.office == one.name]) for one in shown]


def _is_licensed(office: Office, first: dt.date, last: dt.date) -> bool:
    closed = closed_on(office)
    return office.licensed_date is not None and office.licensed_date <= last and (closed is None or closed >= first)


def _line(tx: Tx, office: Office, first: dt.date, last: dt.date, visits: list[OfficeVisit]) -> CircularLine:
    """What the registers say of an office in the month (F-03)."""
    name, on = office.name, first
    totals = case_totals(tx.session, name, first, last)
    briefs = [one.kind for _, one in counted_briefs_of(tx.session, [name], first, last)]
    begin, end = months_owed(first.year, office.licensed_date, closed_on(office))
    owed = begin <= first.month <= end
    income = [one for one in current_reports_of(tx.session, name, first.year) if one.period == f"{first:%Y-%m}"]
    noted = standing_entries_of(tx.session, [name], first, last)
    cures = [
        one for one in office.cure_periods
        if one.began_date <= last and (one.cured_date is None or one.cured_date > last)
    ]  # fmt: skip
    problems = [one for one in visits if is_open_on(one, last)]
    late = [one for one in cures if one.deadline and one.deadline.due_date and one.deadline.due_date < last]
    late_problems = [one for one in problems if one.due_date is not None and one.due_date < last]

    def threshold(key: str) -> int:
        return int(tx.policy(key, division=office.division, on=on).value) if owed else 0

    line = CircularLine(
        office=name, display_name=office.display_name,
        practitioners=sum(office_on(one, last) == name for one in ever_at(tx.session, name)),
        cases_accepted=totals.accepted, cases_closed=totals.closed, entered_in_time=totals.in_time,
        briefs=briefs.count(WorkBriefKind.BRIEF), briefs_owed=threshold("go.news_per_month"),
        typical_cases=briefs.count(WorkBriefKind.TYPICAL_CASE),
        typical_cases_owed=threshold("go.typical_per_month"), income_filed=bool(income),
        gross_fee_fen=sum(one.gross_fee_fen for one in income),
        complaints=sum(one.kind is DailyEntryKind.COMPLAINT for one in noted),
        open_rectifications=len(cures) + len(problems), overdue_rectifications=len(late) + len(late_problems),
        remark="", fund_overdue_fen=overdue_in(tx.session, name, first, last),
    )  # fmt: skip
    return with_allocation(line, allocation_of(tx.session, name, f"{first:%Y-%m}"))


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> Circular:
    circular = _found(rows.load_circular(tx.session, name, tx.principal, lock=True))
    allow(circular, action, etag=etag)
    return circular


def _saved(tx: Tx, circular: Circular, action: str, document: str) -> Circular:
    rows.update_circular(tx.session, circular)
    tx.note(f"circular.{action}", circular.name, rules=("GO-71",), document=document)
    return circular


def _found(circular: Circular | None) -> Circular:
    if circular is None:
        raise NotFound("月通报")
    return circular
