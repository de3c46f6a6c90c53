"""What of the funds is not booked in time, and what of it was told. It must not decide what others hear."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.kernel.deadline import DeadlineState
from chassis.schema import deadline
from chassis.upsert import Upsert
from services.party_building.domain.fund_allocation import AllocationState, FundAllocation
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.persistence.fund import TABLE as FUNDS
from services.party_building.persistence.fund_allocation import TABLE as LINES
from services.party_building.persistence.fund_allocation import assemble
from services.party_building.persistence.row import Row


class FundYearRow(Row):
    """What others were told an office is short of in a year."""

    __tablename__ = "fund_year"

    office: Mapped[str] = mapped_column(sa.ForeignKey("fund.office"), type_=sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    short_fen: Mapped[int] = mapped_column(sa.BigInteger)


YEARS = cast("sa.Table", FundYearRow.__table__)
_SAVE = Upsert(
    YEARS, lambda row: row.on_conflict_do_update(
        index_elements=["office", "year"], set_={"short_fen": row.excluded.short_fen}
    )
)  # fmt: skip
_OVERDUE = (
    deadline.c.subject == LINES.c.name, deadline.c.kind == DeadlineKind.BOOK_ALLOCATION.name,
    deadline.c.state == DeadlineState.MISSED.name, LINES.c.state == AllocationState.COMPUTED.name,
)  # fmt: skip
_UNTOLD = (*_OVERDUE, LINES.c.overdue_told.is_(False), LINES.c.amount_fen > 0)


def divisions_overdue(session: Session) -> list[str]:
    """Where something is overdue that was not told."""
    return list(session.execute(sa.select(LINES.c.division).where(*_UNTOLD).distinct()).scalars())


def untold_lines(session: Session, division: str, *, limit: int) -> list[tuple[FundAllocation, dt.date]]:
    """Overdue lines that were not told, with the day they were due, the oldest first."""
    query = sa.select(LINES, deadline.c.due_date).where(*_UNTOLD, LINES.c.division == division)
    rows = list(session.execute(query.order_by(deadline.c.due_date, LINES.c.name).limit(limit)))
    return list(zip(assemble(session, rows), (row.due_date for row in rows), strict=True))


def mark_told(session: Session, line: str) -> None:
    """Its being overdue was told."""
    session.execute(sa.update(LINES).where(LINES.c.name == line).values(overdue_told=True))


def changed_shortfalls(session: Session, *, before_year: int) -> list[tuple[str, str, int, int]]:
    """Office, division, year and fen of what is overdue of earlier years, where others were told another amount."""
    year = sa.func.substr(LINES.c.period, 1, 4)
    sums = sa.select(LINES.c.office, year.label("year"), sa.func.sum(LINES.c.amount_fen).label("fen"))
    query = sums.where(*_OVERDUE, year < str(before_year)).group_by(LINES.c.office, year)
    owed = {(row.office, int(row.year)): max(0, int(row.fen)) for row in session.execute(query)}
    told = {(row.office, row.year): row.short_fen for row in session.execute(sa.select(YEARS))}
    changed = sorted(key for key in owed.keys() | told.keys() if owed.get(key, 0) != told.get(key, 0))
    where = {row.office: row.division for row in session.execute(sa.select(FUNDS.c.office, FUNDS.c.division))}
    return [(office, where[office], year, owed.get((office, year), 0)) for office, year in changed]


def save_shortfall(session: Session, office: str, year: int, fen: int) -> None:
    """What others are told from now on."""
    _SAVE.run(session, {"office": office, "year": year, "short_fen": fen})
