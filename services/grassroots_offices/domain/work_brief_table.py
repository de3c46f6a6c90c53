"""The table in which work briefs and typical cases are uploaded (GO-82). It must not decide whether they count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from chassis.kernel.errors import Violation
from chassis.kernel.table import CellKind, Column, Value
from chassis.kernel.uploaded_row import TextCell, cell_fault, text_faults, text_in
from services.grassroots_offices.domain.licence_column import licence_faults
from services.grassroots_offices.domain.work_brief import WorkBriefDraft, WorkBriefKind

COLUMNS = (
    Column(heading="许可证号", name="licence_number", key=True),
    Column(heading="类别", name="kind", key=True),
    Column(heading="标题", name="title", key=True),
    Column(heading="报送日期", name="submitted_date", kind=CellKind.DATE),
    Column(heading="文号", name="document_number"),
    Column(heading="补录原因", name="entry_reason", required=False),
)
KINDS = {"信息": WorkBriefKind.BRIEF, "典型案例": WorkBriefKind.TYPICAL_CASE}
TEXTS = (
    TextCell(name="title", heading="标题", least=2, most=100),
    TextCell(name="document_number", heading="文号", least=2, most=60),
    TextCell(name="entry_reason", heading="补录原因", least=0, most=200),
)


def brief_faults(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[Violation]:
    """Every cell that cannot be read; `known` names the offices by licence (GO-82)."""
    yield from licence_faults(rows, known)
    for place, row in enumerate(rows, start=1):
        if text_in(row, "kind") not in KINDS:
            yield cell_fault(place, "kind", "BRIEF_KIND", f"类别：须为{'、'.join(KINDS)}之一")
        yield from text_faults(place, row, TEXTS)


def brief_drafts(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[WorkBriefDraft]:
    """What rows without faults say."""
    for row in rows:
        day = row["submitted_date"]
        if isinstance(day, dt.date):
            yield WorkBriefDraft(
                office=known[text_in(row, "licence_number")], kind=KINDS[text_in(row, "kind")],
                title=text_in(row, "title"), submitted_date=day, document_number=text_in(row, "document_number"),
                entry_reason=text_in(row, "entry_reason"),
            )  # fmt: skip
