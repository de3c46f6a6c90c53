"""Use cases of incidents: raise, report, go on, close; and raise by the number of people. It must not decide a case."""

from __future__ import annotations

from dataclasses import replace

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.contact import Contact
from services.legal_aid.domain.incident import (
    Incident,
    IncidentDraft,
    IncidentEnding,
    IncidentFilter,
    IncidentReport,
    ProgressEntry,
    allow,
    close_incident,
    mass_draft,
    opponent_key,
    people_of,
    raise_incident,
    raised,
    record_progress,
    report,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import contact as contacts
from services.legal_aid.persistence import incident as rows

HEAD = "legal_aid_head"


def create_incident(tx: Tx, draft: IncidentDraft) -> Incident:
    """Enter an emergency, a petition, or what many people bring (LA-136)."""
    institution = chosen_institution(tx, draft.institution)
    return _raised(tx, draft, division=institution.division, found=())


def watch_opponent(tx: Tx, contact: Contact) -> None:
    """As many people as `la.mass_threshold` says against one opponent raise an incident; who comes later joins it.

    Eligibility stays what it is (LA-136).
    """
    key = opponent_key(contact.opponent)
    if not key:
        return
    running = rows.running_against(tx.session, contact.institution, key)
    if running is not None:
        contacts.join_incident(tx.session, [contact.name], running)
        return
    threshold = tx.policy("la.mass_threshold", division=contact.division, on=tx.today).value
    found = contacts.against(tx.session, contact.institution, key, on=tx.today, days=threshold["days"])
    if people_of(found) >= threshold["persons"]:
        draft = mass_draft(contact.institution, contact.opponent)
        _raised(tx, draft, division=contact.division, found=tuple(one.contact for one in found))


def get_incident(tx: Tx, name: str) -> Incident:
    """One incident within the caller's divisions."""
    return _found(rows.load_incident(tx.session, name, tx.principal))


def list_incidents(tx: Tx, wanted: IncidentFilter, page: Page) -> tuple[list[Incident], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_incidents(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def report_incident(tx: Tx, name: str, said: IncidentReport, *, etag: str) -> Incident:
    """Head and bureau have been told."""
    before = _open(tx, name, "report", etag=etag)
    next_day = tx.calendar.working_days(tx.today, 1)
    return _save(tx, report(before, said, on=tx.today, next_day=next_day), "report")


def record_incident_progress(tx: Tx, name: str, said: ProgressEntry, *, etag: str) -> Incident:
    """What was done today."""
    before = _open(tx, name, "recordProgress", etag=etag)
    after = record_progress(
        before, said, by=tx.principal.subject, is_head=HEAD in tx.principal.roles, on=tx.today,
        next_day=tx.calendar.working_days(tx.today, 1),
    )  # fmt: skip
    return _save(tx, after, "record_progress")


def close_an_incident(tx: Tx, name: str, said: IncidentEnding, *, etag: str) -> Incident:
    """It is over."""
    return _save(tx, close_incident(_open(tx, name, "close", etag=etag), said, on=tx.today), "close")


def _raised(tx: Tx, draft: IncidentDraft, *, division: str, found: tuple[str, ...]) -> Incident:
    made = raise_incident(
        draft, name=f"incidents/{tx.new_id()}", division=division, contacts=found, on=tx.today, now=tx.now
    )
    rows.insert_incident(tx.session, made)
    contacts.join_incident(tx.session, list(found), made.name)
    tx.emit(raised(made), subject=made.name)
    tx.note("incident.create", made.name, rules=("LA-136",))
    return made


def _open(tx: Tx, name: str, action: str, *, etag: str) -> Incident:
    incident = _found(rows.load_incident(tx.session, name, tx.principal, lock=True))
    allow(incident, action, etag=etag)
    return incident


def _save(tx: Tx, after: Incident, action: str) -> Incident:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_incident(tx.session, saved)
    tx.note(f"incident.{action}", saved.name, rules=("LA-136",), document=saved.document_number)
    return saved


def _found(incident: Incident | None) -> Incident:
    if incident is None:
        raise NotFound("突发群体信访事项")
    return incident
