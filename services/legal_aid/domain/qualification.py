"""Who may handle what (LA-50 to LA-53).

It must not know cases, conflicts of interest or holds: assignment asks about those too.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.kernel.calendar import corresponding_day
from services.legal_aid.domain.handler import Handler, HandlerKind


class CaseType(enum.Enum):
    """What a case is about."""

    CRIMINAL_DEFENCE = enum.auto()
    CRIMINAL_REPRESENTATION = enum.auto()
    COMPULSORY_MEDICAL = enum.auto()
    CIVIL = enum.auto()
    ADMINISTRATIVE = enum.auto()
    STATE_COMPENSATION = enum.auto()
    LABOUR_MEDIATION_ARBITRATION = enum.auto()
    NON_LITIGATION = enum.auto()
    DUTY_LAWYER_HELP = enum.auto()


class PossiblePenalty(enum.Enum):
    """The heaviest penalty that is possible; none of these means anything lighter."""

    LIFE = enum.auto()
    DEATH = enum.auto()
    DEATH_REVIEW = enum.auto()


FOR_LAWYERS = frozenset({CaseType.CRIMINAL_DEFENCE, CaseType.COMPULSORY_MEDICAL, CaseType.DUTY_LAWYER_HELP})
CRIMINAL = FOR_LAWYERS | {CaseType.CRIMINAL_REPRESENTATION}
IN_COURT = frozenset({CaseType.CIVIL, CaseType.ADMINISTRATIVE, CaseType.STATE_COMPENSATION})
DEFENCE_MONTHS = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What qualification depends on; `assigned_date` None means today."""

    case_type: CaseType
    notified: bool
    minor: bool
    possible_penalty: PossiblePenalty | None
    assigned_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One rule that stands in the way, and in Chinese what is missing."""

    reason: str
    rule_id: str
    text: str


def obstacles(handler: Handler, case: CaseFacts, *, on: dt.date) -> tuple[Obstacle, ...]:
    """Every obstacle on the day of assignment; none means qualified (LA-50, LA-51, LA-52, LA-53)."""
    return (*_of_kind(handler, case), *_of_penalty(handler, case, on), *_of_age(handler, case, on))


def domicile_obstacle(
    handler: Handler, case_type: CaseType, unit_division: str, party_divisions: tuple[str, ...]
) -> Obstacle | None:
    """GO-43: a practitioner goes to court only where a party is domiciled in the county of his office."""
    litigation = handler.kind is HandlerKind.PRACTITIONER and case_type in IN_COURT
    if not litigation or unit_division in party_divisions:
        return None
    return Obstacle(
        reason="NO_PARTY_IN_COUNTY",
        rule_id="GO-43",
        text="基层法律服务工作者代理诉讼，至少应有一方当事人的住所地在其所在县级行政区域内，请填写当事人住所地或者改派。",
    )


def _of_kind(handler: Handler, case: CaseFacts) -> Iterator[Obstacle]:
    """LA-50; a practitioner has no criminal business at all."""
    if handler.kind is HandlerKind.VOLUNTEER:
        yield Obstacle(
            reason="VOLUNTEER", rule_id="LA-50", text="志愿者只能提供法律咨询和代拟法律文书，请改派律师或者其他人员。"
        )
    elif handler.kind is not HandlerKind.LAWYER and (case.notified or case.case_type in FOR_LAWYERS):
        yield Obstacle(
            reason="LAWYER_REQUIRED",
            rule_id="LA-50",
            text="刑事辩护和通知辩护、通知代理案件只能由律师承办，请改派律师。",
        )
    elif handler.kind is HandlerKind.PRACTITIONER and case.case_type in CRIMINAL:
        yield Obstacle(
            reason="NO_CRIMINAL_BUSINESS",
            rule_id="LA-50",
            text="基层法律服务工作者不得办理刑事案件，请改派律师。",
        )


def _of_penalty(handler: Handler, case: CaseFacts, on: dt.date) -> Iterator[Obstacle]:
    """LA-51: three years exactly are enough; the anniversary is a condition and does not move (D-05, D-06)."""
    since = handler.criminal_defence_since
    if case.possible_penalty is not None and (since is None or corresponding_day(since, DEFENCE_MONTHS) > on):
        yield Obstacle(
            reason="DEFENCE_YEARS_SHORT",
            rule_id="LA-51",
            text="可能判处无期徒刑、死刑的案件和死刑复核案件，须指派具有三年以上刑事辩护执业经历的律师，请改派。",
        )


def _of_age(handler: Handler, case: CaseFacts, on: dt.date) -> Iterator[Obstacle]:
    """LA-52; with LA-51 both apply (LA-53)."""
    tag = handler.juvenile_tag
    if case.minor and case.case_type in CRIMINAL and (tag is None or tag.issued_date > on):
        yield Obstacle(
            reason="JUVENILE_TAG_MISSING",
            rule_id="LA-52",
            text="未成年人刑事案件须指派熟悉未成年人身心特点的律师，请改派已登记相应证明的律师。",
        )
