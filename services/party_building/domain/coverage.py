"""How an office must be covered by party organisations, and how it is (PB-01 to PB-06).

It must not start a clock: it says which one.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from services.party_building.domain.member import IN_LINE, Member, MemberStanding
from services.party_building.domain.time_limit import DeadlineKind


class CoverageForm(enum.Enum):
    """How an office is, or must be, covered."""

    BRANCH = enum.auto()
    JOINT = enum.auto()
    INSTRUCTOR = enum.auto()


class CoverageState(enum.Enum):
    """Where an office stands; the first three wait for something."""

    MUST_FORM_BRANCH = enum.auto()
    MUST_JOIN = enum.auto()
    MUST_HAVE_INSTRUCTOR = enum.auto()
    BRANCH = enum.auto()
    JOINT = enum.auto()
    INSTRUCTED = enum.auto()


class CoverageTask(enum.Enum):
    """What is to be done first."""

    TRANSFER_RELATIONS = enum.auto()
    NOBODY_IN_LINE = enum.auto()


_REACHED = {
    CoverageForm.BRANCH: CoverageState.BRANCH, CoverageForm.JOINT: CoverageState.JOINT,
    CoverageForm.INSTRUCTOR: CoverageState.INSTRUCTED,
}  # fmt: skip
_WAITING = {
    CoverageForm.BRANCH: CoverageState.MUST_FORM_BRANCH, CoverageForm.JOINT: CoverageState.MUST_JOIN,
    CoverageForm.INSTRUCTOR: CoverageState.MUST_HAVE_INSTRUCTOR,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The organisation that unites an office: its own branch or a joint one, with its formal members (PB-05, PB-06)."""

    organisation: str
    joint: bool
    formal_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What an office's coverage follows from; `members` are those who practise there."""

    practitioner_count: int
    members: tuple[Member, ...]
    cover: Cover | None
    instructed: bool
    least_formal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What follows from an office's facts."""

    state: CoverageState
    required: CoverageForm
    actual: CoverageForm | None
    organisation: str
    practitioner_count: int
    formal_count: int
    probationary_count: int
    activist_count: int
    attached_formal_count: int
    tasks: tuple[CoverageTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSpan:
    """A time in one state. It lasts until the next one begins."""

    name: str
    office: str
    state: CoverageState
    required: CoverageForm
    actual: CoverageForm | None
    from_date: dt.date
    deadline: Deadline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Finding):
    """How an office stands, and since when."""

    name: str
    office: str
    division: str
    spans: tuple[CoverageSpan, ...]

    @property
    def since_date(self) -> dt.date:
        """First day of the state."""
        return self.spans[-1].from_date

    @property
    def deadline(self) -> Deadline | None:
        """By when it must have what is required; None while it has."""
        return self.spans[-1].deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCount:
    """How many offices of a division stand in a state, and how many of them are past their time limit."""

    division: str
    state: CoverageState
    office_count: int
    overdue_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFilter:
    """What a list asks for; None means any."""

    state: CoverageState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageChanged:
    """How an office is covered, or must be, changed (XF-03)."""

    office: str
    division: str
    required: CoverageForm
    actual: CoverageForm | None
    reached: bool
    since_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOverdue:
    """An office did not get in time what it must have (XF-03)."""

    office: str
    division: str
    required: CoverageForm
    actual: CoverageForm | None
    due_date: dt.date


def required_form(members: Iterable[Member], least_formal: int) -> CoverageForm:
    """What an office must have for those who practise in it (PB-01, PB-02, PB-03).

    Only formal members count towards `least_formal`; one probationary member alone already asks for a joint branch
    (PB-04).
    """
    standings = [member.standing for member in members]
    if standings.count(MemberStanding.FORMAL) >= least_formal:
        return CoverageForm.BRANCH
    if MemberStanding.FORMAL in standings or MemberStanding.PROBATIONARY in standings:
        return CoverageForm.JOINT
    return CoverageForm.INSTRUCTOR


def find(facts: OfficeFacts) -> Finding:
    """How an office stands by its facts alone (PB-01 to PB-06); no earlier state enters into it.

    The duty follows from who practises here, the existence from whose relation is at the branch: an office with three
    formal members of whom one is attached elsewhere must have a branch, and must bring the relations first (PB-06).
    """
    required = required_form(facts.members, facts.least_formal)
    actual = _actual(facts)
    standings = [member.standing for member in facts.members]
    attached = facts.cover.formal_count if facts.cover else 0
    branch = facts.cover.organisation if facts.cover and not facts.cover.joint else ""
    away = sum(
        1 for member in facts.members
        if member.standing is MemberStanding.FORMAL and (not member.organisation or member.organisation != branch)
    )  # fmt: skip
    tasks = []
    if required is CoverageForm.BRANCH and actual is not CoverageForm.BRANCH and away:
        tasks.append(CoverageTask.TRANSFER_RELATIONS)
    in_line = sum(1 for standing in standings if standing in IN_LINE)
    if facts.practitioner_count and not in_line:
        tasks.append(CoverageTask.NOBODY_IN_LINE)
    return Finding(
        state=_REACHED[required] if actual is required else _WAITING[required], required=required, actual=actual,
        organisation=facts.cover.organisation if facts.cover else "", practitioner_count=facts.practitioner_count,
        formal_count=standings.count(MemberStanding.FORMAL),
        probationary_count=standings.count(MemberStanding.PROBATIONARY), activist_count=in_line,
        attached_formal_count=attached, tasks=tuple(tasks),
    )  # fmt: skip


def clock_of(finding: Finding, *, had_branch: bool) -> DeadlineKind | None:
    """Which clock runs; None when the office has what it must have. A branch that lost members is adjusted (2.3.2)."""
    if finding.state is CoverageState.MUST_FORM_BRANCH:
        return DeadlineKind.FORM_BRANCH
    if finding.state is CoverageState.MUST_JOIN:
        return DeadlineKind.ADJUST_BRANCH if had_branch else DeadlineKind.JOIN_BRANCH
    if finding.state is CoverageState.MUST_HAVE_INSTRUCTOR:
        return DeadlineKind.SEND_INSTRUCTOR
    return None


def told(coverage: Coverage) -> CoverageChanged:
    """What other services hear of it."""
    return CoverageChanged(
        office=coverage.office, division=coverage.division, required=coverage.required, actual=coverage.actual,
        reached=coverage.actual is coverage.required, since_date=coverage.since_date,
    )  # fmt: skip


def _actual(facts: OfficeFacts) -> CoverageForm | None:
    """What stands: an organisation without enough formal members of its own counts for nothing (PB-05, PB-06)."""
    if facts.cover is not None and facts.cover.formal_count >= facts.least_formal:
        return CoverageForm.JOINT if facts.cover.joint else CoverageForm.BRANCH
    return CoverageForm.INSTRUCTOR if facts.instructed else None
