"""Pairing (结对办理): a lawyer leads, a practitioner co-handles, and their shares are the whole (LA-143, LA-100).

It must not look anybody up; whether he is qualified, barred or in conflict comes in as arguments.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.money import split
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_assignment import (
    FULL_SHARE,
    CaseAssignment,
    QualificationSnapshot,
    ReplacementGround,
)
from services.legal_aid.domain.handler import Handler, HandlerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing(Happening):
    """Who co-handles, and what he gets of the work of both, in hundredths of a percent."""

    handler: str
    share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolution(Happening):
    """Why the co-handler leaves, and his share of the whole work until now."""

    ground: ReplacementGround
    reason: str
    workload_share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerPaired:
    """A practitioner co-handles a case."""

    case: str
    institution: str
    division: str
    unit: str
    handler: str
    lead: str
    share_bp: int
    paired_date: dt.date


def refuse_pairing(case: Case, lead: CaseAssignment, other: Handler, *, conflict: bool) -> None:
    """Raise RuleViolated unless a lawyer leads alone and a practitioner without conflict of interest joins (LA-143)."""
    if lead.qualification is None or lead.qualification.kind is not HandlerKind.LAWYER:
        raise RuleViolated(
            "PAIR_LEAD_UNFIT",
            "结对办理须由已安排的律师主办（LA-143），请先安排律师承办后再办理结对。",
            rules=("LA-143",),
        )
    if case.paired is not None:
        raise RuleViolated("ALREADY_PAIRED", "该案件已有协办人，不得重复结对（LA-143）。", rules=("LA-143",))
    if other.kind is not HandlerKind.PRACTITIONER:
        raise RuleViolated(
            "PAIR_HANDLER_UNFIT", "协办人须为基层法律服务工作者（LA-143），请重新选择。", rules=("LA-143",)
        )  # fmt: skip
    if conflict:
        raise RuleViolated(
            "CONFLICT_OF_INTEREST",
            "协办人所在机构代理过本案对方当事人（LA-66），请另行选择协办人。",
            rules=("LA-66",),
        )


def pair(
    case: Case, lead: CaseAssignment, other: Handler, unit_name: str, qualification: QualificationSnapshot,
    pairing: Pairing, *, name: str, on: dt.date,
) -> tuple[Case, HandlerPaired]:  # fmt: skip
    """The case with the co-handler's assignment, and the fact of it."""
    joined = replace(
        lead, name=name, unit=other.unit, unit_name=unit_name, handler=other.name, handler_name=other.full_name,
        reason="", assigned_date=on, arranged_date=on, agreement_date=None, delay_cause="",
        qualification=qualification, lead=lead.name, pair_bp=pairing.share_bp,
    )  # fmt: skip
    fact = HandlerPaired(
        case=case.name, institution=case.institution, division=case.division, unit=other.unit, handler=other.name,
        lead=lead.handler, share_bp=pairing.share_bp, paired_date=on,
    )  # fmt: skip
    return replace(case, assignments=(*case.assignments, joined)), fact


def dissolve(case: Case, leaving: Dissolution, *, on: dt.date) -> tuple[Case, CaseAssignment]:
    """The case without its co-handler, and his assignment as it ended: his share stays his (LA-100, LA-143).

    Raises RuleViolated NOT_PAIRED, InvalidFields SHARE_TOO_LARGE.
    """
    if case.paired is None:
        raise RuleViolated("NOT_PAIRED", "该案件目前没有协办人（LA-143），无需解除结对。", rules=("LA-143",))
    if leaving.workload_share_bp > case.share_left_bp:
        text = "工作量份额超过该案件尚未分配的份额（LA-100），各承办人份额合计应为10000（即100%），请核对"
        raise InvalidFields((Violation(field="workload_share_bp", reason="SHARE_TOO_LARGE", description=text),))
    left = replace(
        case.paired, ended_date=on, ground=leaving.ground, workload_share_bp=leaving.workload_share_bp
    )  # fmt: skip
    return replace(case, assignments=tuple(left if one.name == left.name else one for one in case.assignments)), left


def shares_of(case: Case, total_bp: int) -> dict[str, int]:
    """What the running assignments get of `total_bp`: all of it the one that leads, or both by their shares (M-03)."""
    present, paired = case.present, case.paired
    if present is None:
        return {}
    if paired is None:
        return {present.name: total_bp}
    lead, other = split(total_bp, (FULL_SHARE - paired.pair_bp, paired.pair_bp))
    return {present.name: lead, paired.name: other}


def end_running(case: Case, total_bp: int, *, on: dt.date, ground: ReplacementGround | None = None) -> Case:
    """End what runs with its share of `total_bp`; the ground is that of the one who leads."""
    shares = shares_of(case, total_bp)
    ended = tuple(
        replace(one, ended_date=on, workload_share_bp=shares[one.name], ground=None if one.lead else ground)
        if one.name in shares
        else one
        for one in case.assignments
    )
    return replace(case, assignments=ended)
