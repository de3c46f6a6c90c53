"""Rows of items of the report lines and the counters of their numbers. It must not decide what one is.

What people said is sealed: whoever reads the database reads no words and no caller.
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
from services.supervision.domain.report_item import ReportItem, ReportItemDraft, ReportItemFilter, ReportWords
from services.supervision.persistence.counter import counting
from services.supervision.persistence.row import Row

WORDS = "report_item.words_sealed"


class ReportItemRow(Row):
    """One item."""

    __tablename__ = "report_item"
    __table_args__ = (
        sa.UniqueConstraint("division", "number", name="report_item_number"),
        sa.UniqueConstraint("division", "channel", "source_reference", name="report_item_reference"),
        sa.Index("report_item_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    channel: Mapped[str] = mapped_column(sa.Text)
    source_reference: Mapped[str] = mapped_column(sa.Text)
    owner: Mapped[str] = mapped_column(sa.Text)
    item: Mapped[int]
    words_sealed: Mapped[str] = mapped_column(sa.Text)
    received_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    caller_known: Mapped[bool]
    state: Mapped[str] = mapped_column(sa.Text)
    triage: Mapped[str | None] = mapped_column(sa.Text)
    clue: Mapped[str] = mapped_column(sa.Text)
    handed_to: Mapped[str] = mapped_column(sa.Text)
    triaged_date: Mapped[dt.date | None]
    answered_date: Mapped[dt.date | None]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class ReportItemCounterRow(Row):
    """The last number given out per division and year."""

    __tablename__ = "report_item_counter"

    division: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", ReportItemRow.__table__)
next_count = counting(cast("sa.Table", ReportItemCounterRow.__table__))
_read = from_row(ReportItem, TABLE, left_out=("words",))
_write = to_values(ReportItem, TABLE, left_out=("words",))
_words_to_json, _words_from_json = to_json(ReportWords), from_json(ReportWords)


def number_of(session: Session, draft: ReportItemDraft) -> str:
    """The number under which the call or letter is registered; empty when it is not."""
    query = sa.select(TABLE.c.number).where(
        TABLE.c.division == draft.division, TABLE.c.channel == draft.channel.name,
        TABLE.c.source_reference == draft.source_reference,
    )  # fmt: skip
    return session.execute(query).scalar_one_or_none() or ""


def insert_item(session: Session, seal: Seal, item: ReportItem) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_values(seal, item)))


def update_item(session: Session, seal: Seal, item: ReportItem) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_values(seal, item)))


def load_item(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> ReportItem | None:
    """The item, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _assemble(seal, row)


def find_items(
    session: Session, seal: Seal, wanted: ReportItemFilter, page: Page, principal: Principal
) -> list[ReportItem]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, triage=wanted.triage)
    return [_assemble(seal, row) for row in session.execute(query)]


def _assemble(seal: Seal, row: Any) -> ReportItem:
    return _read(row, words=_words_from_json(json.loads(seal.open(row.words_sealed, WORDS))))


def _values(seal: Seal, item: ReportItem) -> dict[str, Any]:
    return {**_write(item), "words_sealed": seal.seal(json.dumps(_words_to_json(item.words)), WORDS)}
