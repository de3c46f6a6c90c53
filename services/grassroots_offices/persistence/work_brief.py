"""Rows of work briefs and typical cases. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.quota_facts import CountedBrief
from services.grassroots_offices.domain.work_brief import (
    COUNTED,
    WorkBrief,
    WorkBriefFilter,
    WorkBriefKind,
    WorkBriefState,
    brief_twice,
)
from services.grassroots_offices.persistence.row import Row


class WorkBriefRow(Row):
    """One brief or typical case."""

    __tablename__ = "work_brief"
    __table_args__ = (
        sa.Index("work_brief_by_division", "division", "name"),
        sa.Index("work_brief_by_office", "office", "submitted_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    submitted_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    state_date: Mapped[dt.date]
    return_ground: Mapped[str | None] = mapped_column(sa.Text)
    return_reason: Mapped[str] = mapped_column(sa.Text)
    adoptions: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", WorkBriefRow.__table__)
_read = from_row(WorkBrief, TABLE)
_write = to_values(WorkBrief, TABLE)


def insert_work_brief(session: Session, brief: WorkBrief) -> None:
    """Write a brief that is no second one; the office's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(brief)))


def refuse_twice(session: Session, brief: WorkBrief) -> None:
    """Raise ALREADY_EXISTS BRIEF_TWICE when the office has one of the title that was not sent back."""
    same = sa.exists().where(
        TABLE.c.office == brief.office, TABLE.c.kind == brief.kind.name, TABLE.c.title == brief.title,
        TABLE.c.state != WorkBriefState.RETURNED.name,
    )  # fmt: skip
    if session.execute(sa.select(same)).scalar_one():
        raise brief_twice()


def update_work_brief(session: Session, brief: WorkBrief) -> None:
    """Write a brief that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == brief.name).values(_write(brief)))


def load_work_brief(session: Session, name: str, principal: Principal, *, lock: bool = False) -> WorkBrief | None:
    """The brief, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_work_briefs(session: Session, wanted: WorkBriefFilter, page: Page, principal: Principal) -> list[WorkBrief]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office)
    return [_read(row) for row in session.execute(query)]


def counted_briefs_of(
    session: Session, offices: Sequence[str], first: dt.date, last: dt.date
) -> list[tuple[str, CountedBrief]]:
    """Office and brief of what was submitted from day to day and not sent back, in order of day and name (GO-82)."""
    c = TABLE.c
    query = (
        sa.select(c.office, c.name, c.kind, c.submitted_date)
        .where(
            c.office.in_(offices), c.submitted_date.between(first, last), c.state.in_([one.name for one in COUNTED])
        )
        .order_by(c.submitted_date, c.name)
    )  # fmt: skip
    return [
        (office, CountedBrief(name=name, kind=WorkBriefKind[kind], month=day.month))
        for office, name, kind, day in session.execute(query)
    ]


def typical_cases_of(session: Session, year: int, principal: Principal) -> list[WorkBrief]:
    """Typical cases of the year within the caller's divisions that nobody sent back, by office and name (GO-70)."""
    query = (
        sa.select(TABLE)
        .where(
            in_scope(TABLE.c.division, principal), TABLE.c.kind == WorkBriefKind.TYPICAL_CASE.name,
            TABLE.c.state.in_([state.name for state in COUNTED]),
            TABLE.c.submitted_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        )
        .order_by(TABLE.c.office, TABLE.c.name)
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]


def adopted_briefs(session: Session, principal: Principal) -> list[WorkBrief]:
    """Whatever some level used within the caller's divisions, in order of name (GO-82)."""
    query = sa.select(TABLE).where(
        in_scope(TABLE.c.division, principal), TABLE.c.state == WorkBriefState.ADOPTED.name
    )  # fmt: skip
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]
