"""Rows of bars to new assignments. It must not decide who may see them beyond the row scope it is given."""

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
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.legal_aid.domain.assignment_bar import MEASURES, AssignmentBar, AssignmentBarFilter
from services.legal_aid.persistence.row import Row


class AssignmentBarRow(Row):
    """One bar."""

    __tablename__ = "assignment_bar"
    __table_args__ = (
        sa.Index("assignment_bar_by_division", "division", "name"),
        sa.Index("assignment_bar_by_subject", "subject", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text)
    cause: Mapped[str] = mapped_column(sa.Text)
    document: Mapped[str] = mapped_column(sa.Text)
    from_date: Mapped[dt.date]
    lifted_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    reported_by: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AssignmentBarRow.__table__)
C = TABLE.c
_read = from_row(AssignmentBar, TABLE)
_write = to_values(AssignmentBar, TABLE)


def insert_bar(session: Session, bar: AssignmentBar) -> None:
    """Write a new bar."""
    session.execute(sa.insert(TABLE).values(_write(bar)))


def update_bar(session: Session, bar: AssignmentBar) -> None:
    """Write a bar that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(C.name == bar.name).values(_write(bar)))


def load_bar(session: Session, name: str, principal: Principal, *, lock: bool = False) -> AssignmentBar | None:
    """The bar, if it lies within the caller's divisions."""
    query = sa.select(TABLE).where(C.name == name, in_scope(C.division, principal))
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _read(row)


def find_bars(session: Session, wanted: AssignmentBarFilter, page: Page, principal: Principal) -> list[AssignmentBar]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, subject=wanted.subject)
    return [_read(row) for row in session.execute(query)]


def find_running_bars(session: Session, subject: str, *, reported_by: str | None = None) -> list[AssignmentBar]:
    """Bars of the subject that are not lifted, locked; with `reported_by` those that follow from the report."""
    query = sa.select(TABLE).where(C.subject == subject, C.lifted_date.is_(None)).order_by(C.name)
    wanted = query if reported_by is None else query.where(C.reported_by == reported_by)
    return [_read(row) for row in session.execute(wanted.with_for_update())]


def money_barred_on(session: Session, day: dt.date) -> frozenset[str]:
    """Names of the units and handlers whose money is on check on the day (XF-12)."""
    running = sa.or_(C.lifted_date.is_(None), C.lifted_date > day)
    holding = sa.and_(C.cause.in_([one.name for one in MEASURES]), C.from_date <= day, running)
    return frozenset(session.execute(sa.select(C.subject).where(holding)).scalars())


def money_barred_since(session: Session, subjects: Sequence[str], day: dt.date) -> dt.date | None:
    """The first day of the oldest hold, suspension or cancellation of any of them that holds on the day (XF-12)."""
    running = sa.or_(C.lifted_date.is_(None), C.lifted_date > day)
    holding = sa.and_(C.subject.in_(subjects), C.cause.in_([one.name for one in MEASURES]), C.from_date <= day, running)
    since: dt.date | None = session.execute(sa.select(sa.func.min(C.from_date)).where(holding)).scalar_one()
    return since


def barred_on(session: Session, day: dt.date) -> frozenset[str]:
    """Names of the units and handlers that get no new case on the day."""
    running = sa.or_(C.lifted_date.is_(None), C.lifted_date > day)
    return frozenset(session.execute(sa.select(C.subject).where(C.from_date <= day, running)).scalars())
