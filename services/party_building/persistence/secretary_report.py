"""Rows of secretaries' reports. It must not move a state."""

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
from services.party_building.domain.secretary_report import SecretaryReport, SecretaryReportFilter, report_taken
from services.party_building.persistence.row import Row


class SecretaryReportRow(Row):
    """One report of an organisation and year."""

    __tablename__ = "secretary_report"
    __table_args__ = (
        sa.UniqueConstraint("organisation", "year", name="secretary_report_once"),
        sa.Index("secretary_report_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    year: Mapped[int]
    submitted_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    secretary: Mapped[str] = mapped_column(sa.ForeignKey("member.name"), type_=sa.Text)
    reported_to: Mapped[str] = mapped_column(sa.Text)
    appraisal: Mapped[str] = mapped_column(sa.Text)
    appraised_date: Mapped[dt.date | None]
    appraisal_document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", SecretaryReportRow.__table__)
_read = from_row(SecretaryReport, TABLE)
_write = to_values(SecretaryReport, TABLE)


def insert_report(session: Session, report: SecretaryReport) -> None:
    """Write a new report; the organisation is locked meanwhile. Raises ALREADY_EXISTS `REPORT_TAKEN`."""
    taken = sa.exists().where(TABLE.c.organisation == report.organisation, TABLE.c.year == report.year)
    if session.execute(sa.select(taken)).scalar_one():
        raise report_taken()
    session.execute(sa.insert(TABLE).values(_write(report)))


def update_report(session: Session, report: SecretaryReport) -> None:
    """Write a report that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == report.name).values(_write(report)))


def load_report(session: Session, name: str, principal: Principal, *, lock: bool = False) -> SecretaryReport | None:
    """The report, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def find_reports(
    session: Session, wanted: SecretaryReportFilter, page: Page, principal: Principal
) -> list[SecretaryReport]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, organisation=wanted.organisation, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def reports_of_year(session: Session, year: int, principal: Principal) -> list[SecretaryReport]:
    """All reports on the year in the caller's divisions."""
    query = sa.select(TABLE).where(TABLE.c.year == year, in_scope(TABLE.c.division, principal))
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]
