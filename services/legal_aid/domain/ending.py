"""How an application ends without a decision: referral, withdrawal, death (LA-03, LA-04, LA-148)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, RuleViolated
from services.legal_aid.domain.application import Application, ApplicationFlag, ApplicationState
from services.legal_aid.domain.person import Agent, successor_faults
from services.legal_aid.domain.place import competent_divisions
from services.legal_aid.domain.time_limit import DeadlineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Happening):
    """What the person is told beside the competent places."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Happening):
    """What the applicant said, in writing or as recorded."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession(Happening):
    """Who continues after a death."""

    successor: Agent


# The clock that runs in a state, and that stands still from a death until a successor continues.
RUNNING_CLOCK = {
    ApplicationState.RECEIVED: DeadlineKind.DECIDE,
    ApplicationState.SUPPLEMENT: DeadlineKind.SUPPLEMENT_REPLY,
    ApplicationState.PROVISIONAL: DeadlineKind.FORMALITIES,
}


def refer(application: Application) -> Application:
    """Tell the person the right institution, or that another one was first.

    Raises RuleViolated PLACE_IS_RIGHT when this institution is competent and the only one that has it.
    """
    competent = competent_divisions(application.place)
    elsewhere = ApplicationFlag.DUPLICATE_ELSEWHERE in application.flags
    if application.division in competent and not elsewhere:
        raise RuleViolated(
            "PLACE_IS_RIGHT",
            "本机构对该事项有管辖权（LA-03），不得推诿转告。请依法审查并作出决定。",
            rules=("LA-03",),
        )
    return replace(application, state=ApplicationState.REFERRED, referred_divisions=competent)


def withdraw(application: Application) -> Application:
    """Withdrawn by the applicant before the decision (LA-148)."""
    return replace(application, state=ApplicationState.WITHDRAWN)


def record_death(application: Application) -> Application:
    """The applicant died; the state is kept for a successor (LA-148)."""
    return replace(application, state=ApplicationState.DECEASED, state_before_death=application.state)


def succeed(application: Application, successor: Agent, *, today: dt.date) -> Application:
    """A successor continues where the applicant stood (LA-148). Raises InvalidFields for somebody who cannot be one."""
    faults = tuple(successor_faults(successor, application.applicant, field="successor", today=today))
    if faults:
        raise InvalidFields(faults)
    state = application.state_before_death or ApplicationState.RECEIVED
    return replace(application, state=state, state_before_death=None, agent=successor)


def close(application: Application) -> Application:
    """No successor continued in time (LA-148)."""
    return replace(application, state=ApplicationState.CLOSED)


def refuse_late_successor(deadline: Deadline | None, *, late: bool) -> None:
    """Raise RuleViolated SUCCESSION_TOO_LATE when the time to continue has passed (LA-148)."""
    if deadline is not None and late:
        raise RuleViolated(
            "SUCCESSION_TOO_LATE", "已超过继续申请的期限（LA-148）。请由本人另行提出申请。", rules=("LA-148",)
        )
