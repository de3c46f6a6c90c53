"""Rows of checklists. It must not change a published one: the domain refuses that."""

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
from chassis.upsert import Upsert
from services.supervision.domain.checklist import Checklist, ChecklistFilter
from services.supervision.persistence.row import Row


class ChecklistRow(Row):
    """One version; its items lie in JSON."""

    __tablename__ = "checklist"
    __table_args__ = (
        sa.UniqueConstraint("division", "title", "version", name="checklist_version"),
        sa.Index("checklist_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    items: Mapped[list[Any]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    published_date: Mapped[dt.date | None]
    publication_document: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class ChecklistCounterRow(Row):
    """The last version of a title in a division."""

    __tablename__ = "checklist_counter"

    division: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", ChecklistRow.__table__)
COUNTER = cast("sa.Table", ChecklistCounterRow.__table__)
_read, _write = from_row(Checklist, TABLE), to_values(Checklist, TABLE)
_COUNT = Upsert(
    COUNTER,
    lambda row: row.on_conflict_do_update(
        index_elements=[COUNTER.c.division, COUNTER.c.title], set_={"last": COUNTER.c.last + 1}
    ).returning(COUNTER.c.last),
)


def next_version(session: Session, division: str, title: str) -> int:
    """The next version of the title; its counter stays locked until the transaction ends."""
    return int(_COUNT.run(session, {"division": division, "title": title, "last": 1}).scalar_one())


def insert_checklist(session: Session, checklist: Checklist) -> None:
    """Write a new version."""
    session.execute(sa.insert(TABLE).values(_write(checklist)))


def update_checklist(session: Session, checklist: Checklist) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == checklist.name).values(_write(checklist)))


def load_checklist(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Checklist | None:
    """The version, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def checklist_named(session: Session, name: str) -> Checklist:
    """The published version that an inspection points at."""
    return _read(session.execute(sa.select(TABLE).where(TABLE.c.name == name)).one())


def find_checklists(session: Session, wanted: ChecklistFilter, page: Page, principal: Principal) -> list[Checklist]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, title=wanted.title, state=wanted.state)
    return [_read(row) for row in session.execute(query)]
