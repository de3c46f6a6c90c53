"""Rows of clues and the counters of their numbers. It must not decide what opens a clue."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.clue import Cause, Clue, ClueFilter
from services.supervision.persistence.counter import counting
from services.supervision.persistence.row import Row


class ClueRow(Row):
    """One clue; one per cause."""

    __tablename__ = "clue"
    __table_args__ = (
        sa.UniqueConstraint("source", "subject", "kind", name="clue_cause"),
        sa.UniqueConstraint("division", "number", name="clue_number"),
        sa.Index("clue_by_division", "division", "name"),
        sa.Index("clue_by_institution", "institution", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    item: Mapped[int]
    institution: Mapped[str] = mapped_column(sa.Text)
    owner: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    decision_number: Mapped[str] = mapped_column(sa.Text)
    rule_id: Mapped[str] = mapped_column(sa.Text)
    due_date: Mapped[dt.date | None]
    happened_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)
    resolved_as_met: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class ClueCounterRow(Row):
    """The last number given out per division and year."""

    __tablename__ = "clue_counter"

    division: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", ClueRow.__table__)
COUNTER = cast("sa.Table", ClueCounterRow.__table__)
next_count = counting(COUNTER)
_read = from_row(Clue, TABLE)
_write = to_values(Clue, TABLE)


def load_for_cause(session: Session, cause: Cause) -> Clue | None:
    """The clue of a cause, whoever may see it, locked."""
    query = sa.select(TABLE).where(
        TABLE.c.source == cause.source.name, TABLE.c.subject == cause.subject, TABLE.c.kind == cause.kind
    )
    row = session.execute(query.with_for_update()).one_or_none()
    return None if row is None else _read(row)


def insert_clue(session: Session, clue: Clue) -> None:
    """Write a new clue. IntegrityError when another transaction opened one for the same cause meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(clue)))


def update_clue(session: Session, clue: Clue) -> None:
    """Write what became of it."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == clue.name).values(_write(clue)))


def load_clue(session: Session, name: str, principal: Principal) -> Clue | None:
    """The clue, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row)


def find_clues(session: Session, wanted: ClueFilter, page: Page, principal: Principal) -> list[Clue]:
    """A page in order of opening, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, institution=wanted.institution, source=wanted.source, state=wanted.state
    )
    return [_read(row) for row in session.execute(query)]
