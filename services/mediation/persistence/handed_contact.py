"""Rows of contacts that were handed over. It must not hold what anybody said: that is read when it is registered."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.row_mapping import from_row, to_values
from services.mediation.domain.handed_contact import HandedContact, HandedContactState
from services.mediation.domain.mediation_organisation import MediationOrganisationState
from services.mediation.persistence.dispute import ENDED
from services.mediation.persistence.dispute import TABLE as DISPUTE
from services.mediation.persistence.mediation_organisation import TABLE as ORGANISATION
from services.mediation.persistence.row import Row


class HandedContactRow(Row):
    """One contact."""

    __tablename__ = "handed_contact"
    __table_args__ = (sa.Index("handed_contact_by_state", "state", "contact"),)

    contact: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    organisation: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    referred_date: Mapped[dt.date]
    dispute: Mapped[str] = mapped_column(sa.Text)
    read_request_id: Mapped[str] = mapped_column(sa.Text)
    answer_request_id: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", HandedContactRow.__table__)
_read, _write = from_row(HandedContact, TABLE), to_values(HandedContact, TABLE)
_AT_WORK = ORGANISATION.c.state == MediationOrganisationState.ACTIVE.name


def insert_handed(session: Session, item: HandedContact) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(item)))


def update_handed(session: Session, item: HandedContact) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.contact == item.contact).values(_write(item)))


def lock_handed(session: Session, contact: str, *states: HandedContactState) -> HandedContact | None:
    """The one of the contact while it is in one of the states, locked."""
    query = sa.select(TABLE).where(TABLE.c.contact == contact, TABLE.c.state.in_([one.name for one in states]))
    row = session.execute(query.with_for_update()).one_or_none()
    return None if row is None else _read(row)


def find_unregistered(session: Session, *, limit: int) -> list[HandedContact]:
    """The oldest ones that wait to be registered with an organisation at work."""
    return [_read(row) for row in session.execute(_waiting(_AT_WORK, limit))]


def find_without_organisation(session: Session, *, limit: int) -> list[tuple[HandedContact, dt.date]]:
    """The oldest ones whose organisation was closed before they were registered, with the day."""
    query = _waiting(sa.not_(_AT_WORK), limit).add_columns(ORGANISATION.c.closed_date.label("organisation_closed"))
    return [(_read(row), row.organisation_closed) for row in session.execute(query)]


def find_ended(session: Session, *, limit: int) -> list[tuple[HandedContact, str]]:
    """The oldest ones whose dispute has ended and whose front desk does not know, with the dispute."""
    query = (
        sa.select(TABLE)
        .join(DISPUTE, DISPUTE.c.name == TABLE.c.dispute)
        .where(TABLE.c.state == HandedContactState.REGISTERED.name, DISPUTE.c.state.in_(ENDED))
        .order_by(TABLE.c.create_time)
        .limit(limit)
    )
    return [(_read(row), row.dispute) for row in session.execute(query)]


def _waiting(organisation: sa.ColumnElement[bool], limit: int) -> sa.Select[Any]:
    return (
        sa.select(TABLE)
        .join(ORGANISATION, ORGANISATION.c.name == TABLE.c.organisation)
        .where(TABLE.c.state == HandedContactState.WAITING.name, organisation)
        .order_by(TABLE.c.create_time)
        .limit(limit)
    )
