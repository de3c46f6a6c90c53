"""A unit begins its work in a campaign, in time or late (SV-06). It must not hold anybody to account: people do."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal
from chassis.kernel.spans import days_late
from services.supervision.domain.appraisal import AppraisalDraft, AppraisalEffect, AppraisalKind
from services.supervision.domain.appraised import draft
from services.supervision.domain.campaign_unit import CampaignUnit, changed
from services.supervision.domain.rectification import AccountabilityProposed


def begun(unit: CampaignUnit, entry: Entry) -> CampaignUnit:
    """It began, in time or late by days (SV-06). Raises ALREADY_EXISTS `WORK_BEGUN`."""
    if unit.begun_date is not None:
        message = "该单位开始工作的日期已经登记（SV-06），不能重复登记。请核对单位。"
        raise Refusal(Kind.ALREADY_EXISTS, "WORK_BEGUN", message, metadata={"rules": "SV-06"})
    late = days_late(unit.begin_due_date or entry.happened_date, done=entry.happened_date)
    return changed(unit, begun_date=entry.happened_date, begun_days_late=late)


def of_late_start(unit: CampaignUnit) -> AppraisalDraft | None:
    """Work began late: holding to account is proposed, and the year counts it (SV-06, SV-79); None in time."""
    if not unit.begun_days_late:
        return None
    return draft(
        AppraisalKind.ACCOUNTABILITY, AppraisalEffect.AGAINST, division=unit.division, subject=unit.subject,
        unit_title=unit.title, section=unit.section, source=unit.name, on=unit.begun_date,
        reason=f"专项整治工作开展不及时，迟{unit.begun_days_late}日，提出追究责任",
    )  # fmt: skip


def told_late_start(unit: CampaignUnit) -> AccountabilityProposed | None:
    """What is told of it (SV-06, XF-40); None in time."""
    if unit.begun_date is None or not unit.begun_days_late:
        return None
    return AccountabilityProposed(
        rectification="", subject=unit.subject, division=unit.division, proposed_date=unit.begun_date,
        campaign_unit=unit.name,
    )  # fmt: skip
