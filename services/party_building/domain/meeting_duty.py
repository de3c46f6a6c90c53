"""What a branch owes of organisation life in each period, and who took no part for too long (PB-15, PB-35).

It must not remind anybody, nor draw a consequence: it lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chassis.kernel.calendar import Limit, earliest_due
from services.party_building.domain.composition import WITH_UNITS
from services.party_building.domain.leadership import IN_COMMITTEE
from services.party_building.domain.organisation import STANDING, Organisation
from services.party_building.domain.party_meeting import MeetingKind, PartyMeeting

ONE_DAY, MONTHS = dt.timedelta(days=1), 12
# Policy keys of how many months a period has: general meetings each quarter, the others each month.
EVERY = {
    MeetingKind.GENERAL: "pb.general_meeting_months", MeetingKind.COMMITTEE: "pb.committee_meeting_months",
    MeetingKind.GROUP: "pb.group_meeting_months", MeetingKind.THEME_DAY: "pb.theme_day_months",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time in which something is owed once."""

    kind: MeetingKind
    from_date: dt.date
    due_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedMeeting(Period):
    """Something that was not held; `missed` False while the period still runs."""

    organisation: str
    missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InactiveMember:
    """A member who was expected and took no part for too long (PB-15)."""

    member: str
    organisation: str
    since_date: dt.date
    absence_count: int


def periods_from(months: Mapping[dt.date, Mapping[MeetingKind, int]]) -> Iterator[Period]:
    """The periods that begin in months (PB-35): `months` holds first days, and lengths in months.

    They follow the calendar year: the quarter is January to March, not the three months since an election.
    """
    for first, lengths in months.items():
        for kind, length in lengths.items():
            if (first.month - 1) % length == 0:
                after = first.month - 1 + length
                end = dt.date(first.year + after // MONTHS, after % MONTHS + 1, 1) - ONE_DAY
                yield Period(kind=kind, from_date=first, due_date=end)


def missed_by(
    organisation: Organisation, periods: Iterable[Period], held: Iterable[PartyMeeting], today: dt.date
) -> Iterator[MissedMeeting]:
    """What a branch at work did not hold in the periods that began since it works (PB-35).

    A committee meets where there is one; groups meet from the first of their meetings on, because nobody registers
    groups.
    """
    meetings = list(held)
    began = next((one.from_date for one in organisation.versions if one.state in STANDING), None)
    grouped = min((one.held_date for one in meetings if one.kind is MeetingKind.GROUP), default=None)
    if organisation.kind not in WITH_UNITS or organisation.state not in STANDING or began is None:
        return
    for period in periods:
        owed = {
            MeetingKind.COMMITTEE: any(post.post in IN_COMMITTEE for post in organisation.posts),
            MeetingKind.GROUP: grouped is not None and grouped <= period.due_date,
        }.get(period.kind, True)
        done = any(
            one.kind is period.kind and period.from_date <= one.held_date <= period.due_date for one in meetings
        )  # fmt: skip
        if owed and not done and began <= period.from_date <= today:
            yield MissedMeeting(
                kind=period.kind, from_date=period.from_date, due_date=period.due_date,
                organisation=organisation.name, missed=period.due_date < today,
            )  # fmt: skip


def inactive_in(organisation: str, held: Iterable[PartyMeeting], limit: Limit, today: dt.date) -> list[InactiveMember]:
    """Who was expected and took no part for more than the limit, since he last did (PB-15).

    It is a note for the branch: nobody loses anything by it, and whether there was a reason only the branch knows.
    """
    since: dict[str, dt.date] = {}
    absences: dict[str, int] = {}
    for meeting in sorted(held, key=lambda one: one.held_date):
        for member in meeting.expected_members:
            if member in meeting.absent_members:
                since.setdefault(member, meeting.held_date)
                absences[member] = absences.get(member, 0) + 1
            else:
                since[member], absences[member] = meeting.held_date, 0
    return [
        InactiveMember(member=member, organisation=organisation, since_date=since[member], absence_count=count)
        for member, count in sorted(absences.items())
        if count and earliest_due(since[member], limit) < today
    ]
