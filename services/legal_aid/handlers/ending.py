"""Use cases that end or suspend an application without a decision. It must not decide about the law."""

from __future__ import annotations

from chassis.deadlines import cancel_deadlines, finish_deadline, load_deadline, pause_deadline, resume_deadline
from chassis.kernel.deadline_moves import is_late
from chassis.kernel.entry import Entry, Happening
from chassis.tx import Tx
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.ending import (
    RUNNING_CLOCK,
    Referral,
    Succession,
    Withdrawal,
    close,
    record_death,
    refer,
    refuse_late_successor,
    succeed,
    withdraw,
)
from services.legal_aid.domain.termination import TerminationGround
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.application import enter_step, open_application, record_step
from services.legal_aid.handlers.case_termination import end_case_with_application
from services.legal_aid.handlers.time_limit import start_limit

SUCCESSION = DeadlineKind.SUCCESSION.name


def refer_application(tx: Tx, name: str, referral: Referral, *, etag: str) -> Application:
    """Tell the person the right institution (LA-03), or that another one was first (LA-04)."""
    application = open_application(tx, name, "refer", etag=etag)
    entry = enter_step(tx, application, referral)
    referred = refer(application)
    cancel_deadlines(tx, name)
    return record_step(
        tx, application, referred, action="refer", entry=entry, rules=("LA-03", "LA-04"), reason=referral.note
    )


def withdraw_application(tx: Tx, name: str, withdrawal: Withdrawal, *, etag: str) -> Application:
    """The applicant withdraws before the decision (LA-148)."""
    application = open_application(tx, name, "withdraw", etag=etag)
    entry = enter_step(tx, application, withdrawal)
    cancel_deadlines(tx, name)
    end_case_with_application(tx, name, TerminationGround.RECIPIENT_ASKS, withdrawal.reason, entry)
    return record_step(
        tx,
        application,
        withdraw(application),
        action="withdraw",
        entry=entry,
        rules=("LA-148",),
        reason=withdrawal.reason,
    )


def record_applicant_death(tx: Tx, name: str, happening: Happening, *, etag: str) -> Application:
    """The applicant died: the clock stands still until a successor continues or the time for that is over (LA-148)."""
    application = open_application(tx, name, "recordDeath", etag=etag)
    entry = enter_step(tx, application, happening)
    pause_deadline(tx, name, RUNNING_CLOCK[application.state].name, on=entry.happened_date)
    start_limit(
        tx, DeadlineKind.SUCCESSION, subject=name, owner=name, division=application.division,
        start=entry.happened_date,
    )  # fmt: skip
    return record_step(tx, application, record_death(application), action="recordDeath", entry=entry, rules=("LA-148",))


def continue_application(tx: Tx, name: str, succession: Succession, *, etag: str) -> Application:
    """A successor continues; the clock runs on (LA-148)."""
    application = open_application(tx, name, "continue", etag=etag)
    entry = enter_step(tx, application, succession)
    deadline = load_deadline(tx.session, name, SUCCESSION, lock=True)
    refuse_late_successor(deadline, late=deadline is not None and is_late(deadline, entry.happened_date))
    continued = succeed(application, succession.successor, today=tx.today)
    finish_deadline(tx, name, SUCCESSION, on=entry.happened_date)
    resume_deadline(tx, name, RUNNING_CLOCK[continued.state].name, on=entry.happened_date)
    return record_step(tx, application, continued, action="continue", entry=entry, rules=("LA-148",))


def close_deceased(tx: Tx, application: Application, entry: Entry) -> Application:
    """No successor continued in time."""
    cancel_deadlines(tx, application.name)
    findings = "受援人死亡，期限内无承继人继续，"
    end_case_with_application(tx, application.name, TerminationGround.OTHER_BY_LAW, findings, entry)
    return record_step(tx, application, close(application), action="close", entry=entry, rules=("LA-148",))
