"""Rows of registers that were kept before, and the old numbers that were entered. It must not decide who may see them.

What a register says is kept until it is entered or given up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.json_values import from_json, to_json
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.contact_opening import ContactOpening, ContactOpeningFilter, ContactOpeningState
from services.legal_aid.domain.contact_opening_table import OpeningRow
from services.legal_aid.persistence.row import Row


class ContactOpeningRow(Row):
    """One register."""

    __tablename__ = "contact_opening"
    __table_args__ = (sa.Index("contact_opening_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    cut_off_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    row_count: Mapped[int]
    open_count: Mapped[int]
    prepared_by: Mapped[str] = mapped_column(sa.Text)
    entered_by: Mapped[str] = mapped_column(sa.Text)
    entered_date: Mapped[dt.date | None]
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    rows: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))


class OpeningNumberRow(Row):
    """An old number that stands in the register, once per institution."""

    __tablename__ = "opening_number"

    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    contact: Mapped[str] = mapped_column(sa.ForeignKey("contact.name"), type_=sa.Text)


TABLE = cast("sa.Table", ContactOpeningRow.__table__)
_NUMBER = cast("sa.Table", OpeningNumberRow.__table__)
_read, _write = from_row(ContactOpening, TABLE), to_values(ContactOpening, TABLE)
_rows_to_json, _rows_from_json = to_json(tuple[OpeningRow, ...]), from_json(tuple[OpeningRow, ...])


def insert_opening(session: Session, opening: ContactOpening, rows: tuple[OpeningRow, ...]) -> None:
    """Write a prepared one with its rows."""
    session.execute(sa.insert(TABLE).values({**_write(opening), "rows": _rows_to_json(rows)}))


def end_opening(session: Session, opening: ContactOpening) -> None:
    """Write one that was locked when it was loaded; its rows are forgotten."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == opening.name).values({**_write(opening), "rows": None}))


def load_opening(session: Session, name: str, principal: Principal, *, lock: bool = False) -> ContactOpening | None:
    """The one of the name within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def rows_of(session: Session, name: str) -> tuple[OpeningRow, ...]:
    """What a prepared one says."""
    found: tuple[OpeningRow, ...] = _rows_from_json(
        session.execute(sa.select(TABLE.c.rows).where(TABLE.c.name == name)).scalar_one()
    )
    return found


def find_openings(
    session: Session, wanted: ContactOpeningFilter, page: Page, principal: Principal
) -> list[ContactOpening]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def is_prepared(session: Session, institution: str, sha256: str) -> bool:
    """Whether the institution handed over the same file and did not give it up."""
    there = sa.exists().where(
        TABLE.c.institution == institution, TABLE.c.sha256 == sha256,
        TABLE.c.state != ContactOpeningState.WITHDRAWN.name,
    )  # fmt: skip
    return bool(session.execute(sa.select(there)).scalar_one())


def known_numbers(session: Session, institution: str) -> frozenset[str]:
    """The old numbers that stand in the register."""
    return frozenset(session.execute(sa.select(_NUMBER.c.number).where(_NUMBER.c.institution == institution)).scalars())


def insert_numbers(session: Session, institution: str, numbers: Iterable[tuple[str, str]]) -> None:
    """Each old number with the contact that it became."""
    rows = [{"institution": institution, "number": number, "contact": contact} for number, contact in numbers]
    session.execute(sa.insert(_NUMBER), rows)
