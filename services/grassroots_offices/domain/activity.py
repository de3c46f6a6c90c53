"""One register of activities, and what joint meetings resolve (GO-19, GO-86). It must not carry a resolution itself."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class ActivityKind(enum.Enum):
    """What it was."""

    PAIRING = enum.auto()
    JOINT_MEETING = enum.auto()
    CONDOLENCE = enum.auto()
    RECREATION = enum.auto()
    POLITICAL_PARTICIPATION = enum.auto()
    ENTERPRISE_CHECKUP = enum.auto()
    PUBLICITY = enum.auto()


class ActivityState(enum.Enum):
    """Where an entry stands."""

    HELD = enum.auto()
    VOIDED = enum.auto()


_S = ActivityState
MOVES: Moves[ActivityState] = {
    _S.HELD: {"finishResolution": frozenset({_S.HELD}), "void": frozenset({_S.VOIDED})},
    _S.VOIDED: {},
}
WITH_PARTNER = frozenset({ActivityKind.PAIRING, ActivityKind.ENTERPRISE_CHECKUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingResolution:
    """What is to be done, by whom, until when; `done_date` None while it is open."""

    text: str
    owner: str
    due_date: dt.date
    done_date: dt.date | None
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDraft:
    """What is entered; money in fen."""

    kind: ActivityKind
    title: str
    activity_date: dt.date
    offices: tuple[str, ...]
    practitioners: tuple[str, ...]
    partner: str
    cost_fen: int
    cost_source: str
    document_number: str
    division: str
    entry_reason: str
    resolutions: tuple[MeetingResolution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(ActivityDraft):
    """One activity."""

    name: str
    state: ActivityState
    late: bool
    void_reason: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """What a list asks for; None means any."""

    state: ActivityState | None
    kind: ActivityKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneResolution(Documented):
    """Which resolution was done, and what came of it."""

    place: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenResolution:
    """A resolution that the next meeting takes up."""

    activity: str
    place: int
    text: str
    owner: str
    due_date: dt.date
    overdue: bool


def hold_activity(draft: ActivityDraft, *, name: str, entry: Entry, now: dt.datetime) -> Activity:
    """An activity that took place; no resolution is done yet (GO-86). Raises InvalidFields."""
    if faults := tuple(_faults(draft)):
        raise InvalidFields(faults)
    values = {field.name: getattr(draft, field.name) for field in fields(ActivityDraft)}
    values["resolutions"] = tuple(replace(one, done_date=None, outcome="") for one in draft.resolutions)
    return Activity(
        **values, name=name, state=ActivityState.HELD, late=entry.late, void_reason="",
        create_time=now, etag="1",
    )  # fmt: skip


def allow(activity: Activity, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, activity.state, action, what="活动登记", etag=activity.etag, given=etag)


def finished(activity: Activity, done: DoneResolution, entry: Entry) -> Activity:
    """A resolution was done (GO-86). Raises RESOLUTION_UNKNOWN, RESOLUTION_DONE."""
    if done.place >= len(activity.resolutions):
        message = "该次联席会议没有这一项议定事项（GO-86），序号从 0 起计，请核对。"
        raise RuleViolated("RESOLUTION_UNKNOWN", message, rules=("GO-86",))
    before = activity.resolutions[done.place]
    if before.done_date is not None:
        raise RuleViolated("RESOLUTION_DONE", "该议定事项已经办结（GO-86），请刷新后核对。", rules=("GO-86",))
    after = replace(before, done_date=entry.happened_date, outcome=done.outcome)
    resolutions = (*activity.resolutions[: done.place], after, *activity.resolutions[done.place + 1 :])
    return replace(activity, resolutions=resolutions, etag=str(int(activity.etag) + 1))


def voided(activity: Activity, reason: str) -> Activity:
    """Entered by mistake; it carries nothing any more (GO-86)."""
    return replace(activity, state=ActivityState.VOIDED, void_reason=reason, etag=str(int(activity.etag) + 1))


def open_resolutions(meetings: Iterable[Activity], *, today: dt.date) -> list[OpenResolution]:
    """What nobody has done yet, first due first (GO-86)."""
    found = [
        OpenResolution(
            activity=meeting.name, place=place, text=one.text, owner=one.owner, due_date=one.due_date,
            overdue=today > one.due_date,
        )
        for meeting in meetings
        for place, one in enumerate(meeting.resolutions)
        if one.done_date is None
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.due_date, one.activity, one.place))


def unpaired(working: Iterable[str], pairings: Iterable[Activity]) -> list[str]:
    """Offices that did nothing with a paired law firm (GO-19)."""
    return sorted(set(working) - {office for one in pairings for office in one.offices})


def _faults(draft: ActivityDraft) -> Iterator[Violation]:
    def fault(field: str, reason: str, description: str) -> Violation:
        return Violation(field=f"activity.{field}", reason=reason, description=description)

    if draft.kind in WITH_PARTNER and not draft.partner.strip():
        yield fault("partner", "PARTNER_MISSING", "结对共建和企业法治体检须填写对方单位（GO-86），请补充")
    if draft.cost_fen and not draft.cost_source.strip():
        yield fault("cost_source", "COST_SOURCE_MISSING", "有费用支出的须填写经费来源（GO-86），请补充")
    if draft.resolutions and draft.kind is not ActivityKind.JOINT_MEETING:
        yield fault("resolutions", "RESOLUTION_UNEXPECTED", "只有联席会议登记议定事项（GO-86），请清空")
    for place, one in enumerate(draft.resolutions):
        if one.due_date < draft.activity_date:
            yield fault(
                f"resolutions[{place}].due_date", "DUE_BEFORE_MEETING", "办理期限早于会议日期，请核对（GO-86）"
            )  # fmt: skip
