"""Rows of incidents. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.incident import Incident, IncidentFilter, IncidentState, opponent_key
from services.legal_aid.persistence.contact import contacts_of_incidents
from services.legal_aid.persistence.row import Row


class IncidentRow(Row):
    """One incident."""

    __tablename__ = "incident"
    __table_args__ = (
        sa.Index("incident_by_division", "division", "name"),
        sa.Index("incident_by_opponent", "institution", "opponent_key"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    opponent: Mapped[str] = mapped_column(sa.Text)
    opponent_key: Mapped[str] = mapped_column(sa.Text)
    facts: Mapped[str] = mapped_column(sa.Text)
    raised_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)
    reported_date: Mapped[dt.date | None]
    reported_late: Mapped[bool]
    document_number: Mapped[str] = mapped_column(sa.Text)
    lead: Mapped[str] = mapped_column(sa.Text)
    progress_due_date: Mapped[dt.date | None]
    progress: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    conclusion: Mapped[str] = mapped_column(sa.Text)
    closed_date: Mapped[dt.date | None]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", IncidentRow.__table__)
_read = from_row(Incident, TABLE, left_out=("contacts",))
_write = to_values(Incident, TABLE, left_out=("contacts",))


def insert_incident(session: Session, incident: Incident) -> None:
    """Write a new incident; its contacts point to it."""
    values = {**_write(incident), "opponent_key": opponent_key(incident.opponent)}
    session.execute(sa.insert(TABLE).values(values))


def update_incident(session: Session, incident: Incident) -> None:
    """Write everything anew but the contacts; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == incident.name).values(_write(incident)))


def running_against(session: Session, institution: str, key: str) -> str | None:
    """Name of an incident against the opponent that is not closed yet."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.institution == institution, TABLE.c.opponent_key == key, TABLE.c.state != IncidentState.CLOSED.name
    )
    return session.execute(query.order_by(TABLE.c.name).limit(1)).scalar_one_or_none()


def load_incident(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Incident | None:
    """The incident, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_incidents(session: Session, wanted: IncidentFilter, page: Page, principal: Principal) -> list[Incident]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, kind=wanted.kind, state=wanted.state)
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[Incident]:
    contacts = contacts_of_incidents(session, [row.name for row in rows])
    return [_read(row, contacts=tuple(contacts.get(row.name, ()))) for row in rows]
