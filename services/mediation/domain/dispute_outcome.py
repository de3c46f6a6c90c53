"""What is told of disputes, and how they go on after an agreement (MD-06 to MD-09). It must not tell a name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.calendar import Limit, WorkCalendar
from services.mediation.domain.agreement import (
    ConfirmationRequest,
    DisputeAgreement,
    DisputeFollowUp,
    DisputePerformance,
    Ruling,
    asked,
    check_agreement,
    check_follow_up,
    ruled,
)
from services.mediation.domain.dispute import Dispute, DisputeMatter, DisputeState, changed, require_session
from services.mediation.domain.evaluation import EvaluationDraft, evaluated


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRegistered:
    """A dispute was registered."""

    dispute: str
    organisation: str
    division: str
    matter: DisputeMatter
    contact: str
    registered_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeEnded:
    """A dispute was refused, settled, given up, or ended without an agreement."""

    dispute: str
    organisation: str
    division: str
    contact: str
    state: DisputeState
    amount_fen: int
    ended_date: dt.date


def told_registered(dispute: Dispute) -> DisputeRegistered:
    """The fact of its registration."""
    return DisputeRegistered(
        dispute=dispute.name, organisation=dispute.organisation, division=dispute.division, matter=dispute.matter,
        contact=dispute.contact, registered_date=dispute.registered_date,
    )  # fmt: skip


def told_ended(dispute: Dispute, *, on: dt.date) -> DisputeEnded:
    """The fact of its end."""
    return DisputeEnded(
        dispute=dispute.name, organisation=dispute.organisation, division=dispute.division, contact=dispute.contact,
        state=dispute.state, amount_fen=dispute.agreement.amount_fen if dispute.agreement else 0, ended_date=on,
    )  # fmt: skip


def settled(dispute: Dispute, agreement: DisputeAgreement, *, today: dt.date) -> Dispute:
    """The parties agreed at a session (MD-06). Raises RuleViolated SESSION_MISSING, InvalidFields."""
    require_session(dispute)
    check_agreement(agreement, today=today, not_before=dispute.sessions[-1].held_date)
    return changed(
        dispute, state=DisputeState.SETTLED, ended_date=agreement.signed_date, agreement=agreement,
        performance=DisputePerformance.PENDING,
    )  # fmt: skip


def followed(dispute: Dispute, said: DisputeFollowUp, *, today: dt.date) -> Dispute:
    """How the agreement is performed now (MD-07)."""
    looks = [one.followed_date for one in dispute.follow_ups]
    latest = max([_agreement(dispute).signed_date, *looks])
    check_follow_up(dispute.performance, said, latest=latest, today=today)
    return changed(dispute, follow_ups=(*dispute.follow_ups, said), performance=said.performance)


def confirmation_asked(
    dispute: Dispute, wish: ConfirmationRequest, *, limit: Limit, calendar: WorkCalendar, today: dt.date
) -> Dispute:
    """The parties asked the court (MD-08)."""
    found = asked(
        _agreement(dispute), dispute.confirmation, wish, parties=range(1, len(dispute.parties) + 1), limit=limit,
        calendar=calendar, today=today,
    )  # fmt: skip
    return changed(dispute, confirmation=found)


def confirmation_ruled(dispute: Dispute, said: Ruling, *, today: dt.date) -> Dispute:
    """The court ruled (MD-08)."""
    return changed(dispute, confirmation=ruled(dispute.confirmation, said, today=today))


def evaluated_by(dispute: Dispute, said: EvaluationDraft, *, today: dt.date) -> Dispute:
    """A party answered (MD-09)."""
    answers = evaluated(dispute.evaluations, said, parties=len(dispute.parties), today=today)
    return changed(dispute, evaluations=answers)


def _agreement(dispute: Dispute) -> DisputeAgreement:
    """What a settled one always has."""
    if dispute.agreement is None:
        raise ValueError(f"{dispute.state.name} without an agreement")
    return dispute.agreement
