"""Rows of captured records that were handed in. It must not decide what is entered."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from services.legal_aid.domain.contact_capture import CapturedContact
from services.legal_aid.persistence.contact import TABLE as CONTACT
from services.legal_aid.persistence.row import Row


class ContactCaptureRow(Row):
    """One record that became a contact."""

    __tablename__ = "contact_capture"

    record_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    contact: Mapped[str] = mapped_column(sa.ForeignKey("contact.name"), type_=sa.Text)
    service_point: Mapped[str] = mapped_column(sa.ForeignKey("service_point.name"), type_=sa.Text)
    captured_by: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", ContactCaptureRow.__table__)


def insert_record(session: Session, record_id: str, *, contact: str, point: str, by: str, at: dt.datetime) -> None:
    """The record became this contact."""
    values = {
        "record_id": record_id, "contact": contact, "service_point": point, "captured_by": by, "create_time": at
    }  # fmt: skip
    session.execute(sa.insert(TABLE).values(values))


def contact_of_record(session: Session, record_id: str) -> str:
    """The contact that a record became, empty when it was not handed in."""
    query = sa.select(TABLE.c.contact).where(TABLE.c.record_id == record_id)
    return session.execute(query).scalar_one_or_none() or ""


def same_contact(session: Session, record: CapturedContact, institution: str) -> str:
    """The first contact with the same topic of the same named or reachable person on the same day; empty without."""
    contact = CONTACT.c
    person = [
        column == value
        for column, value in ((contact.phone, record.phone), (contact.person_name, record.person_name))
        if value
    ]  # fmt: skip
    if not person:
        return ""
    query = sa.select(contact.name).where(
        contact.institution == institution,
        contact.received_date == record.received_date,
        contact.topic == record.topic,
        *person,
    )
    return session.execute(query.order_by(contact.name).limit(1)).scalar_one_or_none() or ""
