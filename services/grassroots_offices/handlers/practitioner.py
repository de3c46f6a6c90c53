"""Use cases of practitioners: register, end a contract, hire, cancel. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.happening import Happening, happened_on
from services.grassroots_offices.domain.practitioner import (
    Cancellation,
    CancellationGround,
    Hiring,
    Practitioner,
    PractitionerDraft,
    PractitionerFilter,
    PractitionerState,
    allow,
    moved,
    refuse_early_cancellation,
    refuse_late_hiring,
    register_practitioner,
)
from services.grassroots_offices.domain.staff_events import told
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.office import changing_staff, chosen_office
from services.grassroots_offices.handlers.time_limit import start_limit
from services.grassroots_offices.persistence import practitioner as rows
from services.grassroots_offices.persistence.practice_span import insert_span, spans_of

FIND_OFFICE = DeadlineKind.FIND_OFFICE


def create_practitioner(tx: Tx, draft: PractitionerDraft) -> Practitioner:
    """Take somebody whose certificate was issued before into the register (P-07)."""
    return add_practitioner(tx, draft, name=f"practitioners/{tx.new_id()}")


def add_practitioner(tx: Tx, draft: PractitionerDraft, *, name: str) -> Practitioner:
    """Register a practitioner under a name that the caller has chosen."""
    office = chosen_office(tx, draft.office)
    made = register_practitioner(
        draft, division=office.division, name=name, span=_span_name(tx), now=tx.now,
        today=tx.today,
    )  # fmt: skip
    with changing_staff(tx, office, on=tx.today):
        rows.insert_practitioner(tx.session, made)
        insert_span(tx.session, made.spans[0], 0)
    tx.emit(told(None, made), subject=made.name)
    tx.note("practitioner.create", made.name, rules=("P-07", "GO-30"), document=made.document_number)
    return made


def get_practitioner(tx: Tx, name: str) -> Practitioner:
    """One practitioner within the caller's divisions."""
    return _found(rows.load_practitioner(tx.session, name, tx.principal))


def list_practitioners(tx: Tx, wanted: PractitionerFilter, page: Page) -> tuple[list[Practitioner], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_practitioners(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_contract(tx: Tx, name: str, end: Happening, *, etag: str) -> Practitioner:
    """The contract ended: another office may hire for six months (GO-39); the office's minimum is looked at (GO-02)."""
    before, on = _open(tx, name, "endContract", end, etag=etag)
    after = _move(tx, before, PractitionerState.UNATTACHED, office="", on=on, document=end.document_number)
    start_limit(tx, FIND_OFFICE, subject=after.spans[-1].name, owner=name, division=after.division, start=on)
    tx.note("practitioner.endContract", name, rules=("GO-39",), document=end.document_number)
    return _with_deadlines(tx, after)


def hire_practitioner(tx: Tx, name: str, hiring: Hiring, *, etag: str) -> Practitioner:
    """Another office hires somebody without one, inside the six months (GO-39). Raises HIRED_TOO_LATE."""
    before, on = _open(tx, name, "hire", hiring, etag=etag)
    refuse_late_hiring(on, _last_day(tx, before))
    after = _move(tx, before, PractitionerState.ACTIVE, office=hiring.office, on=on, document=hiring.document_number)
    finish_deadline(tx, before.spans[-1].name, FIND_OFFICE.name, on=on)
    tx.note("practitioner.hire", name, rules=("GO-39",), document=hiring.document_number)
    return _with_deadlines(tx, after)


def cancel_practitioner(tx: Tx, name: str, cancellation: Cancellation, *, etag: str) -> Practitioner:
    """The practice is cancelled and the certificate taken back (GO-39). Raises NOT_YET_SIX_MONTHS."""
    before, on = _open(tx, name, "cancel", cancellation, etag=etag)
    if cancellation.ground is CancellationGround.NOT_HIRED:
        waited = before.state is PractitionerState.UNATTACHED
        refuse_early_cancellation(on, _last_day(tx, before) if waited else None)
    after = _move(
        tx, before, PractitionerState.CANCELLED, office="", on=on, document=cancellation.document_number
    )  # fmt: skip
    cancel_deadlines(tx, before.spans[-1].name)
    tx.note("practitioner.cancel", name, rules=("GO-39",), document=cancellation.document_number)
    return _with_deadlines(tx, after)


def _open(
    tx: Tx, name: str, action: str, happening: Happening, *, etag: str
) -> tuple[Practitioner, dt.date]:  # fmt: skip
    """The practitioner, locked, if the state allows the action, and the day on which it happened."""
    found = _found(rows.load_practitioner(tx.session, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    return found, happened_on(happening, not_before=found.spans[-1].from_date, today=tx.today)


def _move(
    tx: Tx, before: Practitioner, state: PractitionerState, *, office: str, on: dt.date, document: str
) -> Practitioner:
    """Save the practitioner in another state, tell it, and look at the offices whose staff that changes."""
    touched = [chosen_office(tx, name) for name in sorted({before.office, office} - {""})]
    division = next((one.division for one in touched if one.name == office), before.division)
    after = moved(
        before, state, office=office, division=division, span=_span_name(tx), on=on, document=document
    )  # fmt: skip
    with ExitStack() as around:
        for one in touched:
            around.enter_context(changing_staff(tx, one, on=on))
        rows.update_practitioner(tx.session, after)
        insert_span(tx.session, after.spans[-1], len(before.spans))
    tx.emit(told(before, after), subject=after.name)
    return after


def _last_day(tx: Tx, practitioner: Practitioner) -> dt.date:
    """The last day of the six months. Raises CalendarNotLoaded."""
    since = practitioner.spans[-1].from_date
    limit = tx.policy(FIND_OFFICE.value.key, division=practitioner.division, on=since).limit
    return tx.calendar.due(since, limit)


def _with_deadlines(tx: Tx, practitioner: Practitioner) -> Practitioner:
    """The practitioner with the time limits of his spans as they now stand."""
    return replace(practitioner, spans=spans_of(tx.session, [practitioner.name])[practitioner.name])


def _span_name(tx: Tx) -> str:
    return f"practiceSpans/{tx.new_id()}"


def _found(practitioner: Practitioner | None) -> Practitioner:
    if practitioner is None:
        raise NotFound("基层法律服务工作者")
    return practitioner
