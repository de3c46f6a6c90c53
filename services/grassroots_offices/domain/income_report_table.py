"""The table in which income reports are uploaded (PB-20). It must not decide whether a month may be reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from chassis.kernel.errors import Violation
from chassis.kernel.table import CellKind, Column, Value
from chassis.kernel.uploaded_row import TextCell, cell_fault, text_faults, text_in
from services.grassroots_offices.domain.income_report import IncomeReportDraft
from services.grassroots_offices.domain.licence_column import licence_faults

COLUMNS = (
    Column(heading="许可证号", name="licence_number", key=True),
    Column(heading="月份", name="period", key=True),
    Column(heading="收费总额", name="gross_fee_fen", kind=CellKind.AMOUNT),
    Column(heading="退费", name="refunds_fen", kind=CellKind.AMOUNT),
    Column(heading="代收代付", name="pass_through_fen", kind=CellKind.AMOUNT),
    Column(heading="法律援助补贴", name="legal_aid_subsidy_fen", kind=CellKind.AMOUNT),
    Column(heading="其他收入", name="other_income_fen", kind=CellKind.AMOUNT),
    Column(heading="文号", name="document_number"),
)
AMOUNTS = tuple(one for one in COLUMNS if one.kind is CellKind.AMOUNT)
TEXTS = (TextCell(name="document_number", heading="文号", least=2, most=60),)
MOST_FEN = 1_000_000_000_000
_PERIOD = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


def income_faults(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[Violation]:
    """Every cell that cannot be read; `known` names the offices by licence (PB-20)."""
    yield from licence_faults(rows, known)
    for place, row in enumerate(rows, start=1):
        if not _PERIOD.fullmatch(text_in(row, "period")):
            yield cell_fault(place, "period", "PERIOD_FORMAT", "月份：须为四位年和两位月的文本，如2026-05")
        for column in AMOUNTS:
            if _fen(row, column.name) > MOST_FEN:
                yield cell_fault(place, column.name, "AMOUNT_TOO_LARGE", f"{column.heading}：超过允许的金额")
        yield from text_faults(place, row, TEXTS)


def income_drafts(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[IncomeReportDraft]:
    """What rows without faults say, amounts in fen."""
    for row in rows:
        yield IncomeReportDraft(
            office=known[text_in(row, "licence_number")], period=text_in(row, "period"),
            document_number=text_in(row, "document_number"),
            **{column.name: _fen(row, column.name) for column in AMOUNTS},
        )  # fmt: skip


def _fen(row: Mapping[str, Value], column: str) -> int:
    value = row[column]
    return value if isinstance(value, int) else 0
