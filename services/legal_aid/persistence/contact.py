"""Rows of the register of visits, calls and letters. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.kernel.deadline import DeadlineState
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.schema import deadline
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.contact import Contact, ContactFilter, ContactState
from services.legal_aid.domain.incident import AgainstOpponent, opponent_key
from services.legal_aid.persistence.row import Row


class ContactRow(Row):
    """One contact."""

    __tablename__ = "contact"
    __table_args__ = (
        sa.Index("contact_by_division", "division", "name"),
        sa.Index("contact_by_state", "state", "name"),
        sa.Index("contact_by_owner", "owner", "name"),
        sa.Index("contact_by_opponent", "institution", "opponent_key"),
        sa.Index("contact_by_incident", "incident"),
        sa.Index("contact_by_person", "person_name", postgresql_ops={"person_name": "text_pattern_ops"}),
        sa.Index("contact_by_phone", "phone"),
        sa.Index("contact_by_became", "became"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text, unique=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    received_date: Mapped[dt.date]
    door: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.Text)
    person_name: Mapped[str] = mapped_column(sa.Text)
    phone: Mapped[str] = mapped_column(sa.Text)
    person_group: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str] = mapped_column(sa.Text)
    need: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    first_receiver: Mapped[str] = mapped_column(sa.Text)
    owner: Mapped[str] = mapped_column(sa.Text)
    joint_owners: Mapped[list[str]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    handovers: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    outcome: Mapped[str | None] = mapped_column(sa.Text)
    answer: Mapped[str] = mapped_column(sa.Text)
    closed_date: Mapped[dt.date | None]
    referred_to: Mapped[str] = mapped_column(sa.Text)
    referral_answer: Mapped[str] = mapped_column(sa.Text, server_default="")
    referral_answer_date: Mapped[dt.date | None]
    appointment_date: Mapped[dt.date | None]
    became: Mapped[str] = mapped_column(sa.Text)
    extension_reason: Mapped[str] = mapped_column(sa.Text)
    overdue_told_date: Mapped[dt.date | None]
    call: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    category: Mapped[str | None] = mapped_column(sa.Text)
    opponent: Mapped[str] = mapped_column(sa.Text, server_default="")
    opponent_key: Mapped[str] = mapped_column(sa.Text, server_default="")
    incident: Mapped[str] = mapped_column(sa.Text, server_default="")
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ContactRow.__table__)
_read = from_row(Contact, TABLE, left_out=("deadlines",))
_write = to_values(Contact, TABLE, left_out=("deadlines",))


def insert_contact(session: Session, contact: Contact) -> None:
    """Write a registered contact."""
    values = {**_write(contact), "opponent_key": opponent_key(contact.opponent)}
    session.execute(sa.insert(TABLE).values(values))


def update_contact(session: Session, contact: Contact) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == contact.name).values(_write(contact)))


def load_contact(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Contact | None:
    """The contact, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def division_of(session: Session, name: str) -> str | None:
    """Where the contact is, whoever asks."""
    return session.execute(sa.select(TABLE.c.division).where(TABLE.c.name == name)).scalar_one_or_none()


def find_contacts(session: Session, wanted: ContactFilter, page: Page, principal: Principal) -> list[Contact]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, institution=wanted.institution, state=wanted.state, door=wanted.door,
        owner=wanted.owner,
    )  # fmt: skip
    if wanted.received_date is not None:
        query = query.where(TABLE.c.received_date == wanted.received_date)
    return _assemble(session, list(session.execute(query)))


def find_overdue_untold(session: Session, *, limit: int) -> list[Contact]:
    """Open contacts with a missed time limit that supervision was not told of, locked, whoever may see them."""
    missed = sa.exists().where(
        deadline.c.subject == TABLE.c.name, deadline.c.state == DeadlineState.MISSED.name,
        deadline.c.done_date.is_(None),
    )  # fmt: skip
    query = (
        sa.select(TABLE)
        .where(TABLE.c.state != ContactState.CLOSED.name, TABLE.c.overdue_told_date.is_(None), missed)
        .order_by(TABLE.c.name)
        .limit(limit)
    )
    return _assemble(session, list(session.execute(query.with_for_update())))


def mark_overdue_told(session: Session, names: list[str], *, on: dt.date) -> None:
    """Remember that supervision was told of them."""
    session.execute(sa.update(TABLE).where(TABLE.c.name.in_(names)).values(overdue_told_date=on))


def phone_of_what_became(session: Session, became: str) -> str:
    """The telephone that somebody gave at the desk before; empty when there is none. It asks no row scope."""
    given = sa.select(TABLE.c.phone).where(TABLE.c.became == became, TABLE.c.phone != "")
    return session.execute(given.order_by(TABLE.c.name.desc()).limit(1)).scalar_one_or_none() or ""


def against(session: Session, institution: str, key: str, *, on: dt.date, days: int) -> list[AgainstOpponent]:
    """Who came to the institution against the opponent within the days up to `on` and belongs to no incident yet."""
    query = sa.select(TABLE.c.name, TABLE.c.person_name, TABLE.c.phone).where(
        TABLE.c.institution == institution, TABLE.c.opponent_key == key, TABLE.c.incident == "",
        TABLE.c.received_date > on - dt.timedelta(days=days),
    )  # fmt: skip
    found = session.execute(query.order_by(TABLE.c.name))
    return [AgainstOpponent(contact=name, person_name=person, phone=phone) for name, person, phone in found]


def join_incident(session: Session, names: list[str], incident: str) -> None:
    """The contacts belong to the incident."""
    session.execute(sa.update(TABLE).where(TABLE.c.name.in_(names)).values(incident=incident))


def contacts_of_incidents(session: Session, incidents: list[str]) -> dict[str, list[str]]:
    """The contacts of each incident, in order of entry."""
    query = sa.select(TABLE.c.incident, TABLE.c.name).where(TABLE.c.incident.in_(incidents)).order_by(TABLE.c.name)
    found: dict[str, list[str]] = {}
    for incident, name in session.execute(query):
        found.setdefault(incident, []).append(name)
    return found


def _assemble(session: Session, rows: list[Any]) -> list[Contact]:
    """Rows with their deadlines."""
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
