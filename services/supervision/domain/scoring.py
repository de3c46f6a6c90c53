"""How a sheet is scored, signed, judged and replaced (SV-50 to SV-52, TV-S01, TV-S03). It must not read a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.supervision.domain.campaign import Campaign, ScoreCategory
from services.supervision.domain.campaign_unit import CampaignUnit, share
from services.supervision.domain.score_sheet import (
    TENTHS,
    Deduction,
    Judgement,
    ScoredCategory,
    ScoreSheet,
    ScoreSheetDraft,
    ScoreSheetState,
    ScoreSignature,
    ScoreVerdict,
    changed,
)

_S = ScoreSheetState
SIGNERS = 2


def opened(
    draft: ScoreSheetDraft, unit: CampaignUnit, campaign: Campaign, categories: Sequence[ScoreCategory],
    *, name: str, entry: Entry, now: dt.datetime,
) -> ScoreSheet:  # fmt: skip
    """A sheet with full points (SV-50, SV-52): the categories are those of the campaign, else of the pack."""
    values = {field.name: getattr(draft, field.name) for field in fields(ScoreSheetDraft)}
    return ScoreSheet(
        **{**values, "checked_date": entry.happened_date}, name=name, campaign=unit.campaign, unit=unit.unit,
        subject=unit.subject, unit_title=unit.title, division=unit.division, year=campaign.phases[0].start_date.year,
        **_summed(categories, ()), signatures=(), return_reason="", final_date=None, pass_mark_tenths=None,
        verdict=None, verdict_reason="", verdict_document="", state=_S.DRAFT, create_time=now, etag="1",
    )  # fmt: skip


def scored(sheet: ScoreSheet, deductions: Sequence[Deduction]) -> ScoreSheet:
    """All deductions of the sheet in place of those before (SV-50, SV-51).

    Raises InvalidFields CATEGORY_UNKNOWN, ITEM_UNKNOWN, DEDUCTION_WITHOUT_REASON.
    """
    faults = tuple(_faults(sheet.categories, deductions))
    if faults:
        raise InvalidFields(faults)
    categories = [
        ScoreCategory(title=one.title, full_points=one.full_points, items=one.items) for one in sheet.categories
    ]
    return changed(sheet, **_summed(categories, tuple(deductions)))


def signed(sheet: ScoreSheet, entry: Entry, *, by: str, pass_mark: int | None) -> ScoreSheet:
    """The first, then another officer answers for it; the second signature makes it final (SV-50, P-03).

    `pass_mark` in points calls the unit by itself; without one nobody does until a person judges (SV-52).
    Raises PERMISSION_DENIED `SIGNED_ALREADY`.
    """
    if by in {one.signed_by for one in sheet.signatures}:
        message = "您已在该评分表上签字（SV-50），须由另一名人员签字。请转交其他人员。"
        raise Refusal(Kind.PERMISSION_DENIED, "SIGNED_ALREADY", message, metadata={"rules": "SV-50"})
    signatures = (*sheet.signatures, ScoreSignature(signed_by=by, signed_date=entry.happened_date))
    if len(signatures) < SIGNERS:
        return changed(sheet, state=_S.SIGNED, signatures=signatures, return_reason="")
    mark = None if pass_mark is None else pass_mark * TENTHS
    return changed(
        sheet, state=_S.FINAL, signatures=signatures, final_date=entry.happened_date, pass_mark_tenths=mark,
        verdict=called(sheet.total_tenths, mark),
    )  # fmt: skip


def called(total_tenths: int, mark_tenths: int | None) -> ScoreVerdict | None:
    """What the mark of a pack calls the unit; None without one: then a person decides (SV-52)."""
    if mark_tenths is None:
        return None
    return ScoreVerdict.QUALIFIED if total_tenths >= mark_tenths else ScoreVerdict.UNQUALIFIED


def returned(sheet: ScoreSheet, reason: str) -> ScoreSheet:
    """Who was to sign second does not: it is scored again, and signed by two anew (SV-50)."""
    return changed(sheet, state=_S.DRAFT, signatures=(), return_reason=reason)


def judged(sheet: ScoreSheet, told: Judgement) -> ScoreSheet:
    """A person calls the unit, once (SV-52). Raises VERDICT_GIVEN."""
    if sheet.verdict is not None:
        message = "该评分表已有合格与否的认定（SV-52），不能再认定。确有错误的，请另制评分表替换。"
        raise RuleViolated("VERDICT_GIVEN", message, rules=("SV-52",))
    return changed(
        sheet, verdict=told.verdict, verdict_reason=told.reason, verdict_document=told.document_number
    )  # fmt: skip


def require_place(draft: ScoreSheetDraft, standing: Sequence[tuple[str, ScoreSheetState]]) -> None:
    """One sheet per unit and campaign; a final one is corrected by another that names it (SV-50, P-06).

    `standing` are the unit's sheets that nothing has replaced. Raises ALREADY_EXISTS `SCORE_SHEET_EXISTS`,
    REPLACED_SHEET_UNFIT, and InvalidFields REPLACEMENT_REASON_MISSING.
    """
    if not draft.replaces:
        if standing:
            message = "该单位在本次专项整治中已有评分表（SV-50），不能重复制作。更正已定稿的请在 replaces 中写明原表。"
            raise Refusal(Kind.ALREADY_EXISTS, "SCORE_SHEET_EXISTS", message, metadata={"rules": "SV-50"})
        return
    if standing != [(draft.replaces, _S.FINAL)]:
        message = "只能替换该单位已定稿的评分表，且一次只办理一张替换（SV-50）。请核对 replaces。"
        raise RuleViolated("REPLACED_SHEET_UNFIT", message, rules=("SV-50",))
    if not draft.replacement_reason:
        text = "替换已定稿的评分表须写明原因（P-06），请补充"
        raise InvalidFields(
            (Violation(field="score_sheet.replacement_reason", reason="REPLACEMENT_REASON_MISSING", description=text),)
        )  # fmt: skip


def _summed(categories: Sequence[ScoreCategory], deductions: tuple[Deduction, ...]) -> dict[str, Any]:
    """Category = max(0, full − deductions); total is their sum; share of the full total, half up (SV-51)."""
    rows = tuple(
        _row(one, sum(each.points_tenths for each in deductions if each.category == place))
        for place, one in enumerate(categories, start=1)
    )
    total, full = sum(one.score_tenths for one in rows), sum(one.full_points * TENTHS for one in rows)
    return {
        "categories": rows, "deductions": deductions, "total_tenths": total, "full_tenths": full,
        "share": share(total, full),
    }  # fmt: skip


def _row(category: ScoreCategory, deducted: int) -> ScoredCategory:
    return ScoredCategory(
        title=category.title, full_points=category.full_points, items=category.items, deducted_tenths=deducted,
        score_tenths=max(0, category.full_points * TENTHS - deducted),
    )  # fmt: skip


def _faults(categories: tuple[ScoredCategory, ...], deductions: Sequence[Deduction]) -> Iterator[Violation]:
    for place, one in enumerate(deductions):
        if one.category > len(categories):
            yield _fault(place, "category", "CATEGORY_UNKNOWN", "评分表没有这一类（SV-50），请核对类别序号")
        elif one.item > len(categories[one.category - 1].items):
            yield _fault(place, "item", "ITEM_UNKNOWN", "该类没有这一项目（SV-50），请核对项目序号，整类扣分填0")
        if not one.reason.strip():
            yield _fault(place, "reason", "DEDUCTION_WITHOUT_REASON", "扣分须在扣分备注中写明理由（SV-50），请补充")


def _fault(place: int, field: str, reason: str, text: str) -> Violation:
    return Violation(field=f"deductions[{place}].{field}", reason=reason, description=text)
