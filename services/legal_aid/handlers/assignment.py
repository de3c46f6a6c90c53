"""Use case of an assignment to an application's handler. It must not decide about the law."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import finish_deadline
from chassis.tx import Tx
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.application_events import assigned
from services.legal_aid.domain.assignment import AssignmentEntry, happening_of, refuse_second
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.application import enter_step, open_application, record_step


def assign_application(tx: Tx, name: str, given: AssignmentEntry, *, etag: str) -> Application:
    """Record which unit arranged whom (LA-33)."""
    application = open_application(tx, name, "assign", etag=etag)
    refuse_second(application.assignment)
    entry = enter_step(tx, application, happening_of(given), field="assignment.assigned_date")
    after = replace(application, assignment=replace(given.assignment, assigned_date=entry.happened_date))
    finish_deadline(tx, name, DeadlineKind.ASSIGN.name, on=entry.happened_date)
    tx.emit(assigned(after, on=entry.happened_date), subject=name)
    return record_step(tx, application, after, action="assign", entry=entry, rules=("LA-33",))
