"""Rows of merges, and which entry stands for which: the one place that knows it. It must not read an entry."""

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
from chassis.upsert import Upsert
from services.grassroots_offices.domain.practitioner_merge import (
    PractitionerMerge,
    PractitionerMergeFilter,
    PractitionerMergeState,
    merge_open,
)
from services.grassroots_offices.persistence.row import Row

OPEN = "state IN ('PROPOSED', 'APPROVED')"


class PractitionerMergeRow(Row):
    """One of them; an entry has one that is open or in force."""

    __tablename__ = "practitioner_merge"
    __table_args__ = (
        sa.Index("practitioner_merge_by_division", "division", "name"),
        sa.Index("practitioner_merge_by_survivor", "survivor", "state"),
        sa.Index(
            "practitioner_merge_once", "merged", unique=True, sqlite_where=sa.text(OPEN),
            postgresql_where=sa.text(OPEN),
        ),
    )  # fmt: skip

    merged: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    survivor: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    reasons: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PractitionerMergeRow.__table__)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.merged], index_where=sa.text(OPEN)).returning(
        TABLE.c.name
    ),
)
_IN_FORCE = TABLE.c.state == PractitionerMergeState.APPROVED.name
_read, _write = from_row(PractitionerMerge, TABLE), to_values(PractitionerMerge, TABLE)


def insert_merge(session: Session, merge: PractitionerMerge) -> None:
    """Write a new one. Raises ALREADY_EXISTS `MERGE_OPEN`."""
    if _INSERT.run(session, _write(merge)).one_or_none() is None:
        raise merge_open()


def update_merge(session: Session, merge: PractitionerMerge) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == merge.name).values(_write(merge)))


def load_merge(session: Session, name: str, principal: Principal, *, lock: bool = False) -> PractitionerMerge | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_merges(
    session: Session, wanted: PractitionerMergeFilter, page: Page, principal: Principal
) -> list[PractitionerMerge]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, state=wanted.state))]


def survivor_of(session: Session, practitioner: str) -> str:
    """The entry that stands for this one: itself unless it was merged."""
    query = sa.select(TABLE.c.survivor).where(TABLE.c.merged == practitioner, _IN_FORCE)
    return session.execute(query).scalar_one_or_none() or practitioner


def merged_into(session: Session, survivors: Sequence[str]) -> dict[str, str]:
    """Entries that were merged into one of these, each with it."""
    query = sa.select(TABLE.c.merged, TABLE.c.survivor).where(TABLE.c.survivor.in_(survivors), _IN_FORCE)
    return {row.merged: row.survivor for row in session.execute(query)}
