"""Rows of public-opinion briefs. It must not decide who may see them beyond the row scope."""

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
from services.legal_aid.domain.opinion_brief import OpinionBrief, OpinionBriefFilter
from services.legal_aid.persistence.row import Row


class OpinionBriefRow(Row):
    """One of public-opinion briefs."""

    __tablename__ = "opinion_brief"
    __table_args__ = (
        sa.Index("opinion_brief_by_division", "division", "name"),
        sa.UniqueConstraint("institution", "month"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    month: Mapped[str] = mapped_column(sa.Text)
    media: Mapped[list[Any]] = mapped_column(sa.JSON)
    assessment: Mapped[str] = mapped_column(sa.Text)
    advice: Mapped[str] = mapped_column(sa.Text)
    addressees: Mapped[list[Any]] = mapped_column(sa.JSON)
    counts: Mapped[list[Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OpinionBriefRow.__table__)
_read = from_row(OpinionBrief, TABLE)
_write = to_values(OpinionBrief, TABLE)


def insert_opinion_brief(session: Session, item: OpinionBrief) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(item)))


def update_opinion_brief(session: Session, item: OpinionBrief) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_write(item)))


def load_opinion_brief(session: Session, name: str, principal: Principal, *, lock: bool = False) -> OpinionBrief | None:
    """The one of the name, if within the caller's divisions; with `lock` nobody else may change the row meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_opinion_briefs(
    session: Session, wanted: OpinionBriefFilter, page: Page, principal: Principal
) -> list[OpinionBrief]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def brief_of_month(session: Session, institution: str, month: str) -> str:
    """Name of the brief of a month, empty when there is none."""
    query = sa.select(TABLE.c.name).where(TABLE.c.institution == institution, TABLE.c.month == month)
    return session.execute(query).scalar_one_or_none() or ""
