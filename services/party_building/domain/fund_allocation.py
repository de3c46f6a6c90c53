"""The party-building fund: 3% of fee income, by month and trued up by year (PB-19 to PB-22). It must not book."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import RuleViolated
from chassis.kernel.ledger import Transfer
from chassis.kernel.money import percentage
from chassis.kernel.transition import Moves

# The office's income stands outside. The balance may fall below 0 and is carried forward; nothing is paid back (PB-22).
ALLOCATED, AVAILABLE, SPENT = "ALLOCATED", "AVAILABLE", "SPENT"
ACCOUNTS = {ALLOCATED: True, AVAILABLE: True, SPENT: False}
# How other people's bookkeeping programs call the accounts.
EXPORTED = {ALLOCATED: "Equity:Allocated", AVAILABLE: "Assets:Fund", SPENT: "Expenses:PartyBuilding"}


class AllocationKind(enum.Enum):
    """What a line is."""

    PERIODIC = enum.auto()
    REVERSAL = enum.auto()
    YEAR_TRUE_UP = enum.auto()


class AllocationState(enum.Enum):
    """What the office, and the year's check, have done about a line; the fund's ledger has it from the beginning."""

    COMPUTED = enum.auto()
    BOOKED = enum.auto()
    TRUED_UP = enum.auto()
    REVERSED = enum.auto()


_S = AllocationState
# The book's table: `reverse` and `trueUp` are what a corrected report and the year's check do.
MOVES: Moves[AllocationState] = {
    _S.COMPUTED: {"book": frozenset({_S.BOOKED}), "reverse": frozenset({_S.REVERSED})},
    _S.BOOKED: {"trueUp": frozenset({_S.TRUED_UP}), "reverse": frozenset({_S.REVERSED})},
    _S.TRUED_UP: {"reverse": frozenset({_S.REVERSED})},
    _S.REVERSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedIncome:
    """One version of a month's income report, as grassroots_offices tells it; amounts in fen."""

    income_report: str
    office: str
    division: str
    period: str
    version: int
    gross_fee_fen: int
    refunds_fen: int
    pass_through_fen: int
    legal_aid_subsidy_fen: int

    @property
    def month(self) -> dt.date:
        """Its first day."""
        return dt.date.fromisoformat(f"{self.period}-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAllocation:
    """One line of an office's fund; `ledger_entry` empty when the amount is 0, income figures 0 in a true-up."""

    name: str
    office: str
    division: str
    period: str
    kind: AllocationKind
    base_fen: int
    percent: int
    amount_fen: int
    income_report: str
    report_version: int
    ledger_entry: str
    create_time: dt.datetime
    gross_fee_fen: int = 0
    refunds_fen: int = 0
    pass_through_fen: int = 0
    state: AllocationState = AllocationState.COMPUTED
    booked_date: dt.date | None = None
    booked_document_number: str = ""
    late: bool = False
    entry_reason: str = ""
    deadlines: tuple[Deadline, ...] = ()
    etag: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAllocationFilter:
    """What a list asks for; None and empty mean any."""

    office: str
    period: str
    kind: AllocationKind | None
    state: AllocationState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundBalance:
    """What an office's fund has come to, in fen; `allocated_fen` is what is booked and what is not."""

    name: str
    office: str
    division: str
    allocated_fen: int
    balance_fen: int
    booked_fen: int
    unbooked_fen: int
    spent_fen: int


def base_of(income: ReportedIncome, mode: Mapping[str, bool]) -> int:
    """The base of a month in fen, tax included as received; negative in a month of refunds (PB-20).

    `mode` is `pb.base_mode`: what is taken off, and whether subsidies count.
    """
    base = income.gross_fee_fen
    base -= income.refunds_fen if mode["less_refunds"] else 0
    base -= income.pass_through_fen if mode["less_pass_through"] else 0
    return base + (income.legal_aid_subsidy_fen if mode["with_aid_subsidies"] else 0)


def month_line(income: ReportedIncome, mode: Mapping[str, bool], percent: int, *, now: dt.datetime) -> FundAllocation:
    """What one version of a month's report allocates, rounded once (PB-19, PB-21); of 0 there is nothing to book."""
    base = base_of(income, mode)
    amount = percentage(base, percent)
    return FundAllocation(
        name="", office=income.office, division=income.division, period=income.period, kind=AllocationKind.PERIODIC,
        base_fen=base, percent=percent, amount_fen=amount, income_report=income.income_report,
        report_version=income.version, ledger_entry="", create_time=now, gross_fee_fen=income.gross_fee_fen,
        refunds_fen=income.refunds_fen, pass_through_fen=income.pass_through_fen,
        state=_S.COMPUTED if amount else _S.BOOKED,
    )  # fmt: skip


def reversal_of(line: FundAllocation, *, now: dt.datetime) -> FundAllocation:
    """The line that takes another one back (PB-22)."""
    return replace(
        line, kind=AllocationKind.REVERSAL, base_fen=-line.base_fen, amount_fen=-line.amount_fen,
        gross_fee_fen=-line.gross_fee_fen, refunds_fen=-line.refunds_fen, pass_through_fen=-line.pass_through_fen,
        state=_S.REVERSED, ledger_entry="", create_time=now, booked_date=None, booked_document_number="", late=False,
        entry_reason="", deadlines=(), etag="1",
    )  # fmt: skip


def year_line(lines: Iterable[FundAllocation], year: int, *, now: dt.datetime) -> FundAllocation:
    """The line of a year's check, which the check itself books (PB-21). Raises NOTHING_TO_TRUE_UP."""
    listed = tuple(lines)
    last = listed[-1]
    base, amount = true_up(listed, last.percent)
    if amount == 0 and not any("trueUp" in MOVES[one.state] for one in listed):
        raise nothing_to_true_up()
    return FundAllocation(
        name="", office=last.office, division=last.division, period=str(year), kind=AllocationKind.YEAR_TRUE_UP,
        base_fen=base, percent=last.percent, amount_fen=amount, income_report="", report_version=0, ledger_entry="",
        create_time=now, state=_S.TRUED_UP,
    )  # fmt: skip


def moved(line: FundAllocation, state: AllocationState) -> FundAllocation:
    """The line in another state."""
    return replace(line, state=state, etag=str(int(line.etag) + 1))


def standing(lines: Iterable[FundAllocation]) -> FundAllocation | None:
    """The month's allocation that counts: the newest one that was not reversed. `lines` are those of one month."""
    of_month = (one for one in lines if one.kind is AllocationKind.PERIODIC)
    return max(of_month, key=lambda one: one.report_version, default=None)


def true_up(lines: Iterable[FundAllocation], percent: int) -> tuple[int, int]:
    """The year's base, and what the fund still lacks or has too much for it, both in fen (PB-21).

    The sum of the year's lines with this amount is the percentage of the whole year's base, rounded once (M-02).
    """
    listed = tuple(lines)
    base = sum(one.base_fen for one in listed if one.kind is not AllocationKind.YEAR_TRUE_UP)
    return base, percentage(base, percent) - sum(one.amount_fen for one in listed)


def transfer_of(amount_fen: int) -> tuple[Transfer, ...]:
    """The line of the ledger; none for 0, the other way round for less."""
    if amount_fen == 0:
        return ()
    debit, credit = (AVAILABLE, ALLOCATED) if amount_fen > 0 else (ALLOCATED, AVAILABLE)
    return (Transfer(debit=debit, credit=credit, amount_fen=abs(amount_fen)),)


def refuse_running_year(year: int, today: dt.date) -> None:
    """Raise YEAR_NOT_OVER."""
    if year >= today.year:
        raise RuleViolated(
            "YEAR_NOT_OVER", "该年度尚未结束，不能办理年终清算（PB-21）。请于次年办理。", rules=("PB-21",)
        )


def nothing_to_true_up() -> RuleViolated:
    """The refusal of a true-up of 0."""
    message = "该年度已提取数与应提取数一致，无需清算（PB-21）。如报表有误，请先由基层法律服务所更正收入报表。"
    return RuleViolated("NOTHING_TO_TRUE_UP", message, rules=("PB-21",))


def fund_unknown() -> RuleViolated:
    """The refusal for an office without a line in the year."""
    message = "该所该年度没有提取记录或者不在您的管辖范围内（PB-19）。请核对基层法律服务所和年度。"
    return RuleViolated("FUND_UNKNOWN", message, rules=("PB-19",))
