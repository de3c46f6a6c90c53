"""Use cases of self-inspections (SV-73, SV-74, F-01). It must not decide what is complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chassis.kernel.entry import Entry, Happening, check_day
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain.campaign import Campaign, CoverageKind
from services.supervision.domain.campaign_unit import CampaignUnit, CheckResult, covered, person_of, with_person
from services.supervision.domain.rectification import RectificationDraft, RectificationSource
from services.supervision.domain.self_inspection import (
    SelfInspection,
    SelfInspectionDraft,
    SelfInspectionFilter,
    SheetHead,
    SheetRow,
    Submission,
    accepted,
    allow,
    filled,
    opened,
    require_people,
    returned,
    submitted,
    with_rows,
)
from services.supervision.domain.sheet_rows import fill_rows, has_problem, open_problems, require_complete
from services.supervision.domain.sheet_subject import item_of, subject_of
from services.supervision.handlers.campaign_unit import open_unit, save_unit
from services.supervision.handlers.rectification import create_rectification
from services.supervision.handlers.sheet_form import read_form, rows_of, write_form
from services.supervision.persistence import self_inspection as rows

TODAY = Happening(happened_date=None, entry_reason="")


def create_sheet(tx: Tx, draft: SelfInspectionDraft) -> SelfInspection:
    """Open the sheet of a person or of the unit (SV-73, SV-74)."""
    unit, _, _ = open_unit(tx, draft.campaign_unit, "selfInspect", TODAY, etag="")
    given = rows_of(tx, unit, draft.person)
    sheet = opened(draft, unit, given, name=f"selfInspections/{tx.new_id()}", now=tx.now)
    rows.insert_sheet(tx.session, sheet)
    tx.note("self_inspection.create", sheet.name, rules=("SV-74",))
    return sheet


def get_sheet(tx: Tx, name: str) -> SelfInspection:
    """One within the caller's divisions."""
    return _found(rows.load_sheet(tx.session, name, tx.principal))


def list_sheets(tx: Tx, wanted: SelfInspectionFilter, page: Page) -> tuple[list[SelfInspection], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_sheets(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def fill_sheet(tx: Tx, name: str, head: SheetHead, given: Sequence[SheetRow], *, etag: str) -> SelfInspection:
    """Fill the sheet in (SV-73)."""
    sheet = _locked(tx, name, "fill", etag=etag)
    return _filled(tx, sheet, head, given, "fill")


def import_sheet(tx: Tx, name: str, head: SheetHead, content: bytes, *, etag: str) -> SelfInspection:
    """Fill the sheet in from its form as a file (SV-74)."""
    sheet = _locked(tx, name, "import", etag=etag)
    return _filled(tx, sheet, head, read_form(sheet, content), "import")


def export_sheet(tx: Tx, name: str) -> bytes:
    """The sheet as a workbook (SV-74)."""
    return write_form(get_sheet(tx, name))


def submit_sheet(tx: Tx, name: str, told: Submission, *, etag: str) -> SelfInspection:
    """Hand the sheet in; what is not put right becomes a rectification at once (SV-20, SV-73)."""
    sheet = _locked(tx, name, "submit", etag=etag)
    unit, campaign, entry = open_unit(tx, sheet.campaign_unit, "selfInspect", told, etag="")
    require_complete(sheet)
    if not sheet.person:
        require_people(unit, rows.people_handed_in(tx.session, unit.name))
    after = submitted(sheet, told, entry, unit)
    made = {row.number: _put_right(tx, after, unit, campaign, row, told, entry) for row in open_problems(after)}
    after = with_rows(
        after, tuple(replace(row, rectification=made.get(row.number, row.rectification)) for row in after.rows)
    )
    return _saved(tx, after, "submit", document=told.document_number)


def return_sheet(tx: Tx, name: str, reason: str, *, etag: str) -> SelfInspection:
    """The section gives it back (SV-73)."""
    sheet = _locked(tx, name, "return", etag=etag)
    open_unit(tx, sheet.campaign_unit, "selfInspect", TODAY, etag="")
    return _saved(tx, returned(sheet, reason), "return")


def accept_sheet(tx: Tx, name: str, *, etag: str) -> SelfInspection:
    """The section accepts it: the person, or the unit, is covered (SV-02, SV-73)."""
    sheet = _locked(tx, name, "accept", etag=etag)
    unit, _, _ = open_unit(tx, sheet.campaign_unit, "selfInspect", TODAY, etag="")
    save_unit(tx, _covered(unit, sheet), "selfInspect", rule="SV-73")
    return _saved(tx, accepted(sheet), "accept")


def _covered(unit: CampaignUnit, sheet: SelfInspection) -> CampaignUnit:
    if sheet.person:
        return with_person(unit, replace(person_of(unit, sheet.person), self_inspection=sheet.name))
    assert sheet.submitted_date is not None, "only what was handed in is accepted"
    result = CheckResult.PROBLEMS if has_problem(sheet) else CheckResult.NONE_FOUND
    made = tuple(row.rectification for row in sheet.rows if row.rectification)
    return covered(
        unit, CoverageKind.SELF_INSPECTION, sheet.submitted_date, result=result, record=sheet.name, rectifications=made
    )


def _put_right(
    tx: Tx, sheet: SelfInspection, unit: CampaignUnit, campaign: Campaign, row: SheetRow, told: Submission, entry: Entry
) -> str:
    kind, subject = subject_of(unit, sheet.person)
    draft = RectificationDraft(
        source=RectificationSource.SELF_INSPECTION, source_reference=sheet.name, item=item_of(sheet, row),
        subject_type=kind, subject=subject, unit_title=unit.title, division=unit.division, problem=row.problem,
        measure=row.measure, responsible_person=row.responsible_person, responsible_account="",
        action_officer=row.action_officer, phase_end_date=campaign.phase_end(entry.happened_date),
        document_number=told.document_number, entry_reason=told.entry_reason, issued_date=entry.happened_date,
        due_date=row.due_date,
    )  # fmt: skip
    return create_rectification(tx, draft).name


def _filled(
    tx: Tx, sheet: SelfInspection, head: SheetHead, given: Sequence[SheetRow], action: str
) -> SelfInspection:  # fmt: skip
    check_day(head.filled_date, today=tx.today, not_before=None, field="filled_date")
    return _saved(tx, filled(sheet, head, fill_rows(sheet.rows, given)), action)


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> SelfInspection:
    sheet = _found(rows.load_sheet(tx.session, name, tx.principal, lock=True))
    allow(sheet, action, etag=etag)
    return sheet


def _saved(tx: Tx, sheet: SelfInspection, action: str, *, document: str = "") -> SelfInspection:
    rows.update_sheet(tx.session, sheet)
    tx.note(f"self_inspection.{action}", sheet.name, rules=("SV-73",), document=document)
    return sheet


def _found(sheet: SelfInspection | None) -> SelfInspection:
    if sheet is None:
        raise NotFound("自查表")
    return sheet
