"""Rows of training plans. It must not decide who may see them beyond the row scope."""

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
from services.legal_aid.domain.training_plan import TrainingPlan, TrainingPlanFilter
from services.legal_aid.persistence.row import Row


class TrainingPlanRow(Row):
    """One of training plans."""

    __tablename__ = "training_plan"
    __table_args__ = (
        sa.Index("training_plan_by_division", "division", "name"),
        sa.UniqueConstraint("institution", "year"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int] = mapped_column(sa.Integer)
    items: Mapped[list[Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    sessions: Mapped[list[Any]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", TrainingPlanRow.__table__)
_read = from_row(TrainingPlan, TABLE)
_write = to_values(TrainingPlan, TABLE)


def insert_training_plan(session: Session, item: TrainingPlan) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(item)))


def update_training_plan(session: Session, item: TrainingPlan) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_write(item)))


def load_training_plan(session: Session, name: str, principal: Principal, *, lock: bool = False) -> TrainingPlan | None:
    """The one of the name, if within the caller's divisions; with `lock` nobody else may change the row meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_training_plans(
    session: Session, wanted: TrainingPlanFilter, page: Page, principal: Principal
) -> list[TrainingPlan]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution)
    if wanted.year:
        query = query.where(TABLE.c.year == wanted.year)
    return [_read(row) for row in session.execute(query)]


def plan_of_year(session: Session, institution: str, year: int) -> str:
    """Name of the plan of a year, empty when there is none."""
    query = sa.select(TABLE.c.name).where(TABLE.c.institution == institution, TABLE.c.year == year)
    return session.execute(query).scalar_one_or_none() or ""
