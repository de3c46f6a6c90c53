"""What an organisation held, and who took part, unit by unit (PB-35). It must not know what is owed."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from services.party_building.domain.leadership import Post
from services.party_building.domain.member import Member
from services.party_building.domain.organisation import Organisation


class MeetingKind(enum.Enum):
    """What was held."""

    GENERAL = enum.auto()
    COMMITTEE = enum.auto()
    GROUP = enum.auto()
    LESSON = enum.auto()
    THEME_DAY = enum.auto()
    STUDY = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGuests:
    """How many of a unit took part who are no members."""

    unit: str
    guest_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAttendance:
    """Who took part of one unit; `unit` empty for members who belong to none of the organisation's units."""

    unit: str
    due_count: int
    attended_count: int
    guest_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMeetingDraft:
    """What is entered; `expected_members` empty: whoever the kind concerns; `minutes_sha256` empty: not given."""

    organisation: str
    kind: MeetingKind
    held_date: dt.date
    entry_reason: str
    subject: str
    document_number: str
    expected_members: tuple[str, ...]
    absent_members: tuple[str, ...]
    guests: tuple[UnitGuests, ...]
    minutes_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMeeting(PartyMeetingDraft):
    """A record, never changed."""

    name: str
    attendance: tuple[UnitAttendance, ...]
    late: bool
    division: str
    create_time: dt.datetime
    etag: str

    @property
    def due_count(self) -> int:
        """Members who were expected."""
        return sum(one.due_count for one in self.attendance)

    @property
    def attended_count(self) -> int:
        """Of these, those who were there."""
        return sum(one.attended_count for one in self.attendance)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMeetingFilter:
    """What a list asks for; None and empty mean any."""

    organisation: str
    kind: MeetingKind | None


def hold(
    draft: PartyMeetingDraft, organisation: Organisation, members: Mapping[str, Member], entry: Entry, *, name: str,
    now: dt.datetime,
) -> PartyMeeting:  # fmt: skip
    """A record with attendance per unit of the members (PB-35). Raises ATTENDEES_UNFIT, UNIT_UNKNOWN.

    A joint branch holds it together: every unit has its line, also one of which nobody came.
    """
    expected = draft.expected_members or _expected(draft.kind, organisation.posts, members)
    if not expected or not set(expected) <= members.keys() or not set(draft.absent_members) <= set(expected):
        raise RuleViolated(
            "ATTENDEES_UNFIT",
            "应到人员须为本党组织党员，缺席人员须在应到人员之内；党小组会须填写应到人员（PB-35）。请核对人员。",
            rules=("PB-35",),
        )
    attendance = _attendance(organisation.units, [members[one] for one in expected], draft)
    values = {field.name: getattr(draft, field.name) for field in fields(PartyMeetingDraft)}
    return PartyMeeting(
        **{**values, "expected_members": tuple(expected)}, name=name, attendance=attendance, late=entry.late,
        division=organisation.division, create_time=now, etag="1",
    )  # fmt: skip


def _expected(kind: MeetingKind, posts: tuple[Post, ...], members: Mapping[str, Member]) -> tuple[str, ...]:
    """Whom a meeting concerns when nobody says: a committee's all who hold a post, a group's cannot be known."""
    if kind is MeetingKind.GROUP:
        return ()
    if kind is MeetingKind.COMMITTEE:
        return tuple(sorted({post.member for post in posts if post.member in members}))
    return tuple(sorted(members))


def _attendance(
    units: tuple[str, ...], expected: list[Member], draft: PartyMeetingDraft
) -> tuple[UnitAttendance, ...]:  # fmt: skip
    guests = Counter[str]()
    for one in draft.guests:
        if one.unit not in units:
            raise RuleViolated(
                "UNIT_UNKNOWN",
                "列席人员所在单位不是本党组织的组成单位（PB-35）。请按组成单位填写，其他单位人员不计入。",
                rules=("PB-35",),
            )
        guests[one.unit] += one.guest_count
    due = Counter(one.unit if one.unit in units else "" for one in expected)
    away = Counter(one.unit if one.unit in units else "" for one in expected if one.name in draft.absent_members)
    return tuple(
        UnitAttendance(
            unit=unit, due_count=due[unit], attended_count=due[unit] - away[unit], guest_count=guests[unit]
        )
        for unit in (*units, *([""] if due[""] else []))
    )  # fmt: skip
