"""Use cases of volunteers: apply, review, register, hours, faults, leave, cancel. It must not assign a case."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import cancel_deadlines, deadlines_of, finish_deadline
from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.domain.volunteer import (
    Volunteer,
    VolunteerCancelling,
    VolunteerDraft,
    VolunteerFault,
    VolunteerFilter,
    VolunteerHours,
    VolunteerPaper,
    VolunteerRefusal,
    VolunteerState,
    allow,
    apply,
)
from services.legal_aid.domain.volunteering import (
    VolunteerLimits,
    cancelled,
    leaving,
    left,
    moved,
    with_fault,
    with_hours,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.handlers.time_limit import enter_happening, start_limit
from services.legal_aid.persistence import volunteer as rows


def create_volunteer(tx: Tx, draft: VolunteerDraft) -> Volunteer:
    """Somebody applies (LA-138)."""
    institution = chosen_institution(tx, draft.institution)
    happening = Happening(happened_date=draft.applied_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division, field="volunteer.applied_date")
    made = apply(draft, name=f"volunteers/{tx.new_id()}", division=institution.division, entry=entry, now=tx.now)
    rows.insert_volunteer(tx.session, made)
    tx.note("volunteer.create", made.name, rules=("LA-138",))
    return made


def get_volunteer(tx: Tx, name: str) -> Volunteer:
    """One volunteer within the caller's divisions."""
    return _found(rows.load_volunteer(tx.session, name, tx.principal))


def list_volunteers(tx: Tx, wanted: VolunteerFilter, page: Page) -> tuple[list[Volunteer], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_volunteers(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def review_volunteer(tx: Tx, name: str, said: VolunteerPaper, *, etag: str) -> Volunteer:
    """The papers are in order."""
    before = _open(tx, name, "review", etag=etag)
    return _save(tx, moved(before, VolunteerState.REVIEWED, on=tx.today, document=said.document_number), "review")


def register_volunteer(tx: Tx, name: str, said: VolunteerPaper, *, etag: str) -> Volunteer:
    """The volunteer may serve."""
    before = _open(tx, name, "register", etag=etag)
    return _save(tx, moved(before, VolunteerState.REGISTERED, on=tx.today, document=said.document_number), "register")


def refuse_volunteer(tx: Tx, name: str, said: VolunteerRefusal, *, etag: str) -> Volunteer:
    """Not registered."""
    before = _open(tx, name, "refuse", etag=etag)
    return _save(tx, moved(before, VolunteerState.REFUSED, on=tx.today, reason=said.reason), "refuse")


def record_volunteer_hours(tx: Tx, name: str, told: VolunteerHours, *, etag: str) -> Volunteer:
    """Hours of a day."""
    before = _open(tx, name, "recordHours", etag=etag)
    return _save(tx, with_hours(before, told, _limits(tx, before), today=tx.today), "record_hours")


def record_volunteer_fault(tx: Tx, name: str, told: VolunteerFault, *, etag: str) -> Volunteer:
    """A missed service, or a complaint about quality."""
    return _save(tx, with_fault(_open(tx, name, "recordFault", etag=etag), told, today=tx.today), "record_fault")


def request_volunteer_exit(tx: Tx, name: str, *, etag: str) -> Volunteer:
    """The volunteer asks to leave; the clock of LA-138 starts."""
    after = leaving(_open(tx, name, "requestExit", etag=etag), on=tx.today)
    start_limit(
        tx, DeadlineKind.EXIT_VOLUNTEER, subject=name, owner=after.institution, division=after.division,
        start=tx.today,
    )  # fmt: skip
    return _save(tx, after, "request_exit")


def exit_volunteer(tx: Tx, name: str, *, etag: str) -> Volunteer:
    """The volunteer has left."""
    after = left(_open(tx, name, "exit", etag=etag), on=tx.today)
    finish_deadline(tx, name, DeadlineKind.EXIT_VOLUNTEER.name, on=tx.today)
    return _save(tx, after, "exit")


def cancel_volunteer(tx: Tx, name: str, said: VolunteerCancelling, *, etag: str) -> Volunteer:
    """The registration is cancelled."""
    before = _open(tx, name, "cancel", etag=etag)
    after = cancelled(before, said, _limits(tx, before), on=tx.today)
    cancel_deadlines(tx, name)
    return _save(tx, after, "cancel")


def _limits(tx: Tx, volunteer: Volunteer) -> VolunteerLimits:
    return VolunteerLimits(**tx.policy("la.volunteer_limits", division=volunteer.division, on=tx.today).value)


def _open(tx: Tx, name: str, action: str, *, etag: str) -> Volunteer:
    volunteer = _found(rows.load_volunteer(tx.session, name, tx.principal, lock=True))
    allow(volunteer, action, etag=etag)
    return volunteer


def _save(tx: Tx, after: Volunteer, action: str) -> Volunteer:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_volunteer(tx.session, saved)
    tx.note(f"volunteer.{action}", saved.name, rules=("LA-138",), document=saved.document_number)
    return replace(saved, deadlines=deadlines_of(tx.session, [saved.name]).get(saved.name, ()))


def _found(volunteer: Volunteer | None) -> Volunteer:
    if volunteer is None:
        raise NotFound("志愿者")
    return volunteer
