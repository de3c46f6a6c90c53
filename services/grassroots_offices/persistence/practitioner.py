"""Rows of practitioners. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.practising import certificate_taken
from services.grassroots_offices.domain.practitioner import (
    EMPLOYED,
    Practitioner,
    PractitionerFilter,
    PractitionerState,
)
from services.grassroots_offices.persistence.practice_span import ever_employed_at, spans_of
from services.grassroots_offices.persistence.practitioner_merge import survivor_of
from services.grassroots_offices.persistence.row import Row


class PractitionerRow(Row):
    """One practitioner; `office` empty without one, certificate null before the first one is granted."""

    __tablename__ = "practitioner"
    __table_args__ = (
        sa.Index("practitioner_by_division", "division", "name"),
        sa.Index("practitioner_by_office", "office", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    full_name: Mapped[str] = mapped_column(sa.Text)
    certificate_number: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    certified_date: Mapped[dt.date | None]
    internship_date: Mapped[dt.date | None]
    education: Mapped[str] = mapped_column(sa.Text)
    legal_qualification: Mapped[bool]
    full_time: Mapped[bool]
    partner: Mapped[bool]
    document_number: Mapped[str] = mapped_column(sa.Text)
    former_posts: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    leaves: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    holds: Mapped[list[str]] = mapped_column(sa.JSON)
    suspended_until_date: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PractitionerRow.__table__)
_read = from_row(Practitioner, TABLE, left_out=("spans",))
_write = to_values(Practitioner, TABLE, left_out=("spans",))
# Entries that are one too many are nobody besides the one that stands for them.
_STANDS = TABLE.c.state != PractitionerState.MERGED.name


def insert_practitioner(session: Session, practitioner: Practitioner) -> None:
    """Write a new practitioner. Raises ALREADY_EXISTS `CERTIFICATE_TAKEN`."""
    if practitioner.certificate_number is not None:
        refuse_taken(session, practitioner.certificate_number)
    session.execute(sa.insert(TABLE).values(_write(practitioner)))


def refuse_taken(session: Session, certificate_number: str) -> None:
    """Raise ALREADY_EXISTS CERTIFICATE_TAKEN when somebody has the certificate."""
    taken = sa.exists().where(TABLE.c.certificate_number == certificate_number)
    if session.execute(sa.select(taken)).scalar_one():
        raise certificate_taken()


def update_practitioner(session: Session, practitioner: Practitioner) -> None:
    """Write a practitioner that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == practitioner.name).values(_write(practitioner)))


def load_practitioner(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Practitioner | None:
    """The practitioner, if he lies within the caller's divisions; of a merged entry the one that stands for it."""
    return load_entry(session, survivor_of(session, name), principal, lock=lock)


def load_entry(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Practitioner | None:
    """The entry itself, also one that was merged."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def division_of(session: Session, name: str) -> str | None:
    """Where a practitioner is registered; None when nobody of the name is. For facts, which have no caller's scope."""
    return session.execute(sa.select(TABLE.c.division).where(TABLE.c.name == name)).scalar_one_or_none()


def find_practitioners(
    session: Session, wanted: PractitionerFilter, page: Page, principal: Principal
) -> list[Practitioner]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, office=wanted.office)
    query = query if wanted.state is PractitionerState.MERGED else query.where(_STANDS)
    return _assemble(session, list(session.execute(query)))


def staff_of(session: Session, offices: list[str]) -> dict[str, list[Practitioner]]:
    """Everybody who belongs to the staff of each of the offices now, without earlier spans; interns do not."""
    found: dict[str, list[Practitioner]] = {name: [] for name in offices}
    employed = TABLE.c.state.in_([state.name for state in EMPLOYED])
    for row in session.execute(sa.select(TABLE).where(TABLE.c.office.in_(offices), employed).order_by(TABLE.c.name)):
        found[row.office].append(_read(row, spans=()))
    return found


def attached_to(session: Session, office: str) -> list[str]:
    """Names of everybody who belongs to the office now, interns included, in order."""
    belong = TABLE.c.state.in_([state.name for state in (*EMPLOYED, PractitionerState.INTERN)])
    query = sa.select(TABLE.c.name).where(TABLE.c.office == office, belong).order_by(TABLE.c.name)
    return list(session.execute(query).scalars())


def _assemble(session: Session, rows: list[Any]) -> list[Practitioner]:
    spans = spans_of(session, [row.name for row in rows])
    return [_read(row, spans=spans.get(row.name, ())) for row in rows]


def known_among(session: Session, names: list[str], principal: Principal) -> frozenset[str]:
    """Which of the names are registered within the caller's divisions."""
    query = sa.select(TABLE.c.name).where(TABLE.c.name.in_(names), in_scope(TABLE.c.division, principal))
    return frozenset(session.execute(query).scalars())


def ever_at(session: Session, office: str) -> list[Practitioner]:
    """Everybody who spent some time at the office, with all his spans, in order of name; for computing, unscoped."""
    return ever_at_each(session, [office])[office]


def ever_at_each(session: Session, offices: Sequence[str]) -> dict[str, list[Practitioner]]:
    """The same of many offices at once."""
    there = ever_employed_at(session, offices)
    found: dict[str, list[Practitioner]] = {name: [] for name in offices}
    rows = session.execute(sa.select(TABLE).where(TABLE.c.name.in_(list(there)), _STANDS).order_by(TABLE.c.name))
    for one in _assemble(session, list(rows)):
        for office in there[one.name]:
            found[office].append(one)
    return found


def practitioners_named(session: Session, names: Sequence[str], principal: Principal) -> dict[str, Practitioner]:
    """Those of the names within the caller's divisions, with all their spans."""
    query = sa.select(TABLE).where(TABLE.c.name.in_(names), in_scope(TABLE.c.division, principal))
    return {one.name: one for one in _assemble(session, list(session.execute(query)))}


def registered_as(session: Session, name: str) -> Practitioner:
    """Somebody of that name with all his spans, wherever he practises now; for computing, unscoped."""
    return _assemble(session, list(session.execute(sa.select(TABLE).where(TABLE.c.name == name))))[0]


def practitioners_in_scope(session: Session, principal: Principal) -> list[Practitioner]:
    """Everybody within the caller's divisions with all his spans, in order of name."""
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal), _STANDS).order_by(TABLE.c.name)
    return _assemble(session, list(session.execute(query)))


def named_by_certificate(session: Session, numbers: list[str], principal: Principal) -> dict[str, str]:
    """Names of practitioners within the caller's divisions by certificate, locked in one order, not a table's."""
    query = sa.select(TABLE.c.certificate_number, TABLE.c.name).where(
        TABLE.c.certificate_number.in_(numbers), in_scope(TABLE.c.division, principal)
    )
    query = query.order_by(TABLE.c.name).with_for_update()
    return {row[0]: row[1] for row in session.execute(query)}
