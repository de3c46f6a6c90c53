"""Keep the public register in step with what is decided (GO-74). It must not decide what the public sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from chassis.tx import Tx
from services.grassroots_offices.domain.licence_events import told_unit
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.register_fact import (
    OF_UNITS,
    RegisterFact,
    news,
    office_items,
    practitioner_items,
)
from services.grassroots_offices.persistence import office as rows
from services.grassroots_offices.persistence.register_fact import facts_of, insert_facts, lock_subject


def save_office(tx: Tx, office: Office, *, on: dt.date) -> None:
    """Write an office that was locked when it was loaded; the register shows it from the day on (GO-74)."""
    rows.update_office(tx.session, office)
    show_office(tx, office, on=on)


def show_office(tx: Tx, office: Office, *, on: dt.date) -> None:
    """The register says of the office what holds from the day on (GO-74); who keeps a register of units is told."""
    new = keep(tx, office.name, office_items(office), division=office.division, on=on)
    if any(one.item in OF_UNITS for one in new):
        tx.emit(told_unit(office, on=on), subject=office.name)


def show_practitioner(tx: Tx, practitioner: Practitioner) -> None:
    """The register says of somebody what holds from his newest span on (GO-74)."""
    on = practitioner.spans[-1].from_date
    keep(tx, practitioner.name, practitioner_items(practitioner), division=practitioner.division, on=on)


def keep(tx: Tx, subject: str, items: Mapping[str, str], *, division: str, on: dt.date) -> tuple[RegisterFact, ...]:
    """Add whatever is new of a subject (GO-74), and return it."""
    if not items:
        return ()
    lock_subject(tx.session, subject)
    known = facts_of(tx.session, [subject])[subject]
    new = news(known, items, subject=subject, division=division, from_date=on, today=tx.today)
    insert_facts(tx.session, new)
    return new
