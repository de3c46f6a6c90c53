"""The receipts of an office's year: missing numbers, and months beside their income reports (GO-16, XF-08).

It must not judge why a number is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.grassroots_offices.domain.fee_receipt import FeeReceipt, FeeReceiptKind, FeeReceiptState
from services.grassroots_offices.domain.income_report import IncomeReport

_K = FeeReceiptKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGap:
    """Numbers from `first` to `last` that nothing is entered under."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptMonth:
    """What receipts of a month say, in fen, and whether the report that counts says the same."""

    period: str
    gross_fen: int
    refunds_fen: int
    pass_through_fen: int
    reported: bool
    differs: bool
    income_report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptCheck:
    """The year of an office."""

    office: str
    year: int
    receipt_count: int
    last_number: int
    gaps: tuple[NumberGap, ...]
    months: tuple[ReceiptMonth, ...]


def check_receipts(office: str, year: int, receipts: list[FeeReceipt], reports: list[IncomeReport]) -> ReceiptCheck:
    """Spoiled and cancelled numbers are accounted for; only money that was not cancelled counts (GO-16)."""
    numbers = sorted(one.number for one in receipts)
    by_period = {one.period: one for one in reports}
    counted = [one for one in receipts if one.state is FeeReceiptState.ISSUED]
    periods = sorted({_period(one) for one in counted} | set(by_period))
    return ReceiptCheck(
        office=office, year=year, receipt_count=len(numbers), last_number=numbers[-1] if numbers else 0,
        gaps=tuple(number_gaps(numbers)),
        months=tuple(
            _month(period, [one for one in counted if _period(one) == period], by_period.get(period))
            for period in periods
        ),
    )  # fmt: skip


def number_gaps(numbers: Iterable[int]) -> Iterator[NumberGap]:
    """What is missing from 1 to the highest of ascending numbers (GO-16)."""
    expected = 1
    for number in numbers:
        if number > expected:
            yield NumberGap(first=expected, last=number - 1)
        expected = number + 1


def _month(period: str, receipts: list[FeeReceipt], report: IncomeReport | None) -> ReceiptMonth:
    def total(*kinds: FeeReceiptKind) -> int:
        return sum(one.amount_fen for one in receipts if one.kind in kinds)

    figures = (total(_K.FEE, _K.PASS_THROUGH), total(_K.REFUND), total(_K.PASS_THROUGH))
    told = None if report is None else (report.gross_fee_fen, report.refunds_fen, report.pass_through_fen)
    return ReceiptMonth(
        period=period, gross_fen=figures[0], refunds_fen=figures[1], pass_through_fen=figures[2],
        reported=report is not None, differs=told is not None and told != figures,
        income_report="" if report is None else report.name,
    )  # fmt: skip


def _period(receipt: FeeReceipt) -> str:
    return f"{receipt.received_date:%Y-%m}"
