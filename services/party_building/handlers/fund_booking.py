"""Use cases of booking: the office books a line, its clock runs, others hear of what is overdue (PB-23).

It must not touch the fund's ledger: a line is in it from the day it was reckoned.
"""

from __future__ import annotations

from chassis.deadlines import cancel_deadline, finish_deadline, start_deadline
from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.errors import NotFound
from chassis.tx import Tx
from services.party_building.domain.fund_allocation import AllocationState, FundAllocation
from services.party_building.domain.fund_booking import (
    BookingPaper,
    FundYearShort,
    allow,
    booked,
    clock_start,
    is_for_circular,
    month_of,
    overdue,
    told_allocation,
)
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import fund_allocation as lines
from services.party_building.persistence import fund_booking as rows

BATCH = 100
CLOCK = DeadlineKind.BOOK_ALLOCATION


def start_booking(tx: Tx, line: FundAllocation) -> None:
    """Others hear what is owed; the office's clock for booking it starts (PB-23), none for a line of 0."""
    tx.emit(told_allocation(line, tx.today), subject=line.office)
    if line.state is not AllocationState.COMPUTED:
        return
    day = tx.policy(CLOCK.value.key, division=line.division, on=month_of(line)).value
    start_deadline(
        tx, subject=line.name, kind=CLOCK.name, rule_id=CLOCK.value.rule_id, owner=line.office, division=line.division,
        limit=Limit(count=day, basis=Basis.CAL), start=clock_start(month_of(line), tx.today, day),
    )  # fmt: skip


def cancel_booking(tx: Tx, line: FundAllocation) -> None:
    """A line that was taken back need not be booked (PB-22)."""
    cancel_deadline(tx, line.name, CLOCK.name)


def book_allocation(tx: Tx, name: str, paper: BookingPaper, *, etag: str) -> FundAllocation:
    """The office has booked it in its own books; its clock ends (PB-23)."""
    before = lines.load_allocation(tx.session, name, tx.principal, lock=True)
    if before is None:
        raise NotFound("党建经费提取记录")
    allow(before, "book", etag=etag)
    entry = enter_happening(tx, paper, division=before.division, not_before=month_of(before))
    after = booked(before, paper, entry)
    lines.update_allocation(tx.session, after)
    finish_deadline(tx, name, CLOCK.name, on=entry.happened_date)
    tx.emit(told_allocation(after, entry.happened_date), subject=after.office)
    tx.note("fund_allocation.book", name, rules=("PB-23",), document=paper.document_number)
    return lines.load_allocation(tx.session, name, tx.principal) or after


def tell_overdue_allocations(tx: Tx) -> int:
    """Tell what was not booked `pb.alloc_circular` after its time limit, once for each line (XF-09, PB-23)."""
    told = 0
    for division in rows.divisions_overdue(tx.session):
        limit = tx.policy("pb.alloc_circular", division=division, on=tx.today).limit
        for line, due in rows.untold_lines(tx.session, division, limit=BATCH):
            if is_for_circular(due, limit, tx.today):
                rows.mark_told(tx.session, line.name)
                tx.emit(overdue(line, due), subject=line.office)
                tx.note("fund_allocation.tellOverdue", line.name, rules=("PB-23",))
                told += 1
    return told


def tell_short_years(tx: Tx) -> int:
    """Tell what is overdue of years that are over, whenever that changes, at most a batch (XF-09, PB-23)."""
    found = rows.changed_shortfalls(tx.session, before_year=tx.today.year)[:BATCH]
    for office, division, year, fen in found:
        rows.save_shortfall(tx.session, office, year, fen)
        fact = FundYearShort(office=office, division=division, year=year, short_fen=fen, as_of_date=tx.today)
        tx.emit(fact, subject=office)
        tx.note("fund.tellShort", office, rules=("PB-23",))
    return len(found)
