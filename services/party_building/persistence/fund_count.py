"""Counts the funds of divisions from their lines. It must not read beyond the row scope."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.deadline import DeadlineState
from chassis.principal import Principal
from chassis.row_scope import in_scope
from chassis.schema import deadline
from services.party_building.domain.fund_allocation import AllocationKind, AllocationState
from services.party_building.domain.fund_count import FundCount
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.persistence.fund_allocation import TABLE as LINES
from services.party_building.persistence.fund_spend import BOOKED
from services.party_building.persistence.fund_spend import TABLE as SPENDS

_UNBOOKED = LINES.c.state == AllocationState.COMPUTED.name


def count_year(session: Session, principal: Principal, year: int) -> list[FundCount]:
    """The lines of the year's months, its true-ups and what was spent in it, by division."""
    base = sa.case((LINES.c.kind == AllocationKind.YEAR_TRUE_UP.name, 0), else_=LINES.c.base_fen)
    query = sa.select(
        LINES.c.division, sa.func.count(sa.distinct(LINES.c.office)).label("offices"), sa.func.sum(base).label("base"),
        sa.func.sum(LINES.c.amount_fen).label("allocated"),
        sa.func.sum(sa.case((_UNBOOKED, LINES.c.amount_fen), else_=0)).label("unbooked"),
    ).where(in_scope(LINES.c.division, principal), LINES.c.period.startswith(str(year)))  # fmt: skip
    overdue, spent = _overdue(session, principal, year), _spent(session, principal, year)
    return [
        FundCount(
            division=row.division, office_count=row.offices, base_fen=int(row.base), allocated_fen=int(row.allocated),
            booked_fen=int(row.allocated - row.unbooked), unbooked_fen=int(row.unbooked),
            overdue_count=overdue.get(row.division, 0), spent_fen=spent.get(row.division, 0),
        )
        for row in session.execute(query.group_by(LINES.c.division).order_by(LINES.c.division))
    ]  # fmt: skip


def _overdue(session: Session, principal: Principal, year: int) -> dict[str, int]:
    query = (
        sa.select(LINES.c.division, sa.func.count().label("lines"))
        .join(deadline, deadline.c.subject == LINES.c.name)
        .where(
            deadline.c.kind == DeadlineKind.BOOK_ALLOCATION.name, deadline.c.state == DeadlineState.MISSED.name,
            _UNBOOKED, LINES.c.period.startswith(str(year)), in_scope(LINES.c.division, principal),
        )
        .group_by(LINES.c.division)
    )  # fmt: skip
    return {row.division: row.lines for row in session.execute(query)}


def _spent(session: Session, principal: Principal, year: int) -> dict[str, int]:
    query = sa.select(SPENDS.c.division, sa.func.sum(SPENDS.c.amount_fen).label("fen")).where(
        in_scope(SPENDS.c.division, principal), SPENDS.c.state.in_(BOOKED),
        SPENDS.c.decided_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
    )  # fmt: skip
    return {row.division: int(row.fen) for row in session.execute(query.group_by(SPENDS.c.division))}
