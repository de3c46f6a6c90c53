"""Whether aid is due, first hit wins (§2.1.4): place, scope, no means condition, exemption, means test.

It must not write a paper or change a state; `decision` and `application` do.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from chassis.kernel.policy import Parameter
from services.legal_aid.domain.matter import MIGRANT_MATTERS, NO_MEANS_CONDITION, Matter
from services.legal_aid.domain.means import (
    BASE_KEYS,
    FIXED,
    STANDARD_KEYS,
    Exemption,
    IncomePeriod,
    Means,
    ResidenceType,
    Standard,
    highest_income,
    is_within_standard,
    standard_of,
    tested_income,
)
from services.legal_aid.domain.place import Place, competent_divisions

Cite = Callable[[str], str]
Look = Callable[[str], Parameter]


class Outcome(enum.Enum):
    """What is decided, or found by an assessment (REFER)."""

    GRANT = enum.auto()
    REFUSE = enum.auto()
    PROVISIONAL = enum.auto()
    TERMINATE = enum.auto()
    UPHOLD = enum.auto()
    ORDER_GRANT = enum.auto()
    REFER = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the law asks about. `on` is the receipt date: its standard applies (LA-26).

    `division` is that of the accepting institution (LA-23); `papers_closed` tells that the one supplement notice was
    used, so that gaps are decided on the papers.
    """

    organisation: bool
    residence_type: ResidenceType
    matter: Matter
    supplementary_matter: str
    means: Means
    place: Place
    division: str
    on: dt.date
    papers_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason as it stands in the decision."""

    code: str
    rule_id: str
    citation: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Both sides of the means test, fen per period and for all persons together."""

    income_fen: int
    income_period: IncomePeriod
    persons: int
    highest_income_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome with its reasons, the parameters it applied, and the test in figures when it was reached."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    parameters: tuple[Parameter, ...] = ()
    comparison: Comparison | None = None


def assess(facts: Facts, look: Look, cite: Cite) -> Finding:
    """Decide. `look` finds a parameter of the facts' division and date and is asked only for what is needed.

    Four matters have no means condition (LA-15); criminal cases on application (LA-10) and retrials (LA-16) have one.
    Raises RuleViolated PLEDGE_MISSING when declared figures would have to be believed without a pledge (LA-29), and
    POLICY_NOT_FOUND when no policy pack covers the place and date.
    """
    outside = _outside(facts, look, cite)
    if outside is not None:
        return outside
    if facts.matter in NO_MEANS_CONDITION:
        return _finding(Outcome.GRANT, "NO_MEANS_CONDITION", "LA-15", "该事项不受经济困难条件限制。", cite)
    if is_exempt(facts.matter, facts.means):
        return _finding(Outcome.GRANT, "EXEMPT_ON_PROOF", "LA-28", "符合免予核查经济困难状况的情形并有证明。", cite)
    return _means_test(facts, look, cite)


def is_exempt(matter: Matter, means: Means) -> bool:
    """Whether a proved ground frees from the test; the migrant worker's only for labour pay and work injury (LA-28)."""
    if means.exemption is None or not means.exemption_proved:
        return False
    return means.exemption is not Exemption.MIGRANT_WORKER or matter in MIGRANT_MATTERS


def _outside(facts: Facts, look: Look, cite: Cite) -> Finding | None:
    """A finding when the place is wrong (LA-03), the matter out of scope (LA-14) or not on the list (LA-149)."""
    if facts.division not in competent_divisions(facts.place):
        return _finding(Outcome.REFER, "WRONG_PLACE", "LA-03", "本机构不是该事项的受理机构。", cite)
    if facts.organisation:
        return _finding(Outcome.REFUSE, "NOT_A_NATURAL_PERSON", "LA-14", "法律援助的对象为公民，申请人为单位。", cite)
    if facts.matter is Matter.OUTSIDE_SCOPE:
        return _finding(Outcome.REFUSE, "OUTSIDE_SCOPE", "LA-14", "申请事项不属于法律援助范围。", cite)
    if facts.matter is not Matter.SUPPLEMENTARY:
        return None
    listed = look("la.supplementary_matters")
    text = "申请事项不在本省规定的补充事项范围内。"
    known = facts.supplementary_matter in listed.value
    return None if known else _finding(Outcome.REFUSE, "OUTSIDE_SCOPE", "LA-149", text, cite, (listed,))


def _means_test(facts: Facts, look: Look, cite: Cite) -> Finding:
    """Grant up to the standard (LA-22), refuse above it (LA-24), and believe nothing without a pledge (LA-29)."""
    means = facts.means
    if not (means.pledge_signed or means.verified_by_data):
        if facts.papers_closed:
            text = "经一次性告知补充，申请人仍未说明经济困难状况并作出诚信承诺，现有材料不能认定经济困难。"
            return _finding(Outcome.REFUSE, "MEANS_NOT_SHOWN", "LA-29", text, cite)
        raise RuleViolated(
            "PLEDGE_MISSING",
            "经济状况尚未承诺或核查（LA-29）。请申请人签署个人诚信承诺书，或补充免查证明后再作决定。",
            rules=("LA-29",),
        )
    rule, base = _standard_parameters(facts.residence_type, look)
    standard = standard_of(rule.value, base.value)
    used = (rule,) if base is rule else (rule, base)
    compared = _compare(means, standard)
    if is_within_standard(means, standard):
        return _finding(
            Outcome.GRANT, "INCOME_WITHIN_STANDARD", "LA-22", "人均收入未超过经济困难标准。", cite, used, compared
        )
    return _finding(
        Outcome.REFUSE, "INCOME_ABOVE_STANDARD", "LA-24", "人均收入超过经济困难标准。", cite, used, compared
    )


def _standard_parameters(residence: ResidenceType, look: Look) -> tuple[Parameter, Parameter]:
    """The region's rule and the base it names, both dated (LA-20, LA-21); no base is guessed (LA-149)."""
    rule = look(STANDARD_KEYS[residence])
    basis = rule.value["basis"]
    return rule, rule if basis == FIXED else look(BASE_KEYS[basis])


def _compare(means: Means, standard: Standard) -> Comparison:
    income, persons = tested_income(means)
    return Comparison(
        income_fen=income,
        income_period=means.income_period,
        persons=persons,
        highest_income_fen=highest_income(means, standard),
    )


def _finding(
    outcome: Outcome,
    code: str,
    rule_id: str,
    text: str,
    cite: Cite,
    parameters: tuple[Parameter, ...] = (),
    comparison: Comparison | None = None,
) -> Finding:
    reason = Reason(code=code, rule_id=rule_id, citation=cite(rule_id), text=text)
    return Finding(outcome=outcome, reasons=(reason,), parameters=parameters, comparison=comparison)
