"""An office books its lines in its own books, in time or not (PB-23). It must not reckon an amount.

The fund's ledger has a line from the day it was reckoned, because the duty arises with the income; BOOKED says that the
office has set the money aside, on which voucher and when.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.calendar import Limit, corresponding_day, earliest_due
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.fund_allocation import MOVES, AllocationState, FundAllocation, moved

# What a caller may do; the other moves of the table follow from reports and from the year's check.
OFFERED: Moves[AllocationState] = {
    state: {action: to for action, to in moves.items() if action == "book"} for state, moves in MOVES.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPaper(Happening):
    """When and on which voucher the office booked."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAllocationChanged:
    """What is owed for a month, and what was booked of it, in fen (PB-23)."""

    office: str
    division: str
    period: str
    report_version: int
    base_fen: int
    due_fen: int
    booked_fen: int
    changed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationOverdue:
    """A line was not booked two months after the time limit: an item of the circular (XF-09)."""

    fund_allocation: str
    office: str
    division: str
    period: str
    amount_fen: int
    due_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FundYearShort:
    """What an office has not booked of a year that is over; 0 when it has made up for it (XF-09)."""

    office: str
    division: str
    year: int
    short_fen: int
    as_of_date: dt.date


def month_of(line: FundAllocation) -> dt.date:
    """The first day of the line's month."""
    return dt.date.fromisoformat(f"{line.period}-01")


def clock_start(month: dt.date, told: dt.date, due_day: int) -> dt.date:
    """The last day of the month before the one on whose `due_day` a line must be booked (PB-23).

    That is the month after the reported one; of a line that came later, the next `due_day` after it came.
    """
    due_month = corresponding_day(month, 1)
    if told > due_month + dt.timedelta(days=due_day - 1):
        due_month = corresponding_day(told.replace(day=1), 1 if told.day > due_day else 0)
    return due_month - dt.timedelta(days=1)


def allow(line: FundAllocation, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(OFFERED, line.state, action, what="党建经费提取记录", etag=line.etag, given=etag)


def booked(line: FundAllocation, paper: BookingPaper, entry: Entry) -> FundAllocation:
    """Set aside by the office (PB-23); the amount stays as it was reckoned."""
    return replace(
        moved(line, AllocationState.BOOKED), booked_date=entry.happened_date,
        booked_document_number=paper.document_number, late=entry.late, entry_reason=entry.reason,
    )  # fmt: skip


def told_allocation(line: FundAllocation, on: dt.date) -> FundAllocationChanged:
    """What others hear of a month's line; it is booked whole or not at all (PB-23)."""
    return FundAllocationChanged(
        office=line.office, division=line.division, period=line.period, report_version=line.report_version,
        base_fen=line.base_fen, due_fen=line.amount_fen,
        booked_fen=0 if line.state is AllocationState.COMPUTED else line.amount_fen, changed_date=on,
    )  # fmt: skip


def is_for_circular(due_date: dt.date, limit: Limit, today: dt.date) -> bool:
    """Whether a line that was due is an item of the circular by now (PB-23)."""
    return today > earliest_due(due_date, limit)


def overdue(line: FundAllocation, due_date: dt.date) -> AllocationOverdue:
    """What others hear (XF-09)."""
    return AllocationOverdue(
        fund_allocation=line.name, office=line.office, division=line.division, period=line.period,
        amount_fen=line.amount_fen, due_date=due_date,
    )  # fmt: skip
