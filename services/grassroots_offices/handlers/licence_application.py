"""Use cases of applications up to their acceptance, and what every change of one has in common. It must not decide."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline, load_deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.licence_application import (
    LicenceApplication,
    LicenceApplicationDraft,
    LicenceApplicationFilter,
    LicencePaper,
    allow,
)
from services.grassroots_offices.domain.licence_command import PaperSubmission
from services.grassroots_offices.domain.licence_deciding import grounds_against, refuse_short_internship
from services.grassroots_offices.domain.licence_events import told_accepted, told_founding
from services.grassroots_offices.domain.licence_filing import (
    accepted,
    asked_for,
    check_draft,
    receive,
    refuse_barred,
    refuse_early_acceptance,
    refuse_same_office,
    spared_papers,
    with_papers,
)
from services.grassroots_offices.domain.office import Office, refuse_closed
from services.grassroots_offices.domain.office_statement import OF_PRACTITIONERS, LicenceApplicationKind
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState
from services.grassroots_offices.domain.practitioner import allow as allow_practitioner
from services.grassroots_offices.domain.step import Step
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.claim import refuse_claim_of_others
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.office_consolidation import members
from services.grassroots_offices.handlers.office_filing import file_for_office
from services.grassroots_offices.handlers.practice_move import chosen_practitioner, move
from services.grassroots_offices.handlers.standards import internship_rules
from services.grassroots_offices.handlers.time_limit import enter_happening, start_limit
from services.grassroots_offices.persistence import licence_application as rows
from services.grassroots_offices.persistence.office_case import handlers_busy
from services.grassroots_offices.persistence.step import insert_step

TELL_MISSING, DECIDE = DeadlineKind.TELL_MISSING, DeadlineKind.DECIDE
# What filing does to the practitioner: the move, and the state it leads to.
BEGINS = {
    LicenceApplicationKind.PRACTISE: ("apply", PractitionerState.APPLYING),
    LicenceApplicationKind.TRANSFER: ("transfer", PractitionerState.TRANSFERRING),
}


def create_application(tx: Tx, draft: LicenceApplicationDraft) -> LicenceApplication:
    """File an application; with all papers it is accepted on receipt (GO-05, GO-32)."""
    check_draft(draft)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    if draft.kind in OF_PRACTITIONERS:
        return _file(tx, draft, happening)
    filed, entry = file_for_office(tx, draft, happening, name=f"licenceApplications/{tx.new_id()}")
    rows.insert_application(tx.session, filed)
    return _received(tx, filed, entry)


def _file(tx: Tx, draft: LicenceApplicationDraft, happening: Happening) -> LicenceApplication:
    """Of a practitioner: whoever applies is moved on with the filing (GO-32, GO-36)."""
    practitioner = chosen_practitioner(tx, draft.practitioner)
    action, state = BEGINS[draft.kind]
    allow_practitioner(practitioner, action, etag="")
    office = chosen_office(tx, draft.office or practitioner.office)
    refuse_closed(office)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=practitioner.spans[-1].from_date,
        field="licence_application.received_date",
    )  # fmt: skip
    _refuse(tx, draft, practitioner, office, entry)
    filed = receive(
        draft, name=f"licenceApplications/{tx.new_id()}", office=office.name,
        from_office=practitioner.office if draft.transfer is not None else "", division=office.division,
        spared=spared_papers(practitioner, None), entry=entry, now=tx.now,
    )  # fmt: skip
    rows.insert_application(tx.session, filed)
    move(tx, practitioner, state, office=practitioner.office, entry=entry, document=draft.document_number)
    return _received(tx, filed, entry)


def _received(tx: Tx, filed: LicenceApplication, entry: Entry) -> LicenceApplication:
    document = filed.document_number
    if filed.missing_papers:
        start_limit(
            tx, TELL_MISSING, subject=filed.name, owner=f"bureaus/{filed.division}", division=filed.division,
            start=entry.happened_date,
        )  # fmt: skip
        return record(tx, filed, filed, "receive", entry, document=document, rules=("GO-05", "GO-32"))
    return _accept(tx, filed, filed, "receive", entry, document=document)


def get_application(tx: Tx, name: str) -> LicenceApplication:
    """One application within the caller's divisions."""
    return found_application(rows.load_application(tx.session, name, tx.principal))


