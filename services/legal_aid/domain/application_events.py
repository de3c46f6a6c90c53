"""Past-tense facts of applications, as other services are told. They hold ids, codes and dates only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.legal_aid.domain.application import Application, ApplicationState, Channel
from services.legal_aid.domain.decision import Decision
from services.legal_aid.domain.eligibility import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived:
    """An application was received."""

    application: str
    institution: str
    division: str
    channel: Channel
    received_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDecided:
    """An application was granted or refused, provisionally granted or terminated."""

    application: str
    institution: str
    division: str
    outcome: Outcome
    decision_number: str
    decided_date: dt.date
    reason_codes: tuple[str, ...]
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationMoved:
    """An application came to another state without a written decision."""

    application: str
    institution: str
    division: str
    previous_state: ApplicationState
    state: ApplicationState
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAssigned:
    """An application was assigned."""

    application: str
    institution: str
    division: str
    assigned_date: dt.date


def received(application: Application) -> ApplicationReceived:
    """The fact of a received application."""
    return ApplicationReceived(
        application=application.name,
        institution=application.institution,
        division=application.division,
        channel=application.channel,
        received_date=application.received_date,
    )


def decided(application: Application, decision: Decision) -> ApplicationDecided:
    """The fact of a decision of the institution."""
    return ApplicationDecided(
        application=application.name,
        institution=application.institution,
        division=application.division,
        outcome=decision.outcome,
        decision_number=decision.number,
        decided_date=decision.made_date,
        reason_codes=tuple(reason.code for reason in decision.reasons),
        decision=decision.name,
    )


def moved(before: Application, after: Application, *, on: dt.date) -> ApplicationMoved:
    """The fact of another state."""
    return ApplicationMoved(
        application=after.name,
        institution=after.institution,
        division=after.division,
        previous_state=before.state,
        state=after.state,
        happened_date=on,
    )


def assigned(application: Application, *, on: dt.date) -> ApplicationAssigned:
    """The fact of an assignment."""
    return ApplicationAssigned(
        application=application.name,
        institution=application.institution,
        division=application.division,
        assigned_date=on,
    )
