"""Campaigns from notices, with the dates of a year (SV-03, SV-54). It must not read a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.supervision.domain.campaign import (
    CampaignCoverage,
    CampaignDeliverable,
    CampaignPhase,
    CampaignPlan,
    CoverageKind,
    DeliverableKind,
    DeliverableSource,
    ScoreCategory,
)
from services.supervision.domain.subject import SubjectType


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignTemplate:
    """A plan that can be made as it stands."""

    template: str
    citation: str
    campaign: CampaignPlan


def template_of(template: str, told: Mapping[str, Any], year: int) -> CampaignTemplate:
    """The notice with its days in the year (SV-03, SV-54). KeyError and ValueError for a file that is none."""

    def day(text: str) -> dt.date:
        return dt.date.fromisoformat(f"{year:04d}-{text}")

    plan = CampaignPlan(
        title=told["title"], document_number=told["document_number"], division=told["division"],
        lead_group_head=told["lead_group_head"], lead_group_office=told["lead_group_office"],
        phases=tuple(
            CampaignPhase(title=one["title"], start_date=day(one["start"]), end_date=day(one["end"]))
            for one in told["phase"]
        ),
        coverages=tuple(
            CampaignCoverage(
                kind=CoverageKind[one["kind"]], phase=one["phase"], due_date=day(one["due"]), unit_types=_types(one)
            )
            for one in told["coverage"]
        ),
        deliverables=tuple(
            CampaignDeliverable(
                kind=DeliverableKind[one["kind"]], title=one["title"], source=DeliverableSource[one["source"]],
                unit_types=_types(one), recipient=one["recipient"], due_date=day(one["due"]),
            )
            for one in told["deliverable"]
        ),
        score_categories=tuple(
            ScoreCategory(title=one["title"], full_points=one["full_points"], items=tuple(one.get("items", ())))
            for one in told.get("score", ())
        ),
        final_report_due_date=day(told["final_report_due"]),
    )  # fmt: skip
    return CampaignTemplate(template=template, citation=told["citation"], campaign=plan)


def _types(told: Mapping[str, Any]) -> tuple[SubjectType, ...]:
    return tuple(SubjectType[one] for one in told["units"])
