"""Whether aid is due: scope, matters without means condition, exemptions, means test, in this order, first hit wins.

It must not write a paper or change a state; `application` does.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.means import Exemption, Means, Standard, is_within_standard

Cite = Callable[[str], str]


class Outcome(enum.Enum):
    """What is decided."""

    GRANT = enum.auto()
    REFUSE = enum.auto()


class Matter(enum.Enum):
    """What the person needs a lawyer for (LA-14, LA-15)."""

    STATE_COMPENSATION = enum.auto()
    SOCIAL_INSURANCE_OR_ASSISTANCE = enum.auto()
    DEATH_OR_DISABILITY_PENSION = enum.auto()
    MAINTENANCE = enum.auto()
    LABOUR_RELATION = enum.auto()
    LABOUR_PAY = enum.auto()
    INCAPACITY_DECLARATION = enum.auto()
    WORK_INJURY = enum.auto()
    TRAFFIC_INJURY = enum.auto()
    FOOD_OR_DRUG_INJURY = enum.auto()
    MEDICAL_INJURY = enum.auto()
    ENVIRONMENTAL_DAMAGE = enum.auto()
    HERO_PERSONALITY_RIGHTS = enum.auto()
    GOOD_SAMARITAN_CLAIM = enum.auto()
    COMPENSATION_AFTER_ACQUITTAL = enum.auto()
    ABUSE_OR_DOMESTIC_VIOLENCE = enum.auto()
    OUTSIDE_SCOPE = enum.auto()


NO_MEANS_CONDITION = frozenset(
    {
        Matter.HERO_PERSONALITY_RIGHTS,
        Matter.GOOD_SAMARITAN_CLAIM,
        Matter.COMPENSATION_AFTER_ACQUITTAL,
        Matter.ABUSE_OR_DOMESTIC_VIOLENCE,
    }
)
MIGRANT_MATTERS = frozenset({Matter.LABOUR_PAY, Matter.WORK_INJURY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason as it stands in the decision."""

    code: str
    rule_id: str
    citation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome with its reasons; `standard` is set when the means test decided."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    standard: Standard | None


def assess(matter: Matter, means: Means, standard: Callable[[], Standard], *, cite: Cite) -> Finding:
    """Decide by the order of the rulebook §2.1.4. `standard` is asked only when the means test is reached.

    Raises RuleViolated PLEDGE_MISSING when declared figures would have to be believed without a pledge (LA-29), and
    whatever `standard` raises when no policy pack covers the place and date.
    """
    if matter is Matter.OUTSIDE_SCOPE:
        return _finding(Outcome.REFUSE, "OUTSIDE_SCOPE", "LA-14", "申请事项不属于法律援助范围。", cite)
    if matter in NO_MEANS_CONDITION:
        return _finding(Outcome.GRANT, "NO_MEANS_CONDITION", "LA-15", "该事项不受经济困难条件限制。", cite)
    if is_exempt(matter, means):
        return _finding(Outcome.GRANT, "EXEMPT_ON_PROOF", "LA-28", "符合免予核查经济困难状况的情形并有证明。", cite)
    if not means.pledge_signed:
        raise RuleViolated(
            "PLEDGE_MISSING",
            "经济状况尚未承诺或核查（LA-29）。请申请人签署个人诚信承诺书，或补充免查证明后再作决定。",
            rules=("LA-29",),
        )
    applied = standard()
    if is_within_standard(means, applied):
        return _finding(Outcome.GRANT, "INCOME_WITHIN_STANDARD", "LA-22", "人均收入未超过经济困难标准。", cite, applied)
    return _finding(Outcome.REFUSE, "INCOME_ABOVE_STANDARD", "LA-24", "人均收入超过经济困难标准。", cite, applied)


def is_exempt(matter: Matter, means: Means) -> bool:
    """Whether a proved ground frees from the test; the migrant worker's only for labour pay and work injury (LA-28)."""
    if means.exemption is None or not means.exemption_proved:
        return False
    return means.exemption is not Exemption.MIGRANT_WORKER or matter in MIGRANT_MATTERS


def _finding(
    outcome: Outcome, code: str, rule_id: str, text: str, cite: Cite, standard: Standard | None = None
) -> Finding:
    reason = Reason(code=code, rule_id=rule_id, citation=cite(rule_id), text=text)
    return Finding(outcome=outcome, reasons=(reason,), standard=standard)
