"""What an office and its people still owe, and by when (GO-15, GO-60, GO-85). It must not read a register."""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from services.grassroots_offices.domain.assessment_window import AssessmentWindow
from services.grassroots_offices.domain.daily_entry import DailyEntry, DailyEntryState
from services.grassroots_offices.domain.practice_absence import PracticeAbsence
from services.grassroots_offices.domain.quota import RULE_OF, Quota, QuotaLine, QuotaVerdict
from services.grassroots_offices.domain.sheet_facts import ToldFacts
from services.grassroots_offices.domain.staff_account import DESK, StaffAccount, StaffPost
from services.grassroots_offices.domain.told_succession import ToldSuccession


class DutyKind(enum.Enum):
    """What is owed."""

    DEADLINE = enum.auto()
    INCOME_REPORT = enum.auto()
    QUOTA = enum.auto()
    ASSESSMENT_PAPERS = enum.auto()
    DAILY_ENTRY = enum.auto()
    PARTY = enum.auto()
    HANDOVER = enum.auto()
    DISMISSAL = enum.auto()
    ADVISER = enum.auto()
    WRITTEN_RULE = enum.auto()
    QUALITY = enum.auto()


_K = DutyKind
# Beside director and clerk, who see everything, and a practitioner, who sees his own.
ALSO_SEEN: dict[StaffPost, frozenset[DutyKind]] = {
    StaffPost.FINANCE: frozenset({_K.INCOME_REPORT}), StaffPost.PARTY: frozenset({_K.PARTY}),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One line: about what, what (`item`), for which time, how much is missing; `due_date` None when no text gives one.

    `practitioner` is who owes it; empty when the office does.
    """

    kind: DutyKind
    subject: str
    item: str
    period: str
    missing: str
    rule_id: str
    due_date: dt.date | None
    overdue: bool
    practitioner: str = ""


def deadline_duties(running: Iterable[Deadline], *, today: dt.date) -> Iterator[Duty]:
    """Clocks that run against the office or its people, for example a cure (GO-10) or a fine (GO-46)."""
    for one in running:
        owner = owner_of(one.owner)
        yield duty_line(
            _K.DEADLINE, one.subject, one.kind, "", "", one.rule_id, one.due_date, today, practitioner=owner
        )  # fmt: skip


def income_duties(
    office: str, year: int, months: tuple[int, int], filed: Iterable[str], *, due_day: int, today: dt.date
) -> Iterator[Duty]:
    """Months of the year that are over, lie wholly within the licence and have no report (PB-20, GO-15)."""
    there = set(filed)
    for month in range(months[0], months[1] + 1):
        period, after = f"{year}-{month:02d}", dt.date(year + month // 12, month % 12 + 1, 1)
        if after <= today and period not in there:
            due = after.replace(day=due_day)
            yield duty_line(_K.INCOME_REPORT, office, "INCOME_REPORT", period, "1", "PB-20", due, today)


def quota_duties(lines: Iterable[QuotaLine], year: int, *, today: dt.date) -> Iterator[Duty]:
    """What the year or the month still asks for (GO-48, GO-65, GO-66, GO-69); what a past month lacked is lost."""
    for one in lines:
        if one.verdict is QuotaVerdict.OPEN and one.quota is not Quota.COUNTY_TRAININGS:
            last = dt.date(year, one.month or 12, calendar.monthrange(year, one.month or 12)[1])
            period = f"{year}-{one.month:02d}" if one.month else str(year)
            missing = str(one.threshold - one.value)
            yield duty_line(
                _K.QUOTA, one.subject, one.quota.name, period, missing, RULE_OF[one.quota], last, today,
                practitioner=owner_of(one.subject),
            )  # fmt: skip


def paper_duties(unfiled: Iterable[str], year: int, window: AssessmentWindow, *, today: dt.date) -> Iterator[Duty]:
    """Whoever has not filed for the year that is over, while the window has not closed (GO-60, GO-62)."""
    for subject in unfiled if today <= window.closes else ():
        yield duty_line(
            _K.ASSESSMENT_PAPERS, subject, "ASSESSMENT_PAPERS", str(year), "1", "GO-62", window.filed_by, today,
            practitioner=owner_of(subject),
        )  # fmt: skip


def entry_duties(noted: Iterable[DailyEntry]) -> Iterator[Duty]:
    """What was noted of the office and may still be answered; no text gives a day (GO-85)."""
    for one in noted:
        if one.state is DailyEntryState.NOTED:
            yield Duty(
                kind=_K.DAILY_ENTRY, subject=one.name, item=one.kind.name, period="", missing="1", rule_id="GO-85",
                due_date=None, overdue=False,
            )  # fmt: skip


def handover_duties(orphaned: Iterable[str]) -> Iterator[Duty]:
    """Running matters whose handler left or is suspended: somebody else of the office takes them over (GO-15)."""
    for case in orphaned:
        yield Duty(
            kind=_K.HANDOVER, subject=case, item="HANDOVER", period="", missing="1", rule_id="GO-15", due_date=None,
            overdue=True,
        )  # fmt: skip


def dismissal_duties(absences: Iterable[PracticeAbsence], *, today: dt.date) -> Iterator[Duty]:
    """Whoever has to be dismissed by now (GO-40)."""
    for one in absences:
        if one.dismiss_from_date <= today:
            yield duty_line(_K.DISMISSAL, one.name, "DISMISSAL", "", "1", "GO-40", one.dismiss_from_date, today)


def party_duties(office: str, told: ToldFacts, year: int) -> Iterator[Duty]:
    """What party_building says is missing (GO-64, PB-23): cover, and what was missed in the year."""
    covered = told.coverage
    if covered is not None and not covered.reached:
        yield Duty(
            kind=_K.PARTY, subject=office, item=f"COVERAGE_{covered.required}", period="", missing="1",
            rule_id="GO-64", due_date=None, overdue=False,
        )  # fmt: skip
    for one in told.findings:
        if one.deducted:
            yield Duty(
                kind=_K.PARTY, subject=one.finding, item=one.kind, period=str(year), missing="1", rule_id="PB-23",
                due_date=one.found_date, overdue=True,
            )  # fmt: skip


def relation_duties(waiting: Iterable[ToldSuccession], *, today: dt.date) -> Iterator[Duty]:
    """Party relations that have not followed people to the office (PB-14); the subject is where they came from."""
    for one in waiting:
        yield duty_line(_K.PARTY, one.office, "RELATIONS", "", "1", "PB-14", one.due_date, today)


def ordered(duties: Iterable[Duty]) -> list[Duty]:
    """The most pressing first; what has no day last."""
    return sorted(duties, key=lambda one: (one.due_date or dt.date.max, one.kind.name, one.subject, one.period))


def shown_to(account: StaffAccount, duties: Iterable[Duty]) -> list[Duty]:
    """Of director and clerk everything, of the others what is theirs (GO-15)."""
    also = ALSO_SEEN.get(account.post, frozenset())
    return [
        one
        for one in duties
        if account.post in DESK or one.kind in also or (one.practitioner and one.practitioner == account.practitioner)
    ]


def owner_of(name: str) -> str:
    """The practitioner of the name; empty for an office."""
    return name if name.startswith("practitioners/") else ""


def duty_line(
    kind: DutyKind, subject: str, item: str, period: str, missing: str, rule: str, due: dt.date | None,
    today: dt.date, *, practitioner: str = "",
) -> Duty:  # fmt: skip
    """One line, overdue from the day after its last one."""
    return Duty(
        kind=kind, subject=subject, item=item, period=period, missing=missing, rule_id=rule, due_date=due,
        overdue=due is not None and today > due, practitioner=practitioner,
    )  # fmt: skip