def list_applications(
    tx: Tx, wanted: LicenceApplicationFilter, page: Page
) -> tuple[list[LicenceApplication], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_applications(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def request_papers(tx: Tx, name: str, notice: Documented, *, etag: str) -> LicenceApplication:
    """Ask for everything that is missing, once and in time (GO-05)."""
    before, entry = opened(tx, name, "requestPapers", notice, etag=etag)
    limit = load_deadline(tx.session, name, TELL_MISSING.name)
    after = asked_for(
        before, document=notice.document_number, on=entry.happened_date, due=limit.due_date if limit else None
    )
    finish_deadline(tx, name, TELL_MISSING.name, on=entry.happened_date)
    return record(tx, before, after, "requestPapers", entry, document=notice.document_number, rules=("GO-05",))


def submit_papers(tx: Tx, name: str, submission: PaperSubmission, *, etag: str) -> LicenceApplication:
    """Papers came; with the last one the application is accepted on that day (GO-05)."""
    before, entry = opened(tx, name, "submitPapers", submission, etag=etag)
    after = with_papers(before, submission.papers, spared=_spared(tx, before))
    if after.missing_papers:
        return record(tx, before, after, "submitPapers", entry, document=submission.document_number, rules=("GO-05",))
    return _accept(tx, before, after, "submitPapers", entry, document=submission.document_number)


def accept_application(tx: Tx, name: str, acceptance: Documented, *, etag: str) -> LicenceApplication:
    """Nobody spoke of missing papers in time: it counts as accepted on the day of receipt (GO-05)."""
    before, entry = opened(tx, name, "accept", acceptance, etag=etag)
    limit = tx.policy(TELL_MISSING.value.key, division=before.division, on=before.received_date).limit
    refuse_early_acceptance(entry.happened_date, tx.calendar.due(before.received_date, limit))
    return _accept(tx, before, before, "accept", entry, document=acceptance.document_number)


def opened(
    tx: Tx, name: str, action: str, happening: Happening, *, etag: str
) -> tuple[LicenceApplication, Entry]:  # fmt: skip
    """The application, locked, if its state allows the action, and the day: not before the newest step (P-06).

    Raises ABORTED CLAIMED while somebody else works on it.
    """
    found = found_application(rows.load_application(tx.session, name, tx.principal, lock=True))
    refuse_claim_of_others(tx, found)
    allow(found, action, etag=etag)
    last = found.steps[-1].happened_date
    return found, enter_happening(tx, happening, division=found.division, not_before=last)


def record(
    tx: Tx, before: LicenceApplication, after: LicenceApplication, action: str, entry: Entry, *, document: str,
    rules: tuple[str, ...],
) -> LicenceApplication:  # fmt: skip
    """Save what an action made of an application with its step and audit entry; returns it as it now stands."""
    step = Step(
        action=action, happened_date=entry.happened_date, enter_time=tx.now, late=entry.late, reason=entry.reason,
        document_number=document,
    )  # fmt: skip
    changed = replace(after, etag=str(int(after.etag) + 1), steps=(*before.steps, step))
    rows.update_application(tx.session, changed)
    insert_step(tx.session, changed.name, len(before.steps), step)
    tx.note(f"licence_application.{action}", changed.name, rules=rules, document=document)
    return replace(changed, deadlines=deadlines_of(tx.session, [changed.name]).get(changed.name, ()))


def found_application(application: LicenceApplication | None) -> LicenceApplication:
    """The application. Raises NotFound."""
    if application is None:
        raise NotFound("许可申请")
    return application


def _refuse(
    tx: Tx, draft: LicenceApplicationDraft, practitioner: Practitioner, office: Office, entry: Entry
) -> None:  # fmt: skip
    """What keeps an application from being filed at all (GO-30, GO-36, GO-37)."""
    if draft.transfer is not None:
        refuse_same_office(practitioner, office.name)
        refuse_barred(draft.transfer, running_matters=bool(handlers_busy(tx.session, [practitioner.name])))
    if draft.practice is not None:
        on = entry.happened_date
        rules = internship_rules(tx, office.division, on)
        refuse_short_internship(grounds_against(practitioner, draft.practice, rules, on=on))


def _accept(
    tx: Tx, before: LicenceApplication, after: LicenceApplication, action: str, entry: Entry, *, document: str
) -> LicenceApplication:
    """The clocks run from the acceptance, and the party organisation is told on the same day (GO-33, GO-35, XF-04)."""
    on = before.received_date if action == "accept" else entry.happened_date
    taken = accepted(after, on=on)
    clock = DECIDE if taken.kind in OF_PRACTITIONERS else DeadlineKind.OPINION
    start_limit(
        tx, clock, subject=taken.name, owner=f"bureaus/{taken.division}", division=taken.division, start=on
    )  # fmt: skip
    founders = members(tx, taken.office_statement) if taken.office_statement else ()
    if fact := told_accepted(taken, on=on) if taken.practitioner else told_founding(taken, founders, on=on):
        tx.emit(fact, subject=taken.name)
    return record(tx, before, taken, action, entry, document=document, rules=("GO-05", "GO-33", "GO-35"))


def _spared(tx: Tx, application: LicenceApplication) -> frozenset[LicencePaper]:
    practitioner = chosen_practitioner(tx, application.practitioner) if application.practitioner else None
    return spared_papers(practitioner, application.office_statement)
