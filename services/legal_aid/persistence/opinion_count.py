"""Counts of a period's contacts, calls, complaints and incidents (LA-137). It must not read who they are of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.legal_aid.domain.contact import ContactDoor
from services.legal_aid.persistence.complaint import TABLE as COMPLAINT
from services.legal_aid.persistence.contact import TABLE as CONTACT
from services.legal_aid.persistence.incident import TABLE as INCIDENT


def counts_between(session: Session, institution: str, first: dt.date, beyond: dt.date) -> dict[str, int]:
    """How many of each measure there are from `first` on and before `beyond`."""

    def within(table: Any, day: Any) -> Any:
        return sa.and_(table.c.institution == institution, day >= first, day < beyond)

    contact = CONTACT.c
    by_kind = (
        sa.select(contact.door, contact.category, sa.func.count())
        .where(within(CONTACT, contact.received_date))
        .group_by(contact.door, contact.category)
    )
    found = {"contacts": 0, "hotline": 0}
    for door, category, count in session.execute(by_kind):
        for measure in ("contacts", f"door/{door}", f"category/{category or 'UNCLASSIFIED'}"):
            found[measure] = found.get(measure, 0) + count
    found["hotline"] = found.get(f"door/{ContactDoor.HOTLINE.name}", 0)
    for measure, table, day in (
        ("complaints", COMPLAINT, COMPLAINT.c.received_date),
        ("incidents", INCIDENT, INCIDENT.c.raised_date),
    ):
        found[measure] = session.scalar(sa.select(sa.func.count()).select_from(table).where(within(table, day))) or 0
    return found
