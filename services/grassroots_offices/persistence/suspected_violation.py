"""Rows of suspected violations. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.suspected_violation import (
    SuspectedViolation,
    SuspectedViolationFilter,
    SuspectedViolationState,
)
from services.grassroots_offices.persistence.office import TABLE as OFFICE
from services.grassroots_offices.persistence.practitioner import TABLE as PRACTITIONER
from services.grassroots_offices.persistence.row import Row


class SuspectedViolationRow(Row):
    """One of them."""

    __tablename__ = "suspected_violation"
    __table_args__ = (
        sa.Index("suspected_violation_by_division", "division", "name"),
        sa.Index("suspected_violation_by_subject", "subject", "found_date"),
    )

    subject: Mapped[str] = mapped_column(sa.Text)
    violation_code: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    about: Mapped[str] = mapped_column(sa.Text)
    found_date: Mapped[dt.date]
    description: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    penalty: Mapped[str] = mapped_column(sa.Text)
    end_reason: Mapped[str] = mapped_column(sa.Text)
    end_document: Mapped[str] = mapped_column(sa.Text)
    ended_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", SuspectedViolationRow.__table__)
_read, _write = from_row(SuspectedViolation, TABLE), to_values(SuspectedViolation, TABLE)


def insert_suspected_violation(session: Session, suspected: SuspectedViolation) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(suspected)))


def update_suspected_violation(session: Session, suspected: SuspectedViolation) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == suspected.name).values(_write(suspected)))


def load_suspected_violation(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> SuspectedViolation | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_suspected_violations(
    session: Session, wanted: SuspectedViolationFilter, page: Page, principal: Principal
) -> list[SuspectedViolation]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, subject=wanted.subject, office=wanted.office)
    return [_read(row) for row in session.execute(query)]


def is_known(session: Session, subject: str, about: str, code: str) -> bool:
    """Whether the same thing was told before."""
    same = sa.exists().where(TABLE.c.subject == subject, TABLE.c.about == about, TABLE.c.violation_code == code)
    return bool(session.execute(sa.select(same)).scalar_one())


def place_of(session: Session, subject: str) -> tuple[str, str] | None:
    """Office and division of a subject that is registered here; None for whoever is not."""
    of_office = sa.select(OFFICE.c.name, OFFICE.c.division).where(OFFICE.c.name == subject)
    of_person = sa.select(PRACTITIONER.c.office, PRACTITIONER.c.division).where(PRACTITIONER.c.name == subject)
    row = session.execute(of_office.union_all(of_person)).one_or_none()
    return None if row is None else (row[0], row[1])


def violations_of(session: Session, subjects: Sequence[str], year: int) -> list[SuspectedViolation]:
    """What came to light in the year and was not dismissed, in order of day and entry."""
    query = sa.select(TABLE).where(
        TABLE.c.subject.in_(subjects), TABLE.c.found_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        TABLE.c.state != SuspectedViolationState.DISMISSED.name,
    )  # fmt: skip
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.found_date, TABLE.c.name))]


def undealt_of(session: Session, about: str) -> list[str]:
    """Names of what came to light in something and waits, in order of entry."""
    query = sa.select(TABLE.c.name).where(TABLE.c.about == about, TABLE.c.state == SuspectedViolationState.FOUND.name)
    return list(session.execute(query.order_by(TABLE.c.name)).scalars())
