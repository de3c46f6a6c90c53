"""Campaigns (专项整治): dated phases, full coverages, papers, where one stands (SV-01 to SV-03, SV-75).

It must not compute a date from a duration (K9), and it knows no unit.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.spans import days_late
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.subject import SubjectType


class CampaignState(enum.Enum):
    """Where a campaign stands."""

    PLANNED = enum.auto()
    RUNNING = enum.auto()
    LOOK_BACK = enum.auto()
    REPORTED = enum.auto()


class CoverageKind(enum.Enum):
    """What has to reach every unit (SV-02)."""

    SELF_INSPECTION = enum.auto()
    SECTION_CHECK = enum.auto()
    SPOT_CHECK = enum.auto()
    MUTUAL_CHECK = enum.auto()


class DeliverableSource(enum.Enum):
    """Who hands a paper in."""

    UNIT = enum.auto()
    LEAD_OFFICE = enum.auto()


class DeliverableKind(enum.Enum):
    """What a paper is."""

    LOOK_BACK_REPORT = enum.auto()
    PAPER = enum.auto()


_S = CampaignState
MOVES: Moves[CampaignState] = {
    _S.PLANNED: {"start": frozenset({_S.RUNNING}), "publishHotline": frozenset({_S.PLANNED})},
    _S.RUNNING: {"beginLookBack": frozenset({_S.LOOK_BACK}), "publishHotline": frozenset({_S.RUNNING})},
    _S.LOOK_BACK: {"report": frozenset({_S.REPORTED}), "publishHotline": frozenset({_S.LOOK_BACK})},
    _S.REPORTED: {},
}
OPEN = frozenset({_S.RUNNING, _S.LOOK_BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPhase:
    """A phase by its first and last day."""

    title: str
    start_date: dt.date
    end_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCoverage:
    """Every unit of the kinds by the day; `phase` counts from 1."""

    kind: CoverageKind
    phase: int
    due_date: dt.date
    unit_types: tuple[SubjectType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDeliverable:
    """A paper to hand in (SV-75)."""

    kind: DeliverableKind
    title: str
    source: DeliverableSource
    unit_types: tuple[SubjectType, ...]
    recipient: str
    due_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCategory:
    """A category of the score sheet F-02; the seed names neither it nor items under it (SV-52)."""

    title: str
    full_points: int
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineNotice:
    """Where the number of the report line was published, since when, on which paper (SV-07)."""

    number: str
    place: str
    published_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """What is planned; roles, not names, make up the lead group (SV-01)."""

    title: str
    document_number: str
    division: str
    lead_group_head: str
    lead_group_office: str
    phases: tuple[CampaignPhase, ...]
    coverages: tuple[CampaignCoverage, ...]
    deliverables: tuple[CampaignDeliverable, ...]
    score_categories: tuple[ScoreCategory, ...]
    final_report_due_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign(CampaignPlan):
    """One campaign."""

    name: str
    state: CampaignState
    started_date: dt.date | None
    unit_count: int
    person_count: int
    look_back_date: dt.date | None
    reported_date: dt.date | None
    reported_days_late: int
    hotlines: tuple[HotlineNotice, ...]
    create_time: dt.datetime
    etag: str

    @property
    def hotline_missing(self) -> bool:
        """Whether no number of a report line was published (SV-07)."""
        return not self.hotlines

    @property
    def last_day(self) -> dt.date:
        """Last day of the last phase."""
        return self.phases[-1].end_date

    @property
    def unit_types(self) -> frozenset[SubjectType]:
        """Kinds of units that take part."""
        checked = {kind for one in self.coverages for kind in one.unit_types}
        return frozenset(checked | {kind for one in self.deliverables for kind in one.unit_types})

    def phase_end(self, day: dt.date) -> dt.date | None:
        """Last day of the phase that runs or comes next; None after the last (SV-21)."""
        return next((phase.end_date for phase in self.phases if day <= phase.end_date), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFilter:
    """What a list asks for; None means any."""

    state: CampaignState | None


def allow(campaign: Campaign, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, campaign.state, action, what="专项整治", etag=campaign.etag, given=etag)


def require_open(campaign: Campaign) -> None:
    """Raise CAMPAIGN_NOT_RUNNING before the units are fixed and after the report."""
    if campaign.state not in OPEN:
        raise RuleViolated(
            "CAMPAIGN_NOT_RUNNING",
            "该专项整治尚未启动或者已经总结上报，不能再登记（SV-02）。请核对所属的专项整治。",
            rules=("SV-02",),
        )


def started(campaign: Campaign, entry: Entry, *, units: int, people: int) -> Campaign:
    """Its units are fixed."""
    return _changed(
        campaign, state=_S.RUNNING, started_date=entry.happened_date, unit_count=units, person_count=people
    )  # fmt: skip


def looking_back(campaign: Campaign, entry: Entry) -> Campaign:
    """The last phase is over (SV-41). Raises PHASE_RUNS."""
    if entry.happened_date <= campaign.last_day:
        raise RuleViolated(
            "PHASE_RUNS", "最后一个阶段尚未结束，不能转入回头看（SV-41）。请在阶段结束后办理。", rules=("SV-41",)
        )
    return _changed(campaign, state=_S.LOOK_BACK, look_back_date=entry.happened_date)


def reported(campaign: Campaign, entry: Entry) -> Campaign:
    """Collated and reported up, in time or late by days (SV-75)."""
    late = days_late(campaign.final_report_due_date, done=entry.happened_date)
    return _changed(campaign, state=_S.REPORTED, reported_date=entry.happened_date, reported_days_late=late)


def with_hotline(campaign: Campaign, notice: HotlineNotice) -> Campaign:
    """The number of the report line was published (SV-07). Raises ALREADY_EXISTS `HOTLINE_PUBLISHED`."""
    if any((one.number, one.place) == (notice.number, notice.place) for one in campaign.hotlines):
        message = "该号码在此处的公布已经登记（SV-07），不能重复登记。请核对 number 和 place。"
        raise Refusal(Kind.ALREADY_EXISTS, "HOTLINE_PUBLISHED", message, metadata={"rules": "SV-07"})
    return _changed(campaign, hotlines=(*campaign.hotlines, notice))


def _changed(campaign: Campaign, **values: Any) -> Campaign:
    return replace(campaign, etag=str(int(campaign.etag) + 1), **values)
