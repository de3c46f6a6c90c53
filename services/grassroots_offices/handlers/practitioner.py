"""Use cases of practitioners: register, end a contract, hire, cancel. It must not decide about the law."""

from __future__ import annotations

import datetime as dt

from chassis.deadlines import cancel_deadlines, finish_deadline
from chassis.kernel.entry import Entry, Happening
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office import refuse_closed
from services.grassroots_offices.domain.practising import (
    refuse_early_cancellation,
    refuse_late_hiring,
    register_intern,
    register_practitioner,
)
from services.grassroots_offices.domain.practitioner import (
    Cancellation,
    CancellationGround,
    Hiring,
    InternDraft,
    Practitioner,
    PractitionerDraft,
    PractitionerFilter,
    PractitionerState,
)
from services.grassroots_offices.domain.staff_events import PersonBecameCivilServant, told
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.office import changing_staff, chosen_office
from services.grassroots_offices.handlers.practice_move import (
    found_practitioner,
    move,
    new_span_name,
    open_practitioner,
    with_deadlines,
)
from services.grassroots_offices.handlers.register_keeping import show_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening, start_limit
from services.grassroots_offices.persistence import practitioner as rows
from services.grassroots_offices.persistence.practice_span import insert_span

FIND_OFFICE = DeadlineKind.FIND_OFFICE


def create_practitioner(tx: Tx, draft: PractitionerDraft) -> Practitioner:
    """Take somebody whose certificate was issued before into the register (P-07)."""
    return add_practitioner(tx, draft, name=f"practitioners/{tx.new_id()}")


def add_practitioner(tx: Tx, draft: PractitionerDraft, *, name: str) -> Practitioner:
    """Register a practitioner under a name that the caller has chosen."""
    made = _new(tx, draft, name=name)
    keep_practitioner(tx, made)
    return made


def new_practitioner(tx: Tx, draft: PractitionerDraft) -> Practitioner:
    """Who would be registered, under all rules; nothing is written (P-07, GO-30). Raises CERTIFICATE_TAKEN."""
    made = _new(tx, draft, name=f"practitioners/{tx.new_id()}")
    rows.refuse_taken(tx.session, draft.certificate_number)
    return made


def keep_practitioner(tx: Tx, made: Practitioner) -> None:
    """Write who was looked at in the same unit of work, with what that changes for his office (GO-02, P-07)."""
    with changing_staff(tx, chosen_office(tx, made.office), on=tx.today):
        _insert(tx, made)
    if fact := told(None, made):
        tx.emit(fact, subject=made.name)
    tx.note("practitioner.create", made.name, rules=("P-07", "GO-30"), document=made.document_number)


def create_intern(tx: Tx, draft: InternDraft) -> Practitioner:
    """Somebody begins an internship at an office (GO-30); he belongs to its staff once he has a certificate."""
    office = chosen_office(tx, draft.office)
    refuse_closed(office)
    happening = Happening(happened_date=draft.happened_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=office.division, not_before=None)
    made = register_intern(
        draft, division=office.division, name=f"practitioners/{tx.new_id()}", span=new_span_name(tx), entry=entry,
        now=tx.now,
    )  # fmt: skip
    _insert(tx, made)
    tx.note("practitioner.registerIntern", made.name, rules=("GO-30",), document=made.document_number)
    return made


def get_practitioner(tx: Tx, name: str) -> Practitioner:
    """One practitioner within the caller's divisions."""
    return found_practitioner(rows.load_practitioner(tx.session, name, tx.principal))


