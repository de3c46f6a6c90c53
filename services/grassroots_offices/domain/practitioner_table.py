"""The table in which a roster of practitioners is uploaded (P-07, GO-30). It must not decide who may practise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from chassis.kernel.errors import Violation
from chassis.kernel.table import CellKind, Column, Value
from chassis.kernel.uploaded_row import YES_NO, TextCell, answer_faults, cell_fault, text_faults, text_in
from services.grassroots_offices.domain.licence_column import licence_faults
from services.grassroots_offices.domain.practitioner import Education, PractitionerDraft

COLUMNS = (
    Column(heading="许可证号", name="licence_number"),
    Column(heading="姓名", name="full_name"),
    Column(heading="执业证号", name="certificate_number", key=True),
    Column(heading="发证日期", name="certified_date", kind=CellKind.DATE),
    Column(heading="学历", name="education"),
    Column(heading="法律职业资格", name="legal_qualification"),
    Column(heading="专职", name="full_time"),
    Column(heading="合伙人", name="partner"),
    Column(heading="文号", name="document_number"),
)
EDUCATIONS = {
    "大专以下": Education.BELOW, "法律大专": Education.JUNIOR_LAW, "非法律本科": Education.BACHELOR_NON_LAW,
    "法律本科": Education.BACHELOR_LAW, "研究生": Education.HIGHER,
}  # fmt: skip
ANSWERS = {"legal_qualification": "法律职业资格", "full_time": "专职", "partner": "合伙人"}
TEXTS = (
    TextCell(name="full_name", heading="姓名", least=2, most=40),
    TextCell(name="certificate_number", heading="执业证号", least=2, most=40),
    TextCell(name="document_number", heading="文号", least=2, most=60),
)


def roster_faults(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[Violation]:
    """Every cell that cannot be read; `known` names the offices by licence (P-07)."""
    yield from licence_faults(rows, known)
    for place, row in enumerate(rows, start=1):
        if text_in(row, "education") not in EDUCATIONS:
            yield cell_fault(place, "education", "EDUCATION", f"学历：须为{'、'.join(EDUCATIONS)}之一")
        yield from answer_faults(place, row, ANSWERS)
        yield from text_faults(place, row, TEXTS)


def roster_drafts(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[PractitionerDraft]:
    """What rows without faults say."""
    for row in rows:
        day = row["certified_date"]
        if isinstance(day, dt.date):
            answers = {name: YES_NO[text_in(row, name)] for name in ANSWERS}
            yield PractitionerDraft(
                office=known[text_in(row, "licence_number")], full_name=text_in(row, "full_name"),
                certificate_number=text_in(row, "certificate_number"), certified_date=day,
                education=EDUCATIONS[text_in(row, "education")], former_posts=(),
                document_number=text_in(row, "document_number"), **answers,
            )  # fmt: skip
