"""Show in an application who handles it, as its case tells. It must not decide about the law."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.legal_aid.domain.application_events import assigned
from services.legal_aid.domain.assignment import Assignment
from services.legal_aid.domain.message import MessageKind
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.application import open_application, record_step
from services.legal_aid.handlers.message import tell_applicant


def show_assignment(tx: Tx, name: str, assignment: Assignment, entry: Entry) -> None:
    """Write down unit and person; the first of them meets the limit of LA-33."""
    application = open_application(tx, name, "assign", etag="")
    after = replace(application, assignment=assignment)
    if application.assignment is None:
        finish_deadline(tx, name, DeadlineKind.ASSIGN.name, on=entry.happened_date)
        tx.emit(assigned(after, on=entry.happened_date), subject=name)
    if assignment.handler_name:
        tell_applicant(tx, after, MessageKind.LAWYER_ASSIGNED, about=str(len(application.steps)))
    record_step(tx, application, after, action="assign", entry=entry, rules=("LA-33",))
