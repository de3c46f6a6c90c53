"""A unit of a campaign: who confirmed the notice, which coverage reached it (SV-02, SV-71). It must not inspect."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from chassis.kernel.spans import days_late
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.campaign import Campaign, CoverageKind
from services.supervision.domain.campaign_start import begin_due
from services.supervision.domain.subject import SubjectType
from services.supervision.domain.supervised_unit import SupervisedUnit, UnitTopic

WHOLE = 10_000  # Hundredths of a percent.


class CampaignUnitState(enum.Enum):
    """Whether a unit takes part."""

    TAKING_PART = enum.auto()
    RELEASED = enum.auto()


_P = CampaignUnitState.TAKING_PART
_HERE = frozenset({_P})
MOVES: Moves[CampaignUnitState] = {
    _P: {
        "confirmNotice": _HERE, "begin": _HERE, "enterCheck": _HERE, "selfInspect": _HERE, "score": _HERE,
        "release": frozenset({CampaignUnitState.RELEASED}),
    },
    CampaignUnitState.RELEASED: {},
}  # fmt: skip
# Sheets make these moves: nobody calls them.
MADE_ELSEWHERE = frozenset({"selfInspect", "score"})


class CheckResult(enum.Enum):
    """What a check found; a nil return says so."""

    NONE_FOUND = enum.auto()
    PROBLEMS = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPerson:
    """Somebody who takes part; `self_inspection` is the accepted sheet."""

    person: str
    full_name: str
    subject: str
    confirmed_date: dt.date | None
    self_inspection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCell:
    """What became of one coverage at the unit; `counted` is false for a self-inspection before SV-71 is met."""

    kind: CoverageKind
    phase: int
    due_date: dt.date
    done_date: dt.date | None
    days_late: int
    result: CheckResult | None
    record: str
    officers: tuple[str, ...]
    signed_by: str
    rectifications: tuple[str, ...]
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignUnit:
    """One unit of one campaign, as both were when it began."""

    name: str
    campaign: str
    unit: str
    subject_type: SubjectType
    subject: str
    title: str
    division: str
    topic: UnitTopic
    section: str
    ledger_count: int
    begin_due_date: dt.date | None
    begun_date: dt.date | None
    begun_days_late: int
    notice_date: dt.date | None
    people: tuple[CampaignPerson, ...]
    cells: tuple[CampaignCell, ...]
    released_date: dt.date | None
    release_reason: str
    state: CampaignUnitState
    create_time: dt.datetime
    etag: str

    @property
    def notice_share(self) -> int:
        """People who confirmed the notice of all, in hundredths of a percent, half up; nobody there is all (SV-71)."""
        return share(sum(one.confirmed_date is not None for one in self.people), len(self.people))

    @property
    def notified(self) -> bool:
        """Whether the unit and every person confirmed the notice (SV-71)."""
        return self.notice_date is not None and all(one.confirmed_date is not None for one in self.people)

    def cell(self, kind: CoverageKind) -> CampaignCell | None:
        """The cell of a coverage; None when it does not have to reach the unit."""
        return next((one for one in self.cells if one.kind is kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignUnitFilter:
    """What a list asks for; empty means any."""

    campaign: str
    state: CampaignUnitState | None


def share(done: int, of: int) -> int:
    """`done` of `of` in hundredths of a percent, half up; all of nothing is everything (SV-02, SV-71)."""
    return (2 * WHOLE * done + of) // (2 * of) if of else WHOLE


def joined(campaign: Campaign, units: list[SupervisedUnit], on: dt.date) -> list[tuple[SupervisedUnit, CampaignUnit]]:
    """The units that take part, each with a section in charge (SV-02, SV-72); names and times are the caller's.

    Raises NO_UNITS, UNIT_UNASSIGNED.
    """
    found = [one for one in units if one.subject_type in campaign.unit_types]
    if not found:
        message = "辖区内没有应当参加的单位（SV-72）。请先在被监督单位名册中登记。"
        raise RuleViolated("NO_UNITS", message, rules=("SV-72",))
    lacking = sum(not one.section for one in found)
    if lacking:
        message = f"有{lacking}个单位没有主管科室，专项整治不能启动（SV-72）。请先为其确定主管科室。"
        raise RuleViolated("UNIT_UNASSIGNED", message, rules=("SV-72",), count=str(lacking))
    return [(one, _joining(campaign, one, on)) for one in found]


def confirmed(unit: CampaignUnit, person: str, entry: Entry) -> CampaignUnit:
    """The unit (`person` empty), then each person confirms the notice (SV-71).

    Raises UNIT_FIRST, PERSON_UNKNOWN, NOTICE_CONFIRMED.
    """
    if not person:
        _refuse_twice(unit.notice_date)
        return changed(unit, notice_date=entry.happened_date)
    if unit.notice_date is None or entry.happened_date < unit.notice_date:
        message = "单位确认收到通知之后，人员才能确认（SV-71）。请先登记单位的确认，并核对日期。"
        raise RuleViolated("UNIT_FIRST", message, rules=("SV-71",))
    found = person_of(unit, person)
    _refuse_twice(found.confirmed_date)
    return with_person(unit, replace(found, confirmed_date=entry.happened_date))


def person_of(unit: CampaignUnit, person: str) -> CampaignPerson:
    """Somebody who takes part. Raises PERSON_UNKNOWN."""
    for one in unit.people:
        if one.person == person:
            return one
    message = "该单位参加专项整治的人员中没有此人（SV-71）。请按名单核对 person。"
    raise RuleViolated("PERSON_UNKNOWN", message, rules=("SV-71",))


def with_person(unit: CampaignUnit, person: CampaignPerson) -> CampaignUnit:
    """The unit with what somebody has done."""
    return changed(unit, people=tuple(person if one.person == person.person else one for one in unit.people))


def covered(unit: CampaignUnit, kind: CoverageKind, done: dt.date, **values: Any) -> CampaignUnit:
    """A coverage reached the unit, in time or late by days (SV-02)."""
    return changed(
        unit,
        cells=tuple(
            replace(one, done_date=done, days_late=days_late(one.due_date, done=done), **values)
            if one.kind is kind
            else one
            for one in unit.cells
        ),
    )


def released(unit: CampaignUnit, reason: str, entry: Entry) -> CampaignUnit:
    """It leaves the campaign, is listed and no longer counted (SV-02)."""
    return changed(unit, state=CampaignUnitState.RELEASED, released_date=entry.happened_date, release_reason=reason)


def allow(unit: CampaignUnit, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, unit.state, action, what="参加专项整治的单位", etag=unit.etag, given=etag)


def changed(unit: CampaignUnit, **values: Any) -> CampaignUnit:
    """The next version; a self-inspection counts once every person confirmed the notice (SV-71)."""
    after = replace(unit, etag=str(int(unit.etag) + 1), **values)
    return replace(after, cells=tuple(replace(one, counted=_counts(after, one)) for one in after.cells))


def _counts(unit: CampaignUnit, cell: CampaignCell) -> bool:
    return cell.done_date is not None and (cell.kind is not CoverageKind.SELF_INSPECTION or unit.notified)


def _refuse_twice(day: dt.date | None) -> None:
    if day is not None:
        message = "已经确认收到通知（SV-71），不必重复登记。请核对单位和人员。"
        raise RuleViolated("NOTICE_CONFIRMED", message, rules=("SV-71",))


def _joining(campaign: Campaign, unit: SupervisedUnit, on: dt.date) -> CampaignUnit:
    return CampaignUnit(
        name="", campaign=campaign.name, unit=unit.name, subject_type=unit.subject_type, subject=unit.subject,
        title=unit.title, division=unit.division, topic=unit.topic, section=unit.section,
        ledger_count=len(unit.ledgers), begin_due_date=begin_due(campaign, unit.subject_type, on), begun_date=None,
        begun_days_late=0, notice_date=None,
        people=tuple(
            CampaignPerson(
                person=one.person, full_name=one.full_name, subject=one.subject, confirmed_date=None,
                self_inspection="",
            )
            for one in unit.staff(on)
        ),
        cells=tuple(
            CampaignCell(
                kind=one.kind, phase=one.phase, due_date=one.due_date, done_date=None, days_late=0, result=None,
                record="", officers=(), signed_by="", rectifications=(), counted=False,
            )
            for one in campaign.coverages
            if unit.subject_type in one.unit_types
        ),
        released_date=None, release_reason="", state=_P, create_time=campaign.create_time, etag="1",
    )  # fmt: skip
