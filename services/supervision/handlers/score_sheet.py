"""Use cases of score sheets: open, score, sign, return, judge, print (SV-50 to SV-52, F-02). It must not score."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from chassis.workbook_writing import write_workbook
from services.supervision.domain import scoring
from services.supervision.domain.appraised import REPLACED, of_score
from services.supervision.domain.campaign import Campaign, ScoreCategory
from services.supervision.domain.campaign_check import require_fit
from services.supervision.domain.score_form import score_lines
from services.supervision.domain.score_sheet import (
    Deduction,
    Judgement,
    ScoreSheet,
    ScoreSheetDraft,
    ScoreSheetFilter,
    ScoreSheetState,
    allow,
    changed,
    told_final,
)
from services.supervision.handlers.appraisal import book, unbook
from services.supervision.handlers.campaign_unit import open_unit
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import score_sheet as rows
from services.supervision.persistence.inspection_officer import officers_named


def create_score_sheet(tx: Tx, draft: ScoreSheetDraft) -> ScoreSheet:
    """Open the sheet of a unit, or one in the place of a final one (SV-50, P-06)."""
    told = Happening(happened_date=draft.checked_date, entry_reason=draft.entry_reason)
    unit, campaign, entry = open_unit(
        tx, draft.campaign_unit, "score", told, etag="", field="score_sheet.checked_date"
    )  # fmt: skip
    scoring.require_place(draft, rows.standing_sheets(tx.session, unit.name))
    found = officers_named(tx.session, draft.officers, tx.principal)
    require_fit(unit, draft.officers, found, entry.happened_date)
    categories = _categories(tx, campaign, unit.division)
    name = f"scoreSheets/{tx.new_id()}"
    sheet = scoring.opened(draft, unit, campaign, categories, name=name, entry=entry, now=tx.now)
    rows.insert_sheet(tx.session, sheet)
    tx.note("score_sheet.create", sheet.name, rules=("SV-52",), document=draft.document_number)
    return sheet


def get_score_sheet(tx: Tx, name: str) -> ScoreSheet:
    """One within the caller's divisions."""
    return _found(rows.load_sheet(tx.session, name, tx.principal))


def list_score_sheets(tx: Tx, wanted: ScoreSheetFilter, page: Page) -> tuple[list[ScoreSheet], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_sheets(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def enter_scores(tx: Tx, name: str, deductions: Sequence[Deduction], *, etag: str) -> ScoreSheet:
    """All deductions in place of those before (SV-50, SV-51)."""
    return _saved(tx, scoring.scored(_opened(tx, name, "score", etag=etag), deductions), "score", rule="SV-51")


def sign_score_sheet(tx: Tx, name: str, told: Happening, *, etag: str) -> ScoreSheet:
    """Sign; the second signature makes the sheet final and tells it (SV-50, XF-27)."""
    sheet = _opened(tx, name, "sign", etag=etag)
    since = sheet.signatures[-1].signed_date if sheet.signatures else sheet.checked_date
    entry = enter_happening(tx, told, division=sheet.division, not_before=since)
    mark = tx.policy("sv.pass_mark", division=sheet.division, on=entry.happened_date)
    after = scoring.signed(sheet, entry, by=tx.principal.subject, pass_mark=mark.value if mark.is_set else None)
    if after.state is ScoreSheetState.FINAL:
        _replace(tx, after.replaces)
        tx.emit(told_final(after), subject=after.name)
        book(tx, of_score(after))
    return _saved(tx, after, "sign", rule="SV-50")


def return_score_sheet(tx: Tx, name: str, reason: str, *, etag: str) -> ScoreSheet:
    """It is not signed but scored again (SV-50)."""
    return _saved(tx, scoring.returned(_opened(tx, name, "return", etag=etag), reason), "return", rule="SV-50")


def judge_score_sheet(tx: Tx, name: str, told: Judgement, *, etag: str) -> ScoreSheet:
    """A person calls the unit (SV-52)."""
    sheet = _opened(tx, name, "judge", etag=etag)
    enter_happening(tx, told, division=sheet.division, not_before=sheet.final_date)
    return _saved(tx, scoring.judged(sheet, told), "judge", rule="SV-52", document=told.document_number)


def export_score_sheet(tx: Tx, name: str) -> bytes:
    """The sheet as a workbook; unit, year, day and signers stand on the printed page (F-02)."""
    sheet = get_score_sheet(tx, name)
    return write_workbook(
        score_lines(sheet),
        head=f"评分表\n被检查单位：{sheet.unit_title}　年度：{sheet.year}　检查日期：{sheet.checked_date.isoformat()}",
        foot=f"签字：{'、'.join(one.signed_by for one in sheet.signatures)}",
    )


def _categories(tx: Tx, campaign: Campaign, division: str) -> Sequence[ScoreCategory]:
    """Those of the campaign; where it names none, those of the pack on its first day (SV-52)."""
    if campaign.score_categories:
        return campaign.score_categories
    ruled = tx.policy("sv.score_categories", division=division, on=campaign.phases[0].start_date).value
    return [ScoreCategory(title=one["name"], full_points=one["full"]) for one in ruled]


def _replace(tx: Tx, name: str) -> None:
    before = rows.lock_sheet(tx.session, name)
    if before is not None:
        unbook(tx, before.name, REPLACED)
        _saved(tx, changed(before, state=ScoreSheetState.REPLACED), "replace", rule="P-06")


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> ScoreSheet:
    sheet = _found(rows.load_sheet(tx.session, name, tx.principal, lock=True))
    allow(sheet, action, etag=etag)
    return sheet


def _saved(tx: Tx, sheet: ScoreSheet, action: str, *, rule: str, document: str = "") -> ScoreSheet:
    rows.update_sheet(tx.session, sheet)
    tx.note(f"score_sheet.{action}", sheet.name, rules=(rule,), document=document)
    return sheet


def _found(sheet: ScoreSheet | None) -> ScoreSheet:
    if sheet is None:
        raise NotFound("评分表")
    return sheet
