"""Rows of the register of contacts and part-time posts. It must not open a clue.

With whom somebody met and where somebody works is sealed: whoever reads the database reads no words.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.json_values import from_json, to_json
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.conduct_declaration import ConductDeclaration, ConductFilter, ConductWords
from services.supervision.persistence.row import Row

WORDS = "conduct_declaration.words_sealed"
SEALED = ("counterpart", "matter")


class ConductDeclarationRow(Row):
    """One entry."""

    __tablename__ = "conduct_declaration"
    __table_args__ = (
        sa.Index("conduct_declaration_by_division", "division", "name"),
        sa.Index("conduct_declaration_by_person", "unit", "person"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    origin: Mapped[str] = mapped_column(sa.Text)
    unit: Mapped[str] = mapped_column(sa.ForeignKey("supervised_unit.name"))
    person: Mapped[str] = mapped_column(sa.Text)
    words_sealed: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    clue: Mapped[str] = mapped_column(sa.Text)
    until_date: Mapped[dt.date | None]
    end_document: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ConductDeclarationRow.__table__)
_read = from_row(ConductDeclaration, TABLE, left_out=SEALED)
_write = to_values(ConductDeclaration, TABLE, left_out=SEALED)
_to_json, _from_json = to_json(ConductWords), from_json(ConductWords)


def insert_declaration(session: Session, seal: Seal, made: ConductDeclaration) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_values(seal, made)))


def update_declaration(session: Session, seal: Seal, found: ConductDeclaration) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == found.name).values(_values(seal, found)))


def load_declaration(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> ConductDeclaration | None:
    """The entry, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _assemble(seal, row)


def declarations_of(session: Session, seal: Seal, unit: str, person: str) -> list[ConductDeclaration]:
    """All of a person, in order of entry."""
    query = sa.select(TABLE).where(TABLE.c.unit == unit, TABLE.c.person == person).order_by(TABLE.c.name)
    return [_assemble(seal, row) for row in session.execute(query)]


def find_declarations(
    session: Session, seal: Seal, wanted: ConductFilter, page: Page, principal: Principal
) -> list[ConductDeclaration]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, kind=wanted.kind, unit=wanted.unit, person=wanted.person
    )  # fmt: skip
    return [_assemble(seal, row) for row in session.execute(query)]


def _assemble(seal: Seal, row: Any) -> ConductDeclaration:
    words = _from_json(json.loads(seal.open(row.words_sealed, WORDS)))
    return _read(row, counterpart=words.counterpart, matter=words.matter)


def _values(seal: Seal, found: ConductDeclaration) -> dict[str, Any]:
    words = ConductWords(counterpart=found.counterpart, matter=found.matter)
    return {**_write(found), "words_sealed": seal.seal(json.dumps(_to_json(words)), WORDS)}
