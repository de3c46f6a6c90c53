"""Parties of disputes that were not settled, referred to legal aid's front desk (MD-11). It must not call anybody."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import check_day
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.mediation.domain.dispute import Dispute, DisputeState

# How much of a text the front desk's register holds.
TOPIC, NEED, NAME = 200, 1000, 60
REFERABLE = frozenset({DisputeState.FAILED, DisputeState.REFUSED})


class ReferralState(enum.Enum):
    """Where a referral stands."""

    WAITING = enum.auto()
    TAKEN = enum.auto()
    DECLINED = enum.auto()


_S = ReferralState
MOVES: Moves[ReferralState] = {
    _S.WAITING: {"take": frozenset({_S.TAKEN}), "decline": frozenset({_S.DECLINED})},
    _S.TAKEN: {},
    _S.DECLINED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDraft:
    """Who is referred; parties are counted from 1."""

    dispute: str
    party: int
    agreed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(ReferralDraft):
    """A referral with what the front desk needs."""

    name: str
    division: str
    referred_date: dt.date
    person_name: str
    phone: str
    topic: str
    need: str
    opponent: str
    contact_request_id: str
    contact: str
    answered_date: dt.date | None
    answer_reason: str
    state: ReferralState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFilter:
    """What a list asks for; None and empty mean any."""

    dispute: str
    state: ReferralState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeReferred:
    """A party was referred."""

    referral: str
    dispute: str
    division: str
    referred_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered:
    """The front desk answered."""

    referral: str
    dispute: str
    division: str
    state: ReferralState
    contact: str
    answered_date: dt.date


def referred(
    draft: ReferralDraft, dispute: Dispute, *, name: str, request_id: str, today: dt.date, now: dt.datetime
) -> Referral:
    """Who, about what and against whom, as the front desk registers it (MD-11).

    Raises RuleViolated DISPUTE_NOT_OVER, PARTY_UNKNOWN; InvalidFields for a day that cannot be.
    """
    if dispute.state not in REFERABLE:
        message = "只有调解不成或者不予受理的纠纷才能转法律援助窗口（MD-11）。请先办理结案。"
        raise RuleViolated("DISPUTE_NOT_OVER", message, rules=("MD-11",))
    if draft.party > len(dispute.parties):
        message = "没有这一方当事人（MD-11）。请按当事人名单的序号填写 party。"
        raise RuleViolated("PARTY_UNKNOWN", message, rules=("MD-11",))
    check_day(draft.agreed_date, today=today, not_before=dispute.ended_date, field="referral.agreed_date")
    who = dispute.parties[draft.party - 1]
    others = [one for place, one in enumerate(dispute.parties, 1) if place != draft.party]
    values = {field.name: getattr(draft, field.name) for field in fields(ReferralDraft)}
    return Referral(
        **values, name=name, division=dispute.division, referred_date=today, person_name=who.full_name, phone=who.phone,
        topic=dispute.summary[:TOPIC], need=dispute.ending_reason[:NEED], opponent=others[0].full_name[:NAME],
        contact_request_id=request_id, contact="", answered_date=None, answer_reason="", state=_S.WAITING,
        create_time=now, etag="1",
    )  # fmt: skip


def allow(referral: Referral, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, referral.state, action, what="转办", etag=referral.etag, given=etag)


def taken(referral: Referral, contact: str, *, today: dt.date) -> Referral:
    """It became a contact of the front desk (MD-11)."""
    return _answered(referral, _S.TAKEN, contact, "", today)


def declined(referral: Referral, reason: str, *, today: dt.date) -> Referral:
    """The front desk does not take it (MD-11)."""
    return _answered(referral, _S.DECLINED, "", reason, today)


def told_referred(referral: Referral) -> DisputeReferred:
    """The fact of it."""
    return DisputeReferred(
        referral=referral.name, dispute=referral.dispute, division=referral.division,
        referred_date=referral.referred_date,
    )  # fmt: skip


def told_answered(referral: Referral, *, on: dt.date) -> ReferralAnswered:
    """The fact of the answer."""
    return ReferralAnswered(
        referral=referral.name, dispute=referral.dispute, division=referral.division, state=referral.state,
        contact=referral.contact, answered_date=on,
    )  # fmt: skip


def referred_already() -> Refusal:
    """ALREADY_EXISTS: the party was referred (MD-11)."""
    message = "该当事人已转法律援助窗口（MD-11），不能重复转办。请查看转办清单。"
    return Refusal(Kind.ALREADY_EXISTS, "REFERRED_ALREADY", message, metadata={"rules": "MD-11"})


def _answered(referral: Referral, state: ReferralState, contact: str, reason: str, today: dt.date) -> Referral:
    return replace(
        referral, state=state, contact=contact, answer_reason=reason, answered_date=today,
        etag=str(int(referral.etag) + 1),
    )  # fmt: skip
