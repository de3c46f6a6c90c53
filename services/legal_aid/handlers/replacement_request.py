"""Use cases of requests for another handler: asked for, decided, dropped with the case (LA-61, LA-63).

It must not replace anybody; `case_assignment` does.
"""

from __future__ import annotations

import datetime as dt

from chassis.deadlines import cancel_deadlines, finish_deadline
from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.legal_aid.domain.case import Case, present_assignment
from services.legal_aid.domain.replacement_request import (
    ReplacementRequest,
    RequestedReplacement,
    RequestState,
    decided,
    refuse_second,
    request_of,
)
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.case import enter_case_step, open_case, record_case_step
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence.replacement_request import insert_request, update_request, waiting_for


def request_replacement(tx: Tx, name: str, asked: RequestedReplacement, *, etag: str) -> Case:
    """The recipient asks for another handler; the institution decides in time (LA-63)."""
    case = open_case(tx, name, "requestReplacement", etag=etag)
    entry = enter_case_step(tx, case, asked)
    refuse_second(waiting_for(tx.session, present_assignment(case).name))
    _begin(tx, case, entry.happened_date)
    return record_case_step(
        tx, case, case, action="requestReplacement", entry=entry, reason=asked.reason, rules=("LA-63", "LA-61")
    )  # fmt: skip


def decide_request(tx: Tx, case: Case, requested: dt.date | None, entry: Entry, state: RequestState) -> None:
    """What was asked for is decided; a request that was not entered before is entered with its decision (LA-63)."""
    waiting = waiting_for(tx.session, present_assignment(case).name)
    if waiting is None and requested is not None:
        waiting = _begin(tx, case, requested)
    if waiting is not None:
        update_request(tx.session, decided(waiting, state))
        finish_deadline(tx, waiting.name, DeadlineKind.REPLACE.name, on=entry.happened_date)


def drop_request(tx: Tx, case: Case) -> None:
    """The case is over: nobody has to decide any more."""
    waiting = waiting_for(tx.session, case.present.name) if case.present else None
    if waiting is not None:
        update_request(tx.session, decided(waiting, RequestState.DROPPED))
        cancel_deadlines(tx, waiting.name)


def _begin(tx: Tx, case: Case, on: dt.date) -> ReplacementRequest:
    request = request_of(case, present_assignment(case), name=f"replacementRequests/{tx.new_id()}", on=on)
    insert_request(tx.session, request)
    start_limit(
        tx, DeadlineKind.REPLACE, subject=request.name, owner=case.institution, division=case.division, start=on
    )  # fmt: skip
    return request
