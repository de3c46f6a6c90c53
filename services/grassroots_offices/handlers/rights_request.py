"""Use cases of rights requests: register, take up, answer, take back, read (GO-87). It must not judge the authority."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import cancel_deadlines, deadlines_of, finish_deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.rights_request import (
    RightsAnswer,
    RightsRequest,
    RightsRequestDraft,
    RightsRequestFilter,
    RightsRequestState,
    allow,
    answered,
    register_request,
    taken_up,
)
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening, start_limit
from services.grassroots_offices.persistence import rights_request as rows

ANSWER = DeadlineKind.ANSWER_RIGHTS


def create_rights_request(tx: Tx, draft: RightsRequestDraft) -> RightsRequest:
    """Register one; the time for the answer begins (GO-87)."""
    practitioner = chosen_practitioner(tx, draft.practitioner)
    happening = Happening(happened_date=draft.requested_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=practitioner.division, not_before=None, field="rights_request.requested_date"
    )  # fmt: skip
    made = register_request(
        draft, name=f"rightsRequests/{tx.new_id()}", office=office_on(practitioner, entry.happened_date),
        division=practitioner.division, entry=entry, now=tx.now,
    )  # fmt: skip
    rows.insert_rights_request(tx.session, made)
    start_limit(
        tx, ANSWER, subject=made.name, owner=made.name, division=made.division, start=entry.happened_date
    )  # fmt: skip
    tx.note("rights_request.create", made.name, rules=("GO-87",), document=made.document_number)
    return _with_deadlines(tx, made)


def get_rights_request(tx: Tx, name: str) -> RightsRequest:
    """One within the caller's divisions."""
    return _found(rows.load_rights_request(tx.session, name, tx.principal))


def list_rights_requests(tx: Tx, wanted: RightsRequestFilter, page: Page) -> tuple[list[RightsRequest], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_rights_requests(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def take_up(tx: Tx, name: str, letter: Documented, *, etag: str) -> RightsRequest:
    """It is taken up with the authority (GO-87)."""
    request, entry = _opened(tx, name, "takeUp", letter, etag=etag)
    return _saved(tx, taken_up(request, letter, entry), "takeUp", letter)


def answer(tx: Tx, name: str, told: RightsAnswer, *, etag: str) -> RightsRequest:
    """The practitioner is answered: the clock ends (GO-87)."""
    request, entry = _opened(tx, name, "answer", told, etag=etag)
    finish_deadline(tx, name, ANSWER.name, on=entry.happened_date)
    return _saved(tx, answered(request, told, entry, RightsRequestState.ANSWERED), "answer", told)


def withdraw(tx: Tx, name: str, told: RightsAnswer, *, etag: str) -> RightsRequest:
    """He takes it back: nothing is due any more (GO-87)."""
    request, entry = _opened(tx, name, "withdraw", told, etag=etag)
    cancel_deadlines(tx, name)
    return _saved(tx, answered(request, told, entry, RightsRequestState.WITHDRAWN), "withdraw", told)


def _opened(tx: Tx, name: str, action: str, paper: Documented, *, etag: str) -> tuple[RightsRequest, Entry]:
    request = _found(rows.load_rights_request(tx.session, name, tx.principal, lock=True))
    allow(request, action, etag=etag)
    return request, enter_happening(tx, paper, division=request.division, not_before=request.state_date)


def _saved(tx: Tx, request: RightsRequest, action: str, paper: Documented) -> RightsRequest:
    rows.update_rights_request(tx.session, request)
    tx.note(f"rights_request.{action}", request.name, rules=("GO-87",), document=paper.document_number)
    return _with_deadlines(tx, request)


def _with_deadlines(tx: Tx, request: RightsRequest) -> RightsRequest:
    return replace(request, deadlines=deadlines_of(tx.session, [request.name]).get(request.name, ()))


def _found(request: RightsRequest | None) -> RightsRequest:
    if request is None:
        raise NotFound("维权申请")
    return request