def list_practitioners(tx: Tx, wanted: PractitionerFilter, page: Page) -> tuple[list[Practitioner], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_practitioners(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_contract(tx: Tx, name: str, end: Documented, *, etag: str) -> Practitioner:
    """The contract ended: another office may hire for six months (GO-39); the office's minimum is looked at (GO-02)."""
    before, entry = opened(tx, name, "endContract", end, etag=etag)
    after = move(tx, before, PractitionerState.UNATTACHED, office="", entry=entry, document=end.document_number)
    start_limit(
        tx, FIND_OFFICE, subject=after.spans[-1].name, owner=name, division=after.division, start=entry.happened_date
    )  # fmt: skip
    tx.note("practitioner.endContract", name, rules=("GO-39",), document=end.document_number)
    return with_deadlines(tx, after)


def hire_practitioner(tx: Tx, name: str, hiring: Hiring, *, etag: str) -> Practitioner:
    """Another office hires somebody without one, inside the six months (GO-39). Raises HIRED_TOO_LATE."""
    before, entry = opened(tx, name, "hire", hiring, etag=etag)
    refuse_closed(chosen_office(tx, hiring.office))
    refuse_late_hiring(entry.happened_date, last_day(tx, before))
    after = move(
        tx, before, PractitionerState.ACTIVE, office=hiring.office, entry=entry, document=hiring.document_number
    )  # fmt: skip
    finish_deadline(tx, before.spans[-1].name, FIND_OFFICE.name, on=entry.happened_date)
    tx.note("practitioner.hire", name, rules=("GO-39",), document=hiring.document_number)
    return with_deadlines(tx, after)


def cancel_practitioner(tx: Tx, name: str, cancellation: Cancellation, *, etag: str) -> Practitioner:
    """The practice is cancelled and the certificate taken back (GO-39). Raises NOT_YET_SIX_MONTHS."""
    before, entry = opened(tx, name, "cancel", cancellation, etag=etag)
    if cancellation.ground is CancellationGround.NOT_HIRED:
        waited = before.state is PractitionerState.UNATTACHED
        refuse_early_cancellation(entry.happened_date, last_day(tx, before) if waited else None)
    return _cancelled(tx, before, entry, cancellation.document_number, action="cancel")


def record_public_office(tx: Tx, name: str, notice: Documented, *, etag: str) -> Practitioner:
    """A personnel notice: the practice is cancelled, and others stop paying for later work (GO-39, XF-33)."""
    before, entry = opened(tx, name, "recordPublicOffice", notice, etag=etag)
    fact = PersonBecameCivilServant(practitioner=name, division=before.division, from_date=entry.happened_date)
    tx.emit(fact, subject=name)
    return _cancelled(tx, before, entry, notice.document_number, action="recordPublicOffice")


def opened(tx: Tx, name: str, action: str, happening: Happening, *, etag: str) -> tuple[Practitioner, Entry]:
    """The practitioner, locked, if the state allows the action, and the day on which it happened."""
    found = open_practitioner(tx, name, action, etag=etag)
    return found, enter_happening(
        tx, happening, division=found.division, not_before=found.spans[-1].from_date
    )  # fmt: skip


def _cancelled(tx: Tx, before: Practitioner, entry: Entry, document: str, *, action: str) -> Practitioner:
    after = move(tx, before, PractitionerState.CANCELLED, office="", entry=entry, document=document)
    cancel_deadlines(tx, before.spans[-1].name)
    tx.note(f"practitioner.{action}", before.name, rules=("GO-39",), document=document)
    return with_deadlines(tx, after)


def _new(tx: Tx, draft: PractitionerDraft, *, name: str) -> Practitioner:
    office = chosen_office(tx, draft.office)
    refuse_closed(office)
    return register_practitioner(
        draft, division=office.division, name=name, span=new_span_name(tx), now=tx.now, today=tx.today
    )


def _insert(tx: Tx, made: Practitioner) -> None:
    rows.insert_practitioner(tx.session, made)
    insert_span(tx.session, made.spans[0], 0)
    show_practitioner(tx, made)


def last_day(tx: Tx, practitioner: Practitioner) -> dt.date:
    """The last day of the six months. Raises CalendarNotLoaded."""
    since = practitioner.spans[-1].from_date
    limit = tx.policy(FIND_OFFICE.value.key, division=practitioner.division, on=since).limit
    return tx.calendar.due(since, limit)
