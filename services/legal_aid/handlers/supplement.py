"""Use cases of the one supplement notice: ask, reply, lapse. It must not decide about the law."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline, load_deadline, pause_deadline, resume_deadline
from chassis.kernel.deadline_moves import is_late
from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.message import MessageKind
from services.legal_aid.domain.submission import Submission, submit
from services.legal_aid.domain.supplement import (
    SupplementNotice,
    SupplementRequest,
    listed_items,
    refuse_late,
    refuse_second,
)
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.application import enter_step, open_application, record_step
from services.legal_aid.handlers.institution import get_institution, next_number
from services.legal_aid.handlers.message import tell_applicant
from services.legal_aid.handlers.time_limit import start_limit

DECIDE, REPLY = DeadlineKind.DECIDE.name, DeadlineKind.SUPPLEMENT_REPLY.name


def request_supplement(tx: Tx, name: str, request: SupplementRequest, *, etag: str) -> Application:
    """Issue the one notice; the clock of LA-30 stands still from its date (LA-31)."""
    application = open_application(tx, name, "requestSupplement", etag=etag)
    refuse_second(application.supplement)
    entry = enter_step(tx, application, request)
    items = listed_items(application.missing_papers, request.items, request.note)
    refuse_late(pause_deadline(tx, name, DECIDE, on=entry.happened_date))
    institution = get_institution(tx, application.institution)
    number = next_number(tx, institution, DocumentKind.SUPPLEMENT)
    due = start_limit(
        tx, DeadlineKind.SUPPLEMENT_REPLY, subject=name, owner=name, division=application.division,
        start=entry.happened_date,
    )  # fmt: skip
    notice = SupplementNotice(
        number=number, issued_date=entry.happened_date, items=items, note=request.note, reply_due_date=due.due_date,
        replied_date=None,
    )  # fmt: skip
    tell_applicant(tx, application, MessageKind.SUPPLEMENT_DUE, about=number, day=due.due_date)
    asked = replace(application, state=ApplicationState.SUPPLEMENT, supplement=notice)
    return record_step(
        tx, application, asked, action="requestSupplement", entry=entry, rules=("LA-31",), document=number
    )  # fmt: skip


def submit_papers(tx: Tx, name: str, submission: Submission, *, etag: str) -> Application:
    """Log papers and statements; a complete reply to a notice lets the clock run on, a late one ends it all."""
    application = open_application(tx, name, "submitPapers", etag=etag)
    entry = enter_step(tx, application, submission)
    deadline = load_deadline(tx.session, name, REPLY, lock=True)
    waits = application.state is ApplicationState.SUPPLEMENT
    late = waits and deadline is not None and is_late(deadline, entry.happened_date)
    after = submit(application, submission, on=entry.happened_date, late=late, today=tx.today)
    if after.state is not application.state:
        _move_clocks(tx, after, entry)
    return record_step(tx, application, after, action="submitPapers", entry=entry, rules=("LA-31",))


def lapse(tx: Tx, application: Application, entry: Entry) -> Application:
    """No complete reply came in time: the application is deemed withdrawn."""
    lapsed = replace(application, state=ApplicationState.DEEMED_WITHDRAWN)
    cancel_deadlines(tx, application.name)
    return record_step(tx, application, lapsed, action="lapse", entry=entry, rules=("LA-31",))


def _move_clocks(tx: Tx, replied: Application, entry: Entry) -> None:
    finish_deadline(tx, replied.name, REPLY, on=entry.happened_date)
    if replied.state is ApplicationState.RECEIVED:
        resume_deadline(tx, replied.name, DECIDE, on=entry.happened_date)
    else:
        cancel_deadlines(tx, replied.name)
