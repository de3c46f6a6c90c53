"""Rows of reported totals, and what the disputes of a month count. It must not compare them."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.mediation.domain.dispute import DisputeState
from services.mediation.domain.reported_total import (
    MediationFigures,
    ReportedTotal,
    ReportedTotalFilter,
    first_days,
    total_reported,
)
from services.mediation.persistence.dispute import TABLE as DISPUTES
from services.mediation.persistence.row import Row


class ReportedTotalRow(Row):
    """One organisation's month."""

    __tablename__ = "reported_total"
    __table_args__ = (
        sa.Index("reported_total_by_division", "division", "name"),
        sa.UniqueConstraint("organisation", "month", name="reported_total_of_month"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    organisation: Mapped[str] = mapped_column(sa.Text)
    month: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    reported_registered_count: Mapped[int] = mapped_column(sa.BigInteger)
    reported_settled_count: Mapped[int] = mapped_column(sa.BigInteger)
    reported_failed_count: Mapped[int] = mapped_column(sa.BigInteger)
    reported_amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    document_number: Mapped[str] = mapped_column(sa.Text)
    reported_date: Mapped[dt.date]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ReportedTotalRow.__table__)
_read, _write = from_row(ReportedTotal, TABLE), to_values(ReportedTotal, TABLE)


def insert_total(session: Session, total: ReportedTotal) -> None:
    """Write a new one; the organisation is locked meanwhile. Raises ALREADY_EXISTS `TOTAL_REPORTED`."""
    there = sa.exists().where(TABLE.c.organisation == total.organisation, TABLE.c.month == total.month)
    if session.execute(sa.select(there)).scalar_one():
        raise total_reported()
    session.execute(sa.insert(TABLE).values(_write(total)))


def update_total(session: Session, total: ReportedTotal) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == total.name).values(_write(total)))


def load_total(session: Session, name: str, principal: Principal, *, lock: bool = False) -> ReportedTotal | None:
    """The total, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_totals(session: Session, wanted: ReportedTotalFilter, page: Page, principal: Principal) -> list[ReportedTotal]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, organisation=wanted.organisation, month=wanted.month)
    return [_read(row) for row in session.execute(query)]


def count_month(session: Session, organisation: str, month: str) -> MediationFigures:
    """What the records hold: registered in the month, and ended in it."""
    first, after = first_days(month)
    ended = sa.and_(DISPUTES.c.ended_date >= first, DISPUTES.c.ended_date < after)
    registered = sa.and_(DISPUTES.c.registered_date >= first, DISPUTES.c.registered_date < after)
    settled, failed = (
        sa.and_(ended, DISPUTES.c.state == state.name) for state in (DisputeState.SETTLED, DisputeState.FAILED)
    )
    counts = [sa.func.coalesce(sa.func.sum(sa.case((one, 1), else_=0)), 0) for one in (registered, settled, failed)]
    amount = sa.func.coalesce(sa.func.sum(sa.case((settled, DISPUTES.c.amount_fen), else_=0)), 0)
    row = session.execute(sa.select(*counts, amount).where(DISPUTES.c.organisation == organisation)).one()
    return MediationFigures(
        registered_count=int(row[0]), settled_count=int(row[1]), failed_count=int(row[2]), amount_fen=int(row[3])
    )
