"""Use cases of the party-building fund: allocate from a report, true up a year, read. It must not round."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.kernel.ledger import Draft, EntryKind
from chassis.kernel.money import percentage
from chassis.ledger.booking import book
from chassis.paging import Page
from chassis.principal import service_principal
from chassis.tx import Tx
from services.party_building.domain.fund_allocation import (
    ACCOUNTS,
    ALLOCATED,
    AVAILABLE,
    AllocationKind,
    FundAllocation,
    FundAllocationFilter,
    FundBalance,
    ReportedIncome,
    base_of,
    fund_unknown,
    nothing_to_true_up,
    refuse_running_year,
    standing,
    transfer_of,
    true_up,
)
from services.party_building.persistence import fund as funds
from services.party_building.persistence import fund_allocation as rows

PERCENT = "pb.fund_percent"
SERVICE, REPORTER = service_principal("party_building"), service_principal("grassroots_offices")


def allocate(tx: Tx, income: ReportedIncome) -> None:
    """Allocate 3% of the month's base (PB-19, PB-21); a correction takes that back and allocates anew (PB-22).

    A version that is not newer than the one that counts has no effect.
    """
    ledger = funds.lock_fund(tx.session, income.office, income.division, ACCOUNTS)
    earlier = standing(rows.lines_of(tx.session, income.office, income.period))
    if earlier is not None and earlier.report_version >= income.version:
        return
    percent = tx.policy(PERCENT, division=income.division, on=income.month).value
    mode = tx.policy("pb.base_mode", division=income.division, on=income.month).value
    if earlier is not None:
        _add(tx, ledger, earlier, AllocationKind.REVERSAL, base=-earlier.base_fen, amount=-earlier.amount_fen)
    base = base_of(income, mode)
    of_month = FundAllocation(
        name="", office=income.office, division=income.division, period=income.period, kind=AllocationKind.PERIODIC,
        base_fen=base, percent=percent, amount_fen=percentage(base, percent), income_report=income.income_report,
        report_version=income.version, ledger_entry="", create_time=tx.now,
    )  # fmt: skip
    _add(tx, ledger, of_month, AllocationKind.PERIODIC, base=base, amount=of_month.amount_fen)


def true_up_fund(tx: Tx, office: str, year: int) -> FundAllocation:
    """Book what the year comes to beyond its lines (PB-21). Raises YEAR_NOT_OVER, FUND_UNKNOWN, NOTHING_TO_TRUE_UP."""
    refuse_running_year(year, tx.today)
    division = funds.division_of(tx.session, office, tx.principal)
    if division is None:
        raise fund_unknown()
    ledger = funds.lock_fund(tx.session, office, division, ACCOUNTS)
    lines = rows.lines_of_year(tx.session, office, year)
    if not lines:
        raise fund_unknown()
    base, amount = true_up(lines, lines[-1].percent)
    if amount == 0:
        raise nothing_to_true_up()
    of_year = FundAllocation(
        name="", office=office, division=division, period=str(year), kind=AllocationKind.YEAR_TRUE_UP, base_fen=base,
        percent=lines[-1].percent, amount_fen=amount, income_report="", report_version=0, ledger_entry="",
        create_time=tx.now,
    )  # fmt: skip
    booked = _add(tx, ledger, of_year, AllocationKind.YEAR_TRUE_UP, base=base, amount=amount)
    tx.note("fund_allocation.trueUp", booked.name, rules=("PB-21",))
    return booked


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
    return FundBalance(
        name=name, office=office, division=division, allocated_fen=-balances[ALLOCATED],
        balance_fen=balances[AVAILABLE],
    )  # fmt: skip


def _add(
    tx: Tx, ledger: str, line: FundAllocation, kind: AllocationKind, *, base: int, amount: int
) -> FundAllocation:  # fmt: skip
    """Book the line, which the service has computed, and write it.

    A month rests on what grassroots_offices told, whose own people filed it; a true-up on the clerk who ordered it.
    """
    transfers = transfer_of(amount)
    name, entry = f"fundAllocations/{tx.new_id()}", ""
    if transfers:
        draft = Draft(
            kind=EntryKind.BOOK, purpose=kind.name, subject=name, transfers=transfers, booked_date=tx.today,
            made_by=SERVICE.subject, approved_by=REPORTER.subject if line.income_report else tx.principal.subject,
            document=line.income_report,
        )  # fmt: skip
        entry = book(tx, ledger, [draft])[0].name
    made = FundAllocation(
        name=name, office=line.office, division=line.division, period=line.period, kind=kind, base_fen=base,
        percent=line.percent, amount_fen=amount, income_report=line.income_report,
        report_version=line.report_version, ledger_entry=entry, create_time=tx.now,
    )  # fmt: skip
    rows.insert_allocation(tx.session, made)
    return made
