"""Use cases of the party-building fund: allocate from a report, true up a year, read. It must not round."""

from __future__ import annotations

from dataclasses import replace

from chassis.kernel.errors import NotFound
from chassis.kernel.ledger import Draft, EntryKind
from chassis.ledger.booking import book
from chassis.paging import Page
from chassis.principal import service_principal
from chassis.tx import Tx
from services.party_building.domain.fund_allocation import (
    ACCOUNTS,
    ALLOCATED,
    AVAILABLE,
    MOVES,
    SPENT,
    AllocationState,
    FundAllocation,
    FundAllocationFilter,
    FundBalance,
    ReportedIncome,
    fund_unknown,
    month_line,
    moved,
    refuse_running_year,
    reversal_of,
    standing,
    transfer_of,
    year_line,
)
from services.party_building.handlers.fund_booking import cancel_booking, start_booking
from services.party_building.persistence import fund as funds
from services.party_building.persistence import fund_allocation as rows

PERCENT = "pb.fund_percent"
SERVICE, REPORTER = service_principal("party_building"), service_principal("grassroots_offices")


def allocate(tx: Tx, income: ReportedIncome) -> None:
    """Allocate 3% of the month's base (PB-19, PB-21); a correction takes that back and allocates anew (PB-22).

    A version that is not newer than the one that counts has no effect. The office's clock for booking it starts.
    """
    ledger = funds.lock_fund(tx.session, income.office, income.division, ACCOUNTS)
    earlier = standing(rows.lines_of(tx.session, income.office, income.period))
    if earlier is not None and earlier.report_version >= income.version:
        return
    percent = tx.policy(PERCENT, division=income.division, on=income.month).value
    mode = tx.policy("pb.base_mode", division=income.division, on=income.month).value
    if earlier is not None:
        _add(tx, ledger, reversal_of(earlier, now=tx.now))
        rows.update_allocation(tx.session, moved(earlier, AllocationState.REVERSED))
        cancel_booking(tx, earlier)
    start_booking(tx, _add(tx, ledger, month_line(income, mode, percent, now=tx.now)))


def true_up_fund(tx: Tx, office: str, year: int) -> FundAllocation:
    """Book what the year comes to beyond its lines, and mark what the office has booked of it (PB-21).

    Raises YEAR_NOT_OVER, FUND_UNKNOWN, NOTHING_TO_TRUE_UP.
    """
    refuse_running_year(year, tx.today)
    division = funds.division_of(tx.session, office, tx.principal)
    if division is None:
        raise fund_unknown()
    ledger = funds.lock_fund(tx.session, office, division, ACCOUNTS)
    lines = rows.lines_of_year(tx.session, office, year)
    if not lines:
        raise fund_unknown()
    made = _add(tx, ledger, year_line(lines, year, now=tx.now))
    for line in lines:
        if "trueUp" in MOVES[line.state]:
            rows.update_allocation(tx.session, moved(line, AllocationState.TRUED_UP))
    tx.note("fund_allocation.trueUp", made.name, rules=("PB-21",))
    return made


def get_fund_allocation(tx: Tx, name: str) -> FundAllocation:
    """One line within the caller's divisions."""
    found = rows.load_allocation(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("党建经费提取记录")
    return found


def list_fund_allocations(tx: Tx, wanted: FundAllocationFilter, page: Page) -> tuple[list[FundAllocation], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_allocations(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def get_fund_balance(tx: Tx, name: str) -> FundBalance:
    """What an office's fund has come to."""
    office = f"offices/{name.removeprefix('fundBalances/')}"
    division = funds.division_of(tx.session, office, tx.principal)
    if division is None:
        raise NotFound("党建经费")
    balances = funds.balances_of(tx.session, office)
    allocated, unbooked = -balances[ALLOCATED], rows.unbooked_of(tx.session, office)
    return FundBalance(
        name=name, office=office, division=division, allocated_fen=allocated, balance_fen=balances[AVAILABLE],
        booked_fen=allocated - unbooked, unbooked_fen=unbooked, spent_fen=balances[SPENT],
    )  # fmt: skip


def _add(tx: Tx, ledger: str, line: FundAllocation) -> FundAllocation:
    """Put the line, which the service has computed, into the fund's ledger, and write it.

    A month rests on what grassroots_offices told, whose own people filed it; a true-up on the clerk who ordered it.
    """
    transfers = transfer_of(line.amount_fen)
    name, entry = f"fundAllocations/{tx.new_id()}", ""
    if transfers:
        draft = Draft(
            kind=EntryKind.BOOK, purpose=line.kind.name, subject=name, transfers=transfers, booked_date=tx.today,
            made_by=SERVICE.subject, approved_by=REPORTER.subject if line.income_report else tx.principal.subject,
            document=line.income_report,
        )  # fmt: skip
        entry = book(tx, ledger, [draft])[0].name
    made = replace(line, name=name, ledger_entry=entry)
    rows.insert_allocation(tx.session, made)
    return made
