"""Rows of reports on penalties of members; the penalty is sealed. It must not read beyond the row scope.

Who was penalised is known elsewhere: a penalty in the open beside a member would tell who is in the Party.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.penalty_report import PenaltyReport, PenaltyReportFilter
from services.party_building.persistence.row import Row

PENALTY = "penalty_report.penalty"


class PenaltyReportRow(Row):
    """One report; a penalty has one."""

    __tablename__ = "penalty_report"
    __table_args__ = (
        sa.Index("penalty_report_by_division", "division", "name"),
        sa.Index("penalty_report_by_member", "member", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    member: Mapped[str] = mapped_column(sa.ForeignKey("member.name"), type_=sa.Text)
    party_organisation: Mapped[str] = mapped_column(sa.Text)
    penalty_sealed: Mapped[str] = mapped_column(sa.Text)
    penalty_index: Mapped[str] = mapped_column(sa.Text, unique=True)
    violation_code: Mapped[str] = mapped_column(sa.Text)
    decided_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)
    reported_date: Mapped[dt.date | None]
    document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PenaltyReportRow.__table__)
_read = from_row(PenaltyReport, TABLE, left_out=("deadlines", "penalty"))
_write = to_values(PenaltyReport, TABLE, left_out=("deadlines", "penalty"))


def is_heard(session: Session, seal: Seal, penalty: str) -> bool:
    """Whether the penalty has a report already."""
    heard = sa.exists().where(TABLE.c.penalty_index == seal.index(penalty, PENALTY))
    return bool(session.execute(sa.select(heard)).scalar_one())


def insert_report(session: Session, seal: Seal, report: PenaltyReport) -> None:
    """Write a report that is owed."""
    sealed, index = seal.seal(report.penalty, PENALTY), seal.index(report.penalty, PENALTY)
    session.execute(sa.insert(TABLE).values(**_write(report), penalty_sealed=sealed, penalty_index=index))


def update_report(session: Session, report: PenaltyReport) -> None:
    """Write a report that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == report.name).values(_write(report)))


def load_report(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> PenaltyReport | None:
    """The report, if it lies within the caller's divisions."""
    found = _assemble(session, seal, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_reports(
    session: Session, seal: Seal, wanted: PenaltyReportFilter, page: Page, principal: Principal
) -> list[PenaltyReport]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, member=wanted.member)
    return _assemble(session, seal, list(session.execute(query)))


def _assemble(session: Session, seal: Seal, rows: list[Any]) -> list[PenaltyReport]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [
        _read(row, deadlines=deadlines.get(row.name, ()), penalty=seal.open(row.penalty_sealed, PENALTY))
        for row in rows
    ]
