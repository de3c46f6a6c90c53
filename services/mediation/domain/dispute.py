"""Disputes from the register to their end (MD-03 to MD-05, MD-11). It must not look anything up."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from chassis.kernel.entry import check_day
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.mediation.domain.agreement import (
    DisputeAgreement,
    DisputeConfirmation,
    DisputeFollowUp,
    DisputePerformance,
)
from services.mediation.domain.evaluation import DisputeEvaluation
from services.mediation.domain.mediation_organisation import MediationOrganisation


class DisputeMatter(enum.Enum):
    """What a dispute is about."""

    MARRIAGE_FAMILY = enum.auto()
    NEIGHBOUR = enum.auto()
    LAND_HOUSING = enum.auto()
    CONTRACT = enum.auto()
    LABOUR = enum.auto()
    MEDICAL = enum.auto()
    TRAFFIC = enum.auto()
    CONSUMER = enum.auto()
    DAMAGES = enum.auto()
    OTHER = enum.auto()


class DisputeSource(enum.Enum):
    """How it came."""

    APPLICATION = enum.auto()
    INITIATIVE = enum.auto()
    REFERRED = enum.auto()


class DisputeState(enum.Enum):
    """Where a dispute stands."""

    REGISTERED = enum.auto()
    ACCEPTED = enum.auto()
    REFUSED = enum.auto()
    SETTLED = enum.auto()
    FAILED = enum.auto()
    WITHDRAWN = enum.auto()


_S = DisputeState
_SETTLED = frozenset({_S.SETTLED})
MOVES: Moves[DisputeState] = {
    _S.REGISTERED: {
        "accept": frozenset({_S.ACCEPTED}), "refuse": frozenset({_S.REFUSED}), "withdraw": frozenset({_S.WITHDRAWN}),
    },
    _S.ACCEPTED: {
        "recordSession": frozenset({_S.ACCEPTED}), "settle": _SETTLED, "fail": frozenset({_S.FAILED}),
        "withdraw": frozenset({_S.WITHDRAWN}),
    },
    _S.REFUSED: {},
    _S.SETTLED: {
        "followUp": _SETTLED, "requestConfirmation": _SETTLED, "recordConfirmation": _SETTLED, "evaluate": _SETTLED,
    },
    _S.FAILED: {"evaluate": frozenset({_S.FAILED})},
    _S.WITHDRAWN: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeParty:
    """Somebody whom it concerns."""

    full_name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSession:
    """One session."""

    held_date: dt.date
    place: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeDraft:
    """What is registered."""

    organisation: str
    matter: DisputeMatter
    source: DisputeSource
    contact: str
    parties: tuple[DisputeParty, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(DisputeDraft):
    """A dispute with everything that has happened to it."""

    name: str
    number: str
    division: str
    registered_date: dt.date
    accepted_date: dt.date | None
    mediators: tuple[str, ...]
    sessions: tuple[DisputeSession, ...]
    ended_date: dt.date | None
    ending_reason: str
    agreement: DisputeAgreement | None
    performance: DisputePerformance | None
    follow_ups: tuple[DisputeFollowUp, ...]
    confirmation: DisputeConfirmation | None
    evaluations: tuple[DisputeEvaluation, ...]
    state: DisputeState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeFilter:
    """What a list asks for; None and empty mean any."""

    organisation: str
    state: DisputeState | None
    matter: DisputeMatter | None


def registered(
    draft: DisputeDraft, *, name: str, number: str, division: str, today: dt.date, now: dt.datetime
) -> Dispute:
    """A new one: asked for, taken up or handed over (MD-03)."""
    values = {field.name: getattr(draft, field.name) for field in fields(DisputeDraft)}
    return Dispute(
        **values, name=name, number=number, division=division, registered_date=today, accepted_date=None, mediators=(),
        sessions=(), ended_date=None, ending_reason="", agreement=None, performance=None, follow_ups=(),
        confirmation=None, evaluations=(), state=_S.REGISTERED, create_time=now, etag="1",
    )  # fmt: skip


def dispute_number(year: int, count: int) -> str:
    """For example （2026）调字第1号."""
    return f"（{year}）调字第{count}号"


def allow(dispute: Dispute, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, dispute.state, action, what="纠纷", etag=dispute.etag, given=etag)


def accepted(
    dispute: Dispute, organisation: MediationOrganisation, mediators: tuple[str, ...], *, today: dt.date
) -> Dispute:
    """Taken up by people who mediate there on the day (MD-04). Raises RuleViolated MEDIATOR_UNKNOWN."""
    serving = {one.mediator for one in organisation.mediators if one.serves(today)}
    if not serving.issuperset(mediators):
        message = "所指定的人不是本组织在任的调解员（MD-04）。请从调解员名册中选择，或先办理聘任。"
        raise RuleViolated("MEDIATOR_UNKNOWN", message, rules=("MD-04",))
    return changed(dispute, state=_S.ACCEPTED, accepted_date=today, mediators=mediators)


def refused(dispute: Dispute, reason: str, *, today: dt.date) -> Dispute:
    """Not taken up, with the reason (MD-03)."""
    return changed(dispute, state=_S.REFUSED, ended_date=today, ending_reason=reason)


def withdrawn(dispute: Dispute, reason: str, *, today: dt.date) -> Dispute:
    """The parties give it up: nobody is mediated against his will (MD-03)."""
    return changed(dispute, state=_S.WITHDRAWN, ended_date=today, ending_reason=reason)


def with_session(dispute: Dispute, session: DisputeSession, *, today: dt.date) -> Dispute:
    """A session is written down, in the order in which they were held (MD-05). Raises InvalidFields."""
    before: Sequence[dt.date | None] = [dispute.accepted_date, *(one.held_date for one in dispute.sessions)]
    check_day(session.held_date, today=today, not_before=before[-1], field="held_date")
    return changed(dispute, sessions=(*dispute.sessions, session))


def failed(dispute: Dispute, reason: str, *, today: dt.date) -> Dispute:
    """No agreement; the parties keep every other way (MD-11). Raises RuleViolated SESSION_MISSING."""
    require_session(dispute)
    return changed(dispute, state=_S.FAILED, ended_date=today, ending_reason=reason)


def require_session(dispute: Dispute) -> None:
    """Nothing ends by mediation that was not mediated (MD-05). Raises RuleViolated SESSION_MISSING."""
    if not dispute.sessions:
        message = "尚无调解记录，不能结案（MD-05）。请先办理 recordSession，或者按撤回办理。"
        raise RuleViolated("SESSION_MISSING", message, rules=("MD-05",))


def contact_taken() -> Refusal:
    """ALREADY_EXISTS: the contact has become a dispute (MD-03)."""
    message = "该来访来电已转为纠纷登记（MD-03），不能重复登记。请核对 dispute.contact。"
    return Refusal(Kind.ALREADY_EXISTS, "CONTACT_TAKEN", message, metadata={"rules": "MD-03"})


def organisation_closed() -> RuleViolated:
    """Whoever is closed takes nothing up (MD-03)."""
    message = "该调解组织已经终止，不能登记纠纷（MD-03）。请选择在任的调解组织。"
    return RuleViolated("ORGANISATION_CLOSED", message, rules=("MD-03",))


def changed(dispute: Dispute, **values: Any) -> Dispute:
    """The dispute with other values, and another etag."""
    return replace(dispute, etag=str(int(dispute.etag) + 1), **values)
