"""The central lottery fund: for whom, in which scope, how much (LA-107 to LA-111).

It must not hold an amount, and what no text seen says it refuses rather than guesses.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.means import (
    IncomePeriod,
    Means,
    ResidenceType,
    Standard,
    is_within_standard,
    tested_income,
)
from services.legal_aid.domain.tariff import ServiceCode

EASTERN_SIX = "eastern_six"


class LotteryScope(enum.Enum):
    """Which cases the fund may pay (LA-108)."""

    LOCAL_SHORTAGE = "a"
    OUTSIDE_SCOPE = "b"
    BELOW_MINIMUM_WAGE = "c"
    OTHER = "d"


class LotteryGroup(enum.Enum):
    """The five groups (LA-107)."""

    MIGRANT_WORKER = enum.auto()
    DISABLED = enum.auto()
    ELDERLY = enum.auto()
    WOMAN_FAMILY_RIGHTS = enum.auto()
    MINOR = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryTerms:
    """What the case officer says of a case that the lottery fund is to pay."""

    group: LotteryGroup
    scope: LotteryScope
    difficult: bool
    cross_region: bool
    simple: bool
    shortage_document: str
    household_income_fen: int = 0
    household_size: int = 1
    residence_type: ResidenceType | None = None

    @property
    def means(self) -> Means:
        """The income as the means test takes it."""
        return Means(
            household_size=self.household_size or 1, household_income_fen=self.household_income_fen, own_income_fen=0,
            income_period=IncomePeriod.MONTH, opponent_in_household=False, exemption=None, exemption_proved=False,
            pledge_signed=True, verified_by_data=False,
        )  # fmt: skip

    @property
    def special(self) -> bool:
        """Whether it counts towards the tenth of difficult and cross-region cases (LA-110)."""
        return self.difficult or self.cross_region


REDUCED = frozenset({CaseStage.INVESTIGATION, CaseStage.PROSECUTION_REVIEW, CaseStage.TRIAL_2})
ROWS = {
    ServiceCode.CRIMINAL: "criminal", ServiceCode.CIVIL: "civil", ServiceCode.ADMINISTRATIVE: "administrative",
}  # fmt: skip


def check_scope(terms: LotteryTerms, region: str) -> None:
    """Raise LOTTERY_SCOPE_CLOSED for a scope the region may not use, or that no text seen describes (LA-108)."""
    closed = terms.scope is LotteryScope.OTHER or (
        terms.scope is LotteryScope.LOCAL_SHORTAGE and (region == EASTERN_SIX or not terms.shortage_document)
    )
    if closed:
        raise RuleViolated(
            "LOTTERY_SCOPE_CLOSED",
            "该情形不能使用彩票公益金：东部六省市不适用本地经费确有困难的情形，其他地区须附困难证明文件；"
            "第四种情形的规定未见（LA-108）。请改用其他经费来源或者更正适用情形。",
            rules=("LA-108",),
        )


def check_income(means: Means, hardship: Standard, minimum_wage: Standard) -> None:
    """Scope (c): above the hardship standard and strictly below the minimum wage (LA-108, E-34).

    Raises LOTTERY_INCOME_UNFIT.
    """
    if is_within_standard(means, hardship) or not _is_below(means, minimum_wage):
        raise RuleViolated(
            "LOTTERY_INCOME_UNFIT",
            "人均收入须高于经济困难标准且低于当地城镇最低工资标准，等于最低工资的不符合（LA-108）。请核对收入。",
            rules=("LA-108",),
        )


def lottery_quota_full() -> RuleViolated:
    """The refusal of one difficult or cross-region case too many (LA-110)."""
    return RuleViolated(
        "LOTTERY_QUOTA",
        "该承办机构疑难、跨地区案件已达案件数的上限比例（LA-110，向下取整）。请按普通案件的数额申报。",
        rules=("LA-110",),
    )


def check_terms(terms: LotteryTerms | None, *, lottery: bool) -> None:
    """Raise InvalidFields unless group (LA-107) and scope (LA-108) are given for the lottery fund, and only for it."""
    if lottery is (terms is None):
        text = "使用彩票公益金须填写、其他经费来源不填写彩票公益金的适用情形（LA-107、LA-108）"
        raise InvalidFields((Violation(field="subsidy_claim.lottery", reason="LOTTERY_TERMS", description=text),))


def amount_unset() -> RuleViolated:
    """The refusal of a figure that no text seen gives (LA-109)."""
    return RuleViolated(
        "LOTTERY_AMOUNT_UNSET",
        "所见文件未规定该地区、该类案件的彩票公益金补贴数额（LA-109）。请信息管理员导入现行标准或者改用其他经费来源。",
        rules=("LA-109",),
    )


def lottery_amount(
    amounts: Mapping[str, Any], service: ServiceCode, stage: CaseStage, terms: LotteryTerms, claimed_fen: int | None
) -> int:
    """Fen for the whole stage. Raises LOTTERY_AMOUNT_UNSET, LOTTERY_CEILING, LOTTERY_REDUCTION_MISSING.

    Difficult or cross-region cases may be given more, up to a ceiling (LA-109); where the text asks for less without a
    figure, the institution names the lower amount itself (LA-111).
    """
    usual = amounts.get("enforcement" if stage is CaseStage.ENFORCEMENT else ROWS.get(service, ""))
    if usual is None:
        raise amount_unset()
    reduced = stage in REDUCED or terms.simple
    highest = amounts["difficult_max"] if terms.special else usual - 1 if reduced else usual
    if claimed_fen is None and (reduced or terms.special):
        raise RuleViolated(
            "LOTTERY_REDUCTION_MISSING",
            "该案补贴数额由机构核定：侦查、审查起诉阶段、二审和简单调解案件应低于标准，疑难、跨地区案件不超过上限"
            "（LA-109、LA-111）。请填写申报金额。",
            rules=("LA-109", "LA-111"),
        )
    if claimed_fen is not None and claimed_fen > highest:
        raise RuleViolated(
            "LOTTERY_CEILING",
            "申报金额超过彩票公益金的补贴上限（LA-109、LA-111），请按上限以内的数额申报。",
            rules=("LA-109", "LA-111"),
            highest_fen=str(highest),
        )
    return usual if claimed_fen is None else claimed_fen


def special_quota(cases: int, percent: int) -> int:
    """How many of a unit's cases may be difficult or cross-region, rounded down (LA-110, E-35)."""
    return cases * percent // 100


def _is_below(means: Means, standard: Standard) -> bool:
    """Strictly below, on whole numbers (LA-108, E-34, M-04)."""
    income, persons = tested_income(means)
    declared = income * standard.denominator * standard.period.value
    return declared < standard.base_fen * standard.numerator * persons * means.income_period.value
