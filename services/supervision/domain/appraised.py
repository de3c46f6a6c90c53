"""What happens elsewhere in supervision, as entries of the appraisal account (SV-79). It must not book them."""

from __future__ import annotations

import datetime as dt

from services.supervision.domain.appraisal import AppraisalDraft, AppraisalEffect, AppraisalKind
from services.supervision.domain.campaign import CoverageKind
from services.supervision.domain.campaign_check import Check
from services.supervision.domain.campaign_unit import CampaignUnit, CheckResult
from services.supervision.domain.clue import Clue, ClueDisposal
from services.supervision.domain.inspection import Inspection, InspectionKind
from services.supervision.domain.practice_hold import PracticeHold
from services.supervision.domain.rectification import Rectification, RectificationConsequence
from services.supervision.domain.score_form import points
from services.supervision.domain.score_sheet import ScoreSheet
from services.supervision.domain.supervised_unit import SupervisedUnit

REPLACED = "评分表已由更正后的评分表替代（P-06）"
FELL_AWAY = "整改已按期完成，追究责任的提出已撤回（XF-40）"


def of_check(unit: CampaignUnit, check: Check, on: dt.date) -> AppraisalDraft:
    """A check of a campaign, a spot check under its own kind: problems count against the unit (SV-79, XF-28)."""
    spot, clean = check.kind is CoverageKind.SPOT_CHECK, check.result is not CheckResult.PROBLEMS
    return draft(
        AppraisalKind.SPOT_CHECK if spot else AppraisalKind.CAMPAIGN,
        AppraisalEffect.FOR if clean else AppraisalEffect.AGAINST,
        division=unit.division, subject=unit.subject, unit_title=unit.title, section=unit.section,
        reason="检查未发现问题" if clean else "检查发现问题", source=f"{unit.name} {check.kind.name}", on=on,
    )  # fmt: skip


def of_overdue(rectification: Rectification) -> AppraisalDraft | None:
    """Nothing was put right in time: holding to account was proposed, and the year counts it (SV-06, SV-79, XF-40).

    None for who can be held: the signed hold counts.
    """
    if rectification.consequence is not RectificationConsequence.ACCOUNTABILITY_PROPOSED:
        return None
    return draft(
        AppraisalKind.ACCOUNTABILITY, AppraisalEffect.AGAINST, division=rectification.division,
        subject=rectification.subject, unit_title=rectification.unit_title, reason="逾期未完成整改，提出追究责任",
        source=rectification.name, on=rectification.overdue_date,
    )  # fmt: skip


def of_spot_check(inspection: Inspection, unit: SupervisedUnit, *, problems: int, on: dt.date) -> AppraisalDraft | None:
    """A spot check outside of a campaign (SV-79, XF-28); None for other inspections, which are no entry."""
    if inspection.kind is not InspectionKind.SPOT_CHECK:
        return None
    return draft(
        AppraisalKind.SPOT_CHECK, AppraisalEffect.AGAINST if problems else AppraisalEffect.FOR,
        division=unit.division, subject=unit.subject, unit_title=unit.title, section=unit.section,
        reason="检查发现问题" if problems else "检查未发现问题", source=inspection.name, on=on,
    )  # fmt: skip


def of_score(sheet: ScoreSheet) -> AppraisalDraft:
    """A sheet became final; no text says which total is good, so it speaks neither for nor against (SV-79, XF-27)."""
    return draft(
        AppraisalKind.SCORE, AppraisalEffect.NEUTRAL, division=sheet.division, subject=sheet.subject or sheet.unit,
        reason=f"评分表总分 {points(sheet.total_tenths)}，满分 {points(sheet.full_tenths)}", source=sheet.name,
        on=sheet.final_date, year=sheet.year,
    )  # fmt: skip


def of_hold(hold: PracticeHold) -> AppraisalDraft:
    """A hold was signed because nothing was put right in time (SV-79).

    A hold is no penalty (K2): a statutory suspension is decided apart, and booked as PenaltyDecided tells it (SV-34).
    """
    return draft(
        AppraisalKind.BREACH, AppraisalEffect.AGAINST, division=hold.division, subject=hold.subject,
        unit_title=hold.unit_title, reason="逾期未完成整改，整改期间暂停执业", source=hold.name, on=hold.from_date,
    )  # fmt: skip


def of_clue(clue: Clue) -> AppraisalDraft | None:
    """A clue that was true and led to something (SV-79); None without consequences, or for what no register names."""
    if clue.disposal is ClueDisposal.NONE or not clue.owner.partition("/")[2]:
        return None
    return draft(
        AppraisalKind.BREACH, AppraisalEffect.AGAINST, division=clue.division, subject=clue.owner,
        reason="问题线索经核查属实并作出处理", source=clue.name, on=clue.disposed_date,
    )  # fmt: skip


def draft(
    kind: AppraisalKind, effect: AppraisalEffect, *, division: str, subject: str, reason: str, source: str,
    on: dt.date | None, unit_title: str = "", section: str = "", year: int = 0,
) -> AppraisalDraft:  # fmt: skip
    """An entry that a record makes; units of no register are known by their title."""
    return AppraisalDraft(
        division=division, year=year, subject=subject, unit_title="" if subject else unit_title, section=section,
        kind=kind, effect=effect, reason=reason, source=source, happened_date=on, entry_reason="",
    )  # fmt: skip
