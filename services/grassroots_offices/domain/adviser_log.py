"""What advisers of villages do, day by day (GO-79, F-37). It must not add up a month."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.service_hours import ServiceHoursDraft, ServiceKind, ServicePay
from services.grassroots_offices.domain.village import Village
from services.grassroots_offices.domain.village_adviser import VillageAdviser, serves_on


class AdviserLogKind(enum.Enum):
    """What was done."""

    ON_SITE = enum.auto()
    LECTURE = enum.auto()
    GROUP_CASE = enum.auto()
    GROUP_CHECK = enum.auto()


class AdviserLogState(enum.Enum):
    """Where an entry stands; KEPT alone counts."""

    KEPT = enum.auto()
    VOIDED = enum.auto()


MOVES: Moves[AdviserLogState] = {
    AdviserLogState.KEPT: {"void": frozenset({AdviserLogState.VOIDED})},
    AdviserLogState.VOIDED: {},
}
# What takes time, and which public-interest work it is when nobody pays (GO-80).
TIMED = {AdviserLogKind.ON_SITE: ServiceKind.ADVISER, AdviserLogKind.LECTURE: ServiceKind.LECTURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserLogDraft:
    """What is entered."""

    village_adviser: str
    kind: AdviserLogKind
    log_date: dt.date
    minutes: int
    summary: str
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserLog(AdviserLogDraft):
    """One entry; `service_hours` empty when it made none."""

    name: str
    state: AdviserLogState
    late: bool
    service_hours: str
    void_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserLogFilter:
    """What a list asks for; None and empty mean any."""

    state: AdviserLogState | None
    kind: AdviserLogKind | None
    village_adviser: str


def check_draft(draft: AdviserLogDraft, adviser: VillageAdviser) -> None:
    """Raise InvalidFields MINUTES_MISMATCH, RuleViolated LOG_OUTSIDE_TERM (GO-79)."""
    if (draft.kind in TIMED) != bool(draft.minutes):
        fault = Violation(
            field="adviser_log.minutes", reason="MINUTES_MISMATCH",
            description="驻村服务和法治讲座须填写时长（分钟），群内案例和检查不填时长（GO-79），请核对",
        )  # fmt: skip
        raise InvalidFields((fault,))
    if not serves_on(adviser, draft.log_date):
        message = "该日不在法律顾问聘期内（GO-79）。请核对日期，或者先登记续聘。"
        raise RuleViolated("LOG_OUTSIDE_TERM", message, rules=("GO-79",))


def hours_made(draft: AdviserLogDraft, adviser: VillageAdviser, village: Village) -> ServiceHoursDraft | None:
    """The public-interest hours of a practitioner whom nobody pays; None of anybody else (GO-80)."""
    kind = TIMED.get(draft.kind)
    if kind is None or not adviser.practitioner or adviser.pay is not ServicePay.UNPAID:
        return None
    return ServiceHoursDraft(
        practitioner=adviser.practitioner, service_date=draft.log_date, minutes=draft.minutes, kind=kind,
        pay=ServicePay.UNPAID, body_served=village.display_name, evidence=draft.document_number,
        entry_reason=draft.entry_reason,
    )  # fmt: skip


def keep_log(
    draft: AdviserLogDraft, *, name: str, hours: str, division: str, entry: Entry, now: dt.datetime
) -> AdviserLog:  # fmt: skip
    """An entry that counts (GO-79)."""
    values = {field.name: getattr(draft, field.name) for field in fields(AdviserLogDraft)}
    return AdviserLog(
        **values, name=name, state=AdviserLogState.KEPT, late=entry.late, service_hours=hours, void_reason="",
        division=division, create_time=now, etag="1",
    )  # fmt: skip


def voided(log: AdviserLog, reason: str, *, etag: str) -> AdviserLog:
    """It counts no more (GO-79). Raises ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, log.state, "void", what="法律顾问工作日志", etag=log.etag, given=etag)
    return replace(log, state=AdviserLogState.VOIDED, void_reason=reason, etag=str(int(log.etag) + 1))
