"""What a planned campaign must satisfy: phases, dates, papers (SV-01 to SV-03, SV-75). It must not know a unit."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import fields

from chassis.kernel.errors import InvalidFields, Violation
from services.supervision.domain.campaign import (
    Campaign,
    CampaignCoverage,
    CampaignPlan,
    CampaignState,
    DeliverableSource,
)


def planned(plan: CampaignPlan, *, name: str, now: dt.datetime) -> Campaign:
    """A campaign with roles for names and its dates written out (SV-01, SV-02, SV-03).

    Raises InvalidFields that names every fault.
    """
    faults = (*_phase_faults(plan), *_coverage_faults(plan), *_paper_faults(plan))
    if faults:
        raise InvalidFields(faults)
    return Campaign(
        **{field.name: getattr(plan, field.name) for field in fields(CampaignPlan)}, name=name,
        state=CampaignState.PLANNED, started_date=None, unit_count=0, person_count=0, look_back_date=None,
        reported_date=None, reported_days_late=0, hotlines=(), create_time=now, etag="1",
    )  # fmt: skip


def _phase_faults(plan: CampaignPlan) -> Iterator[Violation]:
    """Phases follow one another; days between them are allowed (K9)."""
    for place, phase in enumerate(plan.phases):
        if phase.end_date < phase.start_date:
            yield _fault(f"phases[{place}].end_date", "DATES_REVERSED", "阶段的最后一日早于第一日（SV-03），请核对")
    for place, (one, following) in enumerate(itertools.pairwise(plan.phases), start=1):
        if following.start_date <= one.end_date:
            yield _fault(
                f"phases[{place}].start_date", "PHASES_OVERLAP", "各阶段须先后相接、互不重叠（K9），请核对日期"
            )
    if plan.final_report_due_date < plan.phases[-1].end_date:
        yield _fault("final_report_due_date", "DATES_REVERSED", "上报期限早于最后一个阶段结束之日（SV-03），请核对")


def _coverage_faults(plan: CampaignPlan) -> Iterator[Violation]:
    """Each coverage once, within its phase (SV-02)."""
    kinds = [one.kind for one in plan.coverages]
    for place, one in enumerate(plan.coverages):
        if kinds.index(one.kind) < place:
            yield _fault(f"coverages[{place}].kind", "COVERAGE_TWICE", "同一全覆盖只列一次（SV-02），请合并")
        if one.phase > len(plan.phases):
            yield _fault(f"coverages[{place}].phase", "PHASE_UNKNOWN", "没有这一阶段（SV-03），请核对阶段序号")
        elif _is_outside(one, plan):
            yield _fault(
                f"coverages[{place}].due_date", "DUE_OUTSIDE_PHASE", "完成期限须在所属阶段之内（SV-03），请核对日期"
            )


def _paper_faults(plan: CampaignPlan) -> Iterator[Violation]:
    """A paper of units says of which (SV-75)."""
    for place, paper in enumerate(plan.deliverables):
        if bool(paper.unit_types) is (paper.source is DeliverableSource.LEAD_OFFICE):
            yield _fault(
                f"deliverables[{place}].unit_types", "UNIT_TYPES_MISMATCH",
                "由单位报送的材料须列明单位类别，由领导小组办公室报送的不列（SV-75），请核对",
            )  # fmt: skip


def _is_outside(coverage: CampaignCoverage, plan: CampaignPlan) -> bool:
    phase = plan.phases[coverage.phase - 1]
    return not phase.start_date <= coverage.due_date <= phase.end_date


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=f"campaign.{field}", reason=reason, description=text)
