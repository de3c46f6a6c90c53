"""Rows of clues and the counters of their numbers. It must not decide what opens a clue.

What people wrote is sealed: whoever reads the database reads no words about anybody.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.json_values import from_json, to_json
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.clue import Cause, Clue, ClueFilter, ClueSource, ClueState, ClueWords
from services.supervision.persistence.counter import counting
from services.supervision.persistence.row import Row

WORDS = "clue.words_sealed"


class ClueRow(Row):
    """One clue; one per cause."""

    __tablename__ = "clue"
    __table_args__ = (
        sa.UniqueConstraint("source", "subject", "kind", name="clue_cause"),
        sa.UniqueConstraint("division", "number", name="clue_number"),
        sa.Index("clue_by_division", "division", "name"),
        sa.Index("clue_by_institution", "institution", "name"),
        sa.Index("clue_by_owner", "owner", "name"),
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
    words_sealed: Mapped[str] = mapped_column(sa.Text)
    complaint: Mapped[str] = mapped_column(sa.Text)
    officers: Mapped[list[Any]] = mapped_column(sa.JSON)
    assigned_date: Mapped[dt.date | None]
    phase_end_date: Mapped[dt.date | None]
    verified_date: Mapped[dt.date | None]
    disposal: Mapped[str | None] = mapped_column(sa.Text)
    transferred_to: Mapped[str] = mapped_column(sa.Text)
    disposed_date: Mapped[dt.date | None]
    disposal_document: Mapped[str] = mapped_column(sa.Text)
    penalty: Mapped[str] = mapped_column(sa.Text)
    passed_tests: Mapped[list[Any]] = mapped_column(sa.JSON)
    closed_date: Mapped[dt.date | None]
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
_read = from_row(Clue, TABLE, left_out=("words", "deadlines"))
_write = to_values(Clue, TABLE, left_out=("words", "deadlines"))
_words_to_json, _words_from_json = to_json(ClueWords), from_json(ClueWords)


def load_for_cause(session: Session, seal: Seal, cause: Cause) -> Clue | None:
    """The clue of a cause, whoever may see it, locked."""
    query = sa.select(TABLE).where(
        TABLE.c.source == cause.source.name, TABLE.c.subject == cause.subject, TABLE.c.kind == cause.kind
    )
    return _only(session, seal, query.with_for_update())


def load_standing(session: Session, seal: Seal, source: ClueSource, owner: str) -> Clue | None:
    """The clue of a fault that lasts, locked: neither closed nor remarked as over."""
    query = sa.select(TABLE).where(
        TABLE.c.source == source.name, TABLE.c.owner == owner, TABLE.c.state != ClueState.CLOSED.name,
        TABLE.c.resolved_as_met.is_(False),
    )  # fmt: skip
    return _only(session, seal, query.order_by(TABLE.c.name).limit(1).with_for_update())


def lock_clue(session: Session, seal: Seal, name: str) -> Clue | None:
    """The clue of the name, whoever may see it, locked."""
    return _only(session, seal, sa.select(TABLE).where(TABLE.c.name == name).with_for_update())


def insert_clue(session: Session, seal: Seal, clue: Clue) -> None:
    """Write a new clue. IntegrityError when another transaction opened one for the same cause meanwhile."""
    session.execute(sa.insert(TABLE).values(_values(seal, clue)))


def update_clue(session: Session, seal: Seal, clue: Clue) -> None:
    """Write what became of it."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == clue.name).values(_values(seal, clue)))


def load_clue(session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False) -> Clue | None:
    """The clue, if it lies within the caller's divisions."""
    return _only(session, seal, scoped_row(TABLE, name, principal, lock=lock))


def find_clues(session: Session, seal: Seal, wanted: ClueFilter, page: Page, principal: Principal) -> list[Clue]:
    """A page in order of opening, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, institution=wanted.institution, source=wanted.source, state=wanted.state,
        owner=wanted.owner,
    )  # fmt: skip
    return _assemble(session, seal, list(session.execute(query)))


def with_deadlines(session: Session, clue: Clue) -> Clue:
    """It with its clocks as they are now."""
    return replace(clue, deadlines=tuple(deadlines_of(session, [clue.name]).get(clue.name, ())))


def _only(session: Session, seal: Seal, query: sa.Select[Any]) -> Clue | None:
    row = session.execute(query).one_or_none()
    return None if row is None else _assemble(session, seal, [row])[0]


def _assemble(session: Session, seal: Seal, rows: list[Any]) -> list[Clue]:
    clocks = deadlines_of(session, [row.name for row in rows])
    return [_read(row, words=_open(seal, row.words_sealed), deadlines=tuple(clocks.get(row.name, ()))) for row in rows]


def _open(seal: Seal, sealed: str) -> ClueWords:
    words: ClueWords = _words_from_json(json.loads(seal.open(sealed, WORDS))) if sealed else ClueWords()
    return words


def _values(seal: Seal, clue: Clue) -> dict[str, Any]:
    words = seal.seal(json.dumps(_words_to_json(clue.words)), WORDS) if clue.words != ClueWords() else ""
    return {**_write(clue), "words_sealed": words}
