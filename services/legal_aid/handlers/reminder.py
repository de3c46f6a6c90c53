"""Remind of what comes near: handlers and institutions of duties, people of appointments. It must not move a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.due_list import DueDeadline, DueFilter, DueStanding
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.message import MessageKind, lead_of
from services.legal_aid.domain.reception import Reception
from services.legal_aid.handlers.as_service import as_service
from services.legal_aid.handlers.message import address_of, tell
from services.legal_aid.persistence.application import load_application
from services.legal_aid.persistence.contact import load_contact
from services.legal_aid.persistence.due_list import divisions_of_due, find_due, place_of
from services.legal_aid.persistence.handler import find_handler_known_as
from services.legal_aid.persistence.institution import institution_named
from services.legal_aid.persistence.reception import appointments_until

# No lead time is longer, in days.
LONGEST = dt.timedelta(days=31)
PAGE = 100
NOBODY = ("", "")


def remind_of_duties(tx: Tx) -> int:
    """Each duty once per lead time of its division, the smallest that it has reached; returns how many are new.

    A duty of a handler goes to him. One of the institution goes to its mailbox, and to nobody without one: whoever
    works there has the list of what is due.
    """
    new = 0
    for division in divisions_of_due(tx.session, since=tx.today, until=tx.today + LONGEST):
        rule = tx.policy("la.reminders", division=division, on=tx.today).value
        with as_service(tx, division):
            near = [item for item in _near(tx, division) if item.deadline.start_date < tx.today and item.institution]
            new += sum(_remind(tx, item, rule["days"], rule["mailbox"]) for item in near)
    return new


def remind_of_appointments(tx: Tx) -> int:
    """Everybody who is expected on the next working day, or before it; returns how many are new."""
    until = tx.calendar.working_days(tx.today, 1)
    return sum(_tell_visitor(tx, one) for one in appointments_until(tx.session, after=tx.today, until=until))


def _near(tx: Tx, division: str) -> Iterator[DueDeadline]:
    """What is due and not overdue in the division itself, by last day."""
    wanted = DueFilter(standing=DueStanding.DUE, due_before=tx.today + LONGEST)
    page = Page(size=PAGE, after=None)
    while True:
        found = find_due(tx.session, wanted, page, tx.principal, today=tx.today, now=tx.now)
        yield from (item for item in found[:PAGE] if item.deadline.division == division)
        if len(found) <= PAGE:
            return
        page = Page(size=PAGE, after=place_of(found[PAGE - 1]))


def _remind(tx: Tx, item: DueDeadline, leads: Sequence[int], mailbox: str) -> bool:
    duty = item.deadline
    lead = None if item.days_left is None else lead_of(item.days_left, leads)
    handler = find_handler_known_as(tx.session, item.person) if item.person.startswith("handlers/") else None
    if lead is None or not (handler or mailbox) or (item.person and handler is None):
        return False
    person, address = _duty_bearer(handler, mailbox)
    return tell(
        tx, institution_named(tx.session, item.institution), MessageKind.DUTY_NEAR, subject=duty.subject,
        about=f"{duty.name}/{lead}", person=person, address=address, day=duty.due_date,
    )  # fmt: skip


def _duty_bearer(handler: Handler | None, mailbox: str) -> tuple[str, str]:
    return ("", mailbox) if handler is None else (handler.full_name, handler.contact_address)


def _tell_visitor(tx: Tx, reception: Reception) -> bool:
    with as_service(tx, reception.division):
        person, address = _visitor(tx, reception.subject)
    return tell(
        tx, institution_named(tx.session, reception.institution), MessageKind.APPOINTMENT_NEAR, subject=reception.name,
        about=f"{reception.planned_date} {reception.planned_time}", person=person, address=address,
        day=reception.planned_date, time=reception.planned_time,
    )  # fmt: skip


def _visitor(tx: Tx, subject: str) -> tuple[str, str]:
    """Whom an appointment is about: whoever came, or an applicant."""
    if subject.startswith("contacts/"):
        contact = load_contact(tx.session, subject, tx.principal)
        return NOBODY if contact is None else (contact.person_name, contact.phone)
    application = load_application(tx.session, subject, tx.principal)
    return NOBODY if application is None else (application.applicant.full_name, address_of(tx, application))
