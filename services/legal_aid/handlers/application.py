"""Use cases of applications: receive, read, and what every change of one has in common.

It must not decide about the law.
"""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.deadline import Deadline, DeadlineState
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationDraft, ApplicationFilter, allow, touched
from services.legal_aid.domain.application_events import moved, received
from services.legal_aid.domain.detention import Detention
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.paper import Receipt, receipt
from services.legal_aid.domain.receiving import check_draft, matter_key, receive
from services.legal_aid.domain.step import Step
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.institution import chosen_institution, get_institution, next_number
from services.legal_aid.handlers.time_limit import enter_happening, start_limit
from services.legal_aid.persistence import application as rows
from services.legal_aid.persistence.case import save_application_text
from services.legal_aid.persistence.step import APPLICATION_STEPS


def create_application(tx: Tx, draft: ApplicationDraft) -> Application:
    """Receive an application, number it (LA-09) and start the clock of LA-30; nobody is turned away for papers."""
    check_draft(draft, now=tx.now, today=tx.today)
    institution = chosen_institution(tx, draft.institution)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division, field="application.received_date")
    return _receive(tx, draft, institution, entry)


def get_application(tx: Tx, name: str) -> Application:
    """One application within the caller's divisions."""
    return _found(rows.load_application(tx.session, name, tx.principal))


def get_receipt(tx: Tx, name: str) -> Receipt:
    """The voucher for the papers of an application (LA-09)."""
    application = get_application(tx, name.removesuffix("/receipt"))
    institution = get_institution(tx, application.institution)
    return receipt(name, institution.display_name, application.number, application.papers)


def list_applications(tx: Tx, wanted: ApplicationFilter, page: Page) -> tuple[list[Application], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_applications(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def open_application(tx: Tx, name: str, action: str, *, etag: str) -> Application:
    """The application, locked, if its state allows the action. Raises what `allow` raises, and NotFound."""
    application = _found(rows.load_application(tx.session, name, tx.principal, lock=True))
    allow(application, action, etag=etag)
    return application


def enter_step(tx: Tx, application: Application, happening: Happening, *, field: str = "happened_date") -> Entry:
    """Check when the next step happened: not before the newest one (P-06). `field` is where the caller put the date."""
    return enter_happening(
        tx, happening, division=application.division, not_before=application.last_happened, field=field
    )


def record_step(
    tx: Tx,
    before: Application,
    after: Application,
    *,
    action: str,
    entry: Entry,
    noted_as: str = "",
    reason: str = "",
    rules: tuple[str, ...] = (),
    document: str = "",
    told: bool = False,
) -> Application:
    """Save what an action made of an application, with its step and audit entry; returns it as it now stands.

    A change of state is told as ApplicationMoved unless the caller has `told` a fact of its own, such as a decision.
    """
    step = Step(
        action=action,
        happened_date=entry.happened_date,
        enter_time=tx.now,
        late=entry.late,
        reason=reason or entry.reason,
        document_number=document,
    )
    changed = touched(after, now=tx.now)
    rows.update_application(tx.session, changed)
    save_application_text(tx.session, changed)
    APPLICATION_STEPS.add(tx.session, changed.name, len(before.steps), step)
    if after.state is not before.state and not told:
        tx.emit(moved(before, after, on=entry.happened_date), subject=changed.name)
    tx.note(noted_as or f"application.{action}", changed.name, rules=rules, document=document)
    deadlines = deadlines_of(tx.session, [changed.name]).get(changed.name, ())
    return replace(changed, steps=(*before.steps, step), deadlines=deadlines)


def _receive(tx: Tx, draft: ApplicationDraft, institution: Institution, entry: Entry) -> Application:
    name, key = f"applications/{tx.new_id()}", matter_key(draft)
    number = next_number(tx, institution, DocumentKind.ACCEPTANCE)
    deadlines = _transfer(tx, name, institution, draft.detention)
    application = receive(
        draft,
        institution,
        name=name,
        number=number,
        entry=entry,
        late_transfer=any(deadline.state is DeadlineState.MISSED for deadline in deadlines),
        received_elsewhere=rows.is_open_elsewhere(tx.session, institution.name, key),
        now=tx.now,
    )
    rows.insert_application(tx.session, application, open_key=key)
    decide = start_limit(
        tx, DeadlineKind.DECIDE, subject=name, owner=institution.name, division=institution.division,
        start=entry.happened_date,
    )  # fmt: skip
    step = Step(
        action="receive", happened_date=entry.happened_date, enter_time=tx.now, late=entry.late, reason=entry.reason,
        document_number=number,
    )  # fmt: skip
    APPLICATION_STEPS.add(tx.session, name, 0, step)
    tx.emit(received(application), subject=name)
    tx.note("application.receive", name, document=number)
    return replace(application, steps=(step,), deadlines=(*deadlines, decide))


def _transfer(tx: Tx, name: str, institution: Institution, detention: Detention | None) -> tuple[Deadline, ...]:
    """The 24 hours of the place of custody (LA-05): a duty of that place, not of the institution."""
    if detention is None:
        return ()
    begun = start_limit(
        tx, DeadlineKind.TRANSFER, subject=name, owner="authorities/custody", division=institution.division,
        start=detention.asked_time,
    )  # fmt: skip
    return (finish_deadline(tx, name, DeadlineKind.TRANSFER.name, on=detention.passed_time) or begun,)


def _found(application: Application | None) -> Application:
    if application is None:
        raise NotFound("法律援助申请")
    return application
