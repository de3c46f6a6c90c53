"""Rows of the public register's facts; added, never changed. It must not decide which one holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from services.grassroots_offices.domain.register_fact import RegisterFact
from services.grassroots_offices.persistence.office import TABLE as OFFICE
from services.grassroots_offices.persistence.practitioner import TABLE as PRACTITIONER
from services.grassroots_offices.persistence.row import Row


class RegisterFactRow(Row):
    """One fact; `place` counts from 0 within a subject."""

    __tablename__ = "register_fact"
    __table_args__ = (sa.Index("register_fact_by_division", "division", "subject"),)

    subject: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(sa.Text)
    value: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    recorded_date: Mapped[dt.date]
    division: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", RegisterFactRow.__table__)
_read, _write = from_row(RegisterFact, TABLE), to_values(RegisterFact, TABLE)


def insert_facts(session: Session, facts: Sequence[RegisterFact]) -> None:
    """Write the next ones; the subject is locked meanwhile."""
    if facts:
        session.execute(sa.insert(TABLE), [_write(one) for one in facts])


def lock_subject(session: Session, subject: str) -> None:
    """Nobody else adds a fact of the subject until the commit."""
    table = OFFICE if subject.startswith("offices/") else PRACTITIONER
    session.execute(sa.select(table.c.name).where(table.c.name == subject).with_for_update())


def facts_of(session: Session, subjects: Sequence[str]) -> dict[str, tuple[RegisterFact, ...]]:
    """Those of each subject, in the order of their entry; of nobody an empty tuple."""
    found: dict[str, tuple[RegisterFact, ...]] = dict.fromkeys(subjects, ())
    query = sa.select(TABLE).where(TABLE.c.subject.in_(subjects)).order_by(TABLE.c.subject, TABLE.c.place)
    for row in session.execute(query):
        found[row.subject] = (*found[row.subject], _read(row))
    return found


def subjects_in_scope(session: Session, kind: str, principal: Principal, page: Page | None = None) -> list[str]:
    """Names of whoever was ever registered within the caller's divisions; one more than the page's size if there is."""
    query = sa.select(TABLE.c.subject).where(TABLE.c.subject.startswith(kind), in_scope(TABLE.c.division, principal))
    query = query.distinct().order_by(TABLE.c.subject)
    if page is not None:
        query = query.where(TABLE.c.subject > (page.after or "")).limit(page.size + 1)
    return list(session.execute(query).scalars())
