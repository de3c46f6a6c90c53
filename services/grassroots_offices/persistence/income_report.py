"""Rows of income reports, one for each version. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.income_report import (
    IncomeReport,
    IncomeReportFilter,
    IncomeReportState,
    period_filed,
)
from services.grassroots_offices.persistence.row import Row


class IncomeReportRow(Row):
    """One version of a month."""

    __tablename__ = "income_report"
    __table_args__ = (
        sa.UniqueConstraint("office", "period", "version", name="income_report_version"),
        sa.Index("income_report_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    period: Mapped[str] = mapped_column(sa.Text)
    gross_fee_fen: Mapped[int] = mapped_column(sa.BigInteger)
    refunds_fen: Mapped[int] = mapped_column(sa.BigInteger)
    pass_through_fen: Mapped[int] = mapped_column(sa.BigInteger)
    legal_aid_subsidy_fen: Mapped[int] = mapped_column(sa.BigInteger)
    other_income_fen: Mapped[int] = mapped_column(sa.BigInteger)
    document_number: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    correction_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    filed_date: Mapped[dt.date]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", IncomeReportRow.__table__)
_read = from_row(IncomeReport, TABLE)
_write = to_values(IncomeReport, TABLE)


def insert_income_report(session: Session, report: IncomeReport) -> None:
    """Write a first version that is no second one; the office's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(report)))


def refuse_filed(session: Session, report: IncomeReport) -> None:
    """Raise ALREADY_EXISTS PERIOD_FILED when the office has a report of the month."""
    filed = sa.exists().where(TABLE.c.office == report.office, TABLE.c.period == report.period)
    if session.execute(sa.select(filed)).scalar_one():
        raise period_filed()


def supersede_income_report(session: Session, older: IncomeReport, newer: IncomeReport) -> None:
    """Write the next version; the older one was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == older.name).values(_write(older)))
    session.execute(sa.insert(TABLE).values(_write(newer)))


def load_income_report(session: Session, name: str, principal: Principal, *, lock: bool = False) -> IncomeReport | None:
    """The version, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_income_reports(
    session: Session, wanted: IncomeReportFilter, page: Page, principal: Principal
) -> list[IncomeReport]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, office=wanted.office, period=wanted.period
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]


def current_reports_of(session: Session, office: str, year: int) -> list[IncomeReport]:
    """The versions that count of the office's months of the year, in order of month."""
    query = (
        sa.select(TABLE)
        .where(
            TABLE.c.office == office, TABLE.c.period.between(f"{year}-01", f"{year}-12"),
            TABLE.c.state == IncomeReportState.CURRENT.name,
        )
        .order_by(TABLE.c.period)
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]


def offices_filed(session: Session, period: str, by: dt.date, principal: Principal) -> frozenset[str]:
    """Offices within the caller's divisions that had reported the month by the day, also with an earlier version."""
    query = sa.select(TABLE.c.office).where(
        in_scope(TABLE.c.division, principal), TABLE.c.period == period, TABLE.c.filed_date <= by
    )  # fmt: skip
    return frozenset(session.execute(query).scalars())
