"""The forms of self-inspections: rows, what is known of them, in and out as a file (SV-74). It must not decide."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from chassis.table_file import read_table
from chassis.toml_file import read_toml
from chassis.tx import Tx
from chassis.workbook_writing import write_workbook
from services.supervision.domain.campaign_unit import CampaignUnit
from services.supervision.domain.self_inspection import SelfInspection, SheetEvidence, SheetRow
from services.supervision.domain.sheet_form import COLUMNS, form_lines, form_rows
from services.supervision.domain.sheet_rows import blank_rows
from services.supervision.domain.supervised_unit import UnitTopic
from services.supervision.persistence.self_inspection import clues_by_item, corrected_by_bureau

FOLDER = Path(__file__).parents[1] / "templates"
REVIEWED = 5  # Row of F-01 on aid to the ineligible and refusal of the eligible.


@cache
def form_of(topic: UnitTopic) -> dict[str, Any]:
    """Title and rows of the form of a topic (SV-74)."""
    return read_toml(FOLDER / f"sheet-{topic.name.lower().replace('_', '-')}.toml")


def rows_of(tx: Tx, unit: CampaignUnit, person: str) -> tuple[SheetRow, ...]:
    """Blank rows of the unit's form; of an institution's own sheet with what supervision counted (SV-74, F-01).

    The rows are the topics of the notice: seven of legal aid (SV-08), five of firms and offices (SV-09).
    """
    known = {} if person or unit.topic is not UnitTopic.LEGAL_AID else _evidence(tx, unit.subject)
    return blank_rows(form_of(unit.topic)["rows"], known)


def read_form(sheet: SelfInspection, content: bytes) -> list[SheetRow]:
    """The rows of an uploaded form. Raises InvalidFields that names every bad cell."""
    return form_rows(sheet.rows, read_table(content, COLUMNS, field="content"))


def write_form(sheet: SelfInspection) -> bytes:
    """The sheet as a workbook; unit, day and signers stand on the printed page (F-01)."""
    day = "" if sheet.filled_date is None else sheet.filled_date.isoformat()
    return write_workbook(
        form_lines(sheet),
        head=f"{form_of(sheet.topic)['title']}\n填报机构（盖章）：{sheet.unit_title}　填报时间：{day}",
        foot=f"{_figures(sheet)}填报人：{sheet.filler}　审批人：{sheet.approver}　联系方式：{sheet.contact}",
    )


def _figures(sheet: SelfInspection) -> str:
    """A line of the printed page (SV-83)."""
    told = sheet.figures
    if told is None:
        return ""
    return (
        f"抽查案卷{told.files_sampled}件　回访当事人{told.clients_called}人　"
        f"投诉{told.complaint_count}件（有结果{told.complaint_settled_count}件）　"
        f"信访{told.petition_count}件（有结果{told.petition_settled_count}件）\n"
    )


def _evidence(tx: Tx, institution: str) -> dict[int, tuple[SheetEvidence, ...]]:
    found: dict[int, list[str]] = {}
    for item, name in clues_by_item(tx.session, institution):
        found.setdefault(item, []).append(name)
    known: dict[int, tuple[SheetEvidence, ...]] = {
        item: (SheetEvidence(title="问题线索", count=len(names), records=tuple(names)),)
        for item, names in found.items()
    }
    tally = corrected_by_bureau(tx.session, institution)
    if tally is not None:
        reviewed = SheetEvidence(title="异议复查责令提供援助", count=tally[1], records=(tally[0],))
        known[REVIEWED] = (*known.get(REVIEWED, ()), reviewed)
    return known
