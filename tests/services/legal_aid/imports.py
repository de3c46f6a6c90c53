"""Every table that is imported, as cells that can be changed and sent in either form. It must not assert anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import brought, claim
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.payments import ask, csv_of, export, file_of
from tests.services.legal_aid.record_comparisons import HEAD, compare_records
from tests.workbooks import workbook_of

BANK_HEAD = "案号,金额,支付日期\n"
LINES = 8


@dataclass(frozen=True, kw_only=True)
class Import:
    """One import: its table as cells, which of its columns holds what, how it is sent, and where faults are told."""

    field: str
    cells: list[list[str]]
    text: str
    amount: str
    date: str
    send: Callable[[bytes], Any]
    unique: bool = True
    form: str = "csv"

    def write(self, rows: list[list[str]]) -> bytes:
        """A file of the cells, in the form that is tried."""
        return workbook_of(rows) if self.form == "xlsx" else csv_of(rows).encode()

    def changed(self, *changes: tuple[int, str, str]) -> bytes:
        """The table with other cells: row from 1, heading, value."""
        rows = [list(row) for row in self.cells]
        for row, heading, value in changes:
            rows[row][rows[0].index(heading)] = value
        return self.write(rows)

    def at(self, row: int, name: str) -> str:
        return f"{self.field}[{row}].{NAMES[name]}"


NAMES = {"单据": "payable", "案号": "number", "金额": "amount", "支付日期": "paid_date", "补贴金额": "subsidy",
         "指派日期": "assigned_date"}  # fmt: skip


def result_import(counter: Counter) -> Import:
    source, who = funded(counter), lawyer(counter)
    for _ in range(LINES):
        done = done_case(counter, who)
        brought(counter, claim(counter, done.name, done.assignments[0], source), "approve")
    batch = export(counter, source).name
    told = file_of(counter, batch).content.decode().splitlines()[1:-1]
    rows = [[one.split(",")[0], "1400.00", "2026-06-15", f"B{place}"] for place, one in enumerate(told)]
    return Import(
        field="content", cells=[["单据", "金额", "支付日期", "银行流水号"], *rows], text="单据", amount="金额",
        date="支付日期",
        send=lambda content: ask(counter, "ImportPaymentResult", name=batch, content=content),
    )  # fmt: skip


def paper_import(counter: Counter) -> Import:
    rows = [[f"示案{place}号", "王㐂", "", "", "2026-06-15", "", "1400.00"] for place in range(LINES)]
    return Import(
        field="record_comparison.paper", cells=[HEAD.strip().split(","), *rows], text="案号", amount="补贴金额",
        date="指派日期", send=partial(compare_records, counter),
    )  # fmt: skip


def bank_import(counter: Counter) -> Import:
    rows = [[f"示案{place}号", "1400.00", "2026-06-15"] for place in range(LINES)]
    return Import(
        field="record_comparison.bank", cells=[BANK_HEAD.strip().split(","), *rows], text="案号", amount="金额",
        date="支付日期", send=partial(compare_records, counter, HEAD), unique=False,
    )  # fmt: skip


IMPORTS = {"result": result_import, "paper": paper_import, "bank": bank_import}
