"""The statement of an office's fund by quarter (F-15), for programs and as a table for people. It must not book."""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.calendar import corresponding_day
from chassis.kernel.money import yuan
from chassis.kernel.spreadsheet import harmless
from services.party_building.domain.fund_allocation import AllocationKind, AllocationState, FundAllocation
from services.party_building.domain.fund_spend import FundSpend

HEADINGS = (
    "日期", "事项", "所属期", "收费总额", "退费", "代收代付", "基数", "提取3%", "已入账", "清算或者冲回", "支出",
    "余额", "报表版本", "凭证或者文号", "明细账分录",
)  # fmt: skip
TITLE = "党建经费台账"


class StatementLineKind(enum.Enum):
    """What a line is."""

    PERIODIC = enum.auto()
    REVERSAL = enum.auto()
    YEAR_TRUE_UP = enum.auto()
    SPEND = enum.auto()


TITLES = {
    StatementLineKind.PERIODIC: "提取",
    StatementLineKind.REVERSAL: "冲回",
    StatementLineKind.YEAR_TRUE_UP: "年终清算",
    StatementLineKind.SPEND: "支出",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FundStatementLine:
    """One line; amounts in fen."""

    kind: StatementLineKind
    entered_date: dt.date
    period: str
    gross_fee_fen: int
    refunds_fen: int
    pass_through_fen: int
    base_fen: int
    allocated_fen: int
    booked_fen: int
    adjusted_fen: int
    spent_fen: int
    balance_fen: int
    report_version: int
    document_numbers: tuple[str, ...]
    subject: str
    ledger_entry: str

    @property
    def moved_fen(self) -> int:
        """What the line does to the balance."""
        return self.allocated_fen + self.adjusted_fen - self.spent_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class FundStatement:
    """An office's fund over a quarter; amounts in fen."""

    name: str
    office: str
    division: str
    quarter: str
    opening_fen: int
    allocated_fen: int
    reversed_fen: int
    trued_up_fen: int
    spent_fen: int
    closing_fen: int
    lines: tuple[FundStatementLine, ...]


def days_of(quarter: str) -> tuple[dt.date, dt.date]:
    """The first day of a quarter `YYYY-Qn` and the first day after it."""
    first = dt.date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)
    return first, corresponding_day(first, 3)


def line_of(line: FundAllocation, entered_date: dt.date) -> FundStatementLine:
    """An allocation as the statement shows it; the balance is not reckoned yet (PB-19, PB-22, PB-23)."""
    periodic = line.kind is AllocationKind.PERIODIC
    booked = line.state in (AllocationState.BOOKED, AllocationState.TRUED_UP)
    return FundStatementLine(
        kind=StatementLineKind[line.kind.name], entered_date=entered_date, period=line.period,
        gross_fee_fen=line.gross_fee_fen, refunds_fen=line.refunds_fen, pass_through_fen=line.pass_through_fen,
        base_fen=line.base_fen,
        allocated_fen=line.amount_fen if periodic else 0, booked_fen=line.amount_fen if booked else 0,
        adjusted_fen=0 if periodic else line.amount_fen, spent_fen=0, balance_fen=0,
        report_version=line.report_version, document_numbers=tuple(filter(None, (line.booked_document_number,))),
        subject=line.name, ledger_entry=line.ledger_entry,
    )  # fmt: skip


def line_of_spend(spend: FundSpend) -> FundStatementLine:
    """A spending as the statement shows it (PB-38). Raises ValueError before it was decided."""
    if spend.decided_date is None:
        raise ValueError("a spending that was not decided is in no statement")
    return FundStatementLine(
        kind=StatementLineKind.SPEND, entered_date=spend.decided_date, period="", gross_fee_fen=0, refunds_fen=0,
        pass_through_fen=0, base_fen=0, allocated_fen=0, booked_fen=0, adjusted_fen=0, spent_fen=spend.amount_fen,
        balance_fen=0, report_version=0, document_numbers=(spend.document_number, spend.decision_document_number),
        subject=spend.name, ledger_entry=spend.ledger_entry,
    )  # fmt: skip


def statement_of(
    lines: Iterable[FundStatementLine], *, name: str, office: str, division: str, quarter: str
) -> FundStatement:
    """The quarter, each line with the balance after it. `lines` are all of the fund up to its end, in any order."""
    first, _ = days_of(quarter)
    balance, opening, shown = 0, 0, []
    for line in sorted(lines, key=_place):
        balance += line.moved_fen
        if line.entered_date < first:
            opening = balance
        else:
            shown.append(replace(line, balance_fen=balance))
    return FundStatement(
        name=name, office=office, division=division, quarter=quarter, opening_fen=opening,
        allocated_fen=sum(line.allocated_fen for line in shown),
        reversed_fen=sum(line.adjusted_fen for line in shown if line.kind is StatementLineKind.REVERSAL),
        trued_up_fen=sum(line.adjusted_fen for line in shown if line.kind is StatementLineKind.YEAR_TRUE_UP),
        spent_fen=sum(line.spent_fen for line in shown), closing_fen=balance, lines=tuple(shown),
    )  # fmt: skip


def readable(statement: FundStatement) -> str:
    """CSV in yuan: opening, lines, sums with the closing balance (M-01)."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow([TITLE, statement.office, statement.quarter])
    sheet.writerow(HEADINGS)
    empty = [""] * 7
    sheet.writerow(["", "期初", *empty, "", "", yuan(statement.opening_fen), "", "", ""])
    for line in statement.lines:
        sheet.writerow(harmless(cell) for cell in _cells(line))
    adjusted = statement.reversed_fen + statement.trued_up_fen
    sums = [yuan(statement.allocated_fen), "", yuan(adjusted), yuan(statement.spent_fen), yuan(statement.closing_fen)]
    sheet.writerow(["", "合计", *[""] * 5, *sums, "", "", ""])
    return out.getvalue()


def _cells(line: FundStatementLine) -> list[str]:
    amounts = (
        line.gross_fee_fen, line.refunds_fen, line.pass_through_fen, line.base_fen, line.allocated_fen,
        line.booked_fen, line.adjusted_fen, line.spent_fen, line.balance_fen,
    )  # fmt: skip
    version = str(line.report_version) if line.report_version else ""
    return [
        line.entered_date.isoformat(), TITLES[line.kind], line.period, *map(yuan, amounts), version,
        "；".join(line.document_numbers), line.ledger_entry,
    ]  # fmt: skip


def _place(line: FundStatementLine) -> tuple[dt.date, str]:
    """By day; within a day in the order in which they were entered, which ids tell."""
    return line.entered_date, (line.ledger_entry or line.subject).rpartition("/")[2]
