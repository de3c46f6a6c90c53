"""Applications for legal aid: how they are received and decided, and which moves their state allows.

It must not look anything up; what it needs comes in as arguments.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.identity_number import identity_number_fault
from services.legal_aid.domain.decision import Decision, write_decision
from services.legal_aid.domain.eligibility import Finding, Matter, Outcome
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.means import Means, ResidenceType


class Channel(enum.Enum):
    """The door an application came through."""

    COUNTER = enum.auto()
    STATION = enum.auto()
    PHONE = enum.auto()
    ONLINE = enum.auto()
    AGENT = enum.auto()
    DETENTION_TRANSFER = enum.auto()
    DUTY_LAWYER_TRANSFER = enum.auto()


class ApplicationState(enum.Enum):
    """Where an application stands (§2.1.2)."""

    RECEIVED = enum.auto()
    GRANTED = enum.auto()
    REFUSED = enum.auto()


# The legal moves: state → custom method → states it may lead to.
MOVES: dict[ApplicationState, dict[str, frozenset[ApplicationState]]] = {
    ApplicationState.RECEIVED: {"decide": frozenset({ApplicationState.GRANTED, ApplicationState.REFUSED})},
    ApplicationState.GRANTED: {},
    ApplicationState.REFUSED: {},
}
DECIDED = {Outcome.GRANT: ApplicationState.GRANTED, Outcome.REFUSE: ApplicationState.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The person who needs aid."""

    full_name: str
    identity_number: str
    residence_type: ResidenceType


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDraft:
    """What the counter enters; `received_date` None means today."""

    institution: str
    channel: Channel
    received_date: dt.date | None
    applicant: Applicant
    matter: Matter
    means: Means


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application with everything that has happened to it."""

    name: str
    number: str
    institution: str
    division: str
    channel: Channel
    received_date: dt.date
    applicant: Applicant
    matter: Matter
    means: Means
    state: ApplicationState
    decision: Decision | None
    create_time: dt.datetime
    update_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: ApplicationState | None


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
    """An application was granted or refused."""

    application: str
    institution: str
    division: str
    outcome: Outcome
    decision_number: str
    decided_date: dt.date
    reason_codes: tuple[str, ...]


def receive(
    draft: ApplicationDraft, institution: Institution, *, name: str, number: str, now: dt.datetime, today: dt.date
) -> tuple[Application, ApplicationReceived]:
    """Log an application at its institution. Raises InvalidFields for a future date or a wrong identity number."""
    received_date = draft.received_date or today
    _check_draft(draft, received_date, today)
    application = Application(
        name=name,
        number=number,
        institution=institution.name,
        division=institution.division,
        channel=draft.channel,
        received_date=received_date,
        applicant=draft.applicant,
        matter=draft.matter,
        means=draft.means,
        state=ApplicationState.RECEIVED,
        decision=None,
        create_time=now,
        update_time=now,
        etag="1",
    )
    fact = ApplicationReceived(
        application=name,
        institution=institution.name,
        division=institution.division,
        channel=draft.channel,
        received_date=received_date,
    )
    return application, fact


def decide(
    application: Application, finding: Finding, *, number: str, now: dt.datetime, today: dt.date
) -> tuple[Application, ApplicationDecided]:
    """Write the decision that the finding asks for (LA-30, LA-32). `allow(application, "decide")` comes first."""
    decision = write_decision(finding, number=number, today=today)
    decided = replace(
        application,
        state=DECIDED[finding.outcome],
        decision=decision,
        update_time=now,
        etag=str(int(application.etag) + 1),
    )
    fact = ApplicationDecided(
        application=application.name,
        institution=application.institution,
        division=application.division,
        outcome=finding.outcome,
        decision_number=number,
        decided_date=today,
        reason_codes=tuple(reason.code for reason in finding.reasons),
    )
    return decided, fact


def allowed_actions(state: ApplicationState) -> tuple[str, ...]:
    """Custom methods that the state allows, sorted."""
    return tuple(sorted(MOVES[state]))


def allow(application: Application, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    if etag and etag != application.etag:
        raise Refusal(
            Kind.ABORTED,
            "ETAG_MISMATCH",
            "该申请已被他人更新，请重新读取后再办理。",
            metadata={"etag": application.etag},
        )
    if action not in MOVES[application.state]:
        allowed = ",".join(allowed_actions(application.state))
        raise RuleViolated(
            "ACTION_NOT_ALLOWED",
            "该申请当前状态不允许此项办理，请刷新后按页面所列可办事项办理。",
            state=application.state.name,
            allowed=allowed,
        )


def _check_draft(draft: ApplicationDraft, received_date: dt.date, today: dt.date) -> None:
    faults = []
    if received_date > today:
        faults.append(
            Violation(
                field="application.received_date",
                reason="DATE_IN_FUTURE",
                description="收到日期不能晚于今天（P-06），请填写实际收到申请的日期",
            )
        )
    fault = identity_number_fault(draft.applicant.identity_number, today=today)
    if fault:
        faults.append(
            Violation(
                field="application.applicant.identity_number",
                reason=fault,
                description="公民身份号码有误（GB 11643：18位、出生日期真实、校验码正确），请按身份证件核对后重新录入",
            )
        )
    if faults:
        raise InvalidFields(tuple(faults))
