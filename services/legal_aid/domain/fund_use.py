"""Whether a fund source may pay for something (LA-90, LA-112, LA-113, LA-115). It must not look at balances."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.fund_source import FundSource, FundState
from services.legal_aid.domain.qualification import CaseType


def check_fit(source: FundSource, *, institution: str, case_type: CaseType, subsidy: bool) -> None:
    """Raise FUND_UNFIT for money of another institution, for other cases, or for case subsidies only."""
    limits = source.restrictions
    allowed = not limits.case_types or case_type in limits.case_types
    if source.institution != institution or not allowed or (limits.case_subsidies_only and not subsidy):
        raise RuleViolated(
            "FUND_UNFIT",
            "该经费来源不能用于此项支出：须为本机构的经费，且符合限定的案件类型；彩票公益金、中央补助只用于案件补贴"
            "（LA-90、LA-112、LA-113）。请改选经费来源。",
            rules=("LA-90", "LA-112", "LA-113"),
        )


def check_open(source: FundSource) -> None:
    """Raise FUND_FROZEN when misuse was found (XF-22, LA-145)."""
    if source.state is FundState.FROZEN:
        raise RuleViolated(
            "FUND_FROZEN",
            "该经费来源因发现违规使用已冻结，不能批准新的支出（LA-145）。请待解除后办理，或改选经费来源。",
            rules=("LA-145",),
        )


def check_year(source: FundSource, today: dt.date, *, carried_over: bool) -> None:
    """Raise FUND_YEAR_OVER: money of one year is not spent in another without a document (LA-115)."""
    if source.fiscal_year != today.year and not (source.fiscal_year < today.year and carried_over):
        raise RuleViolated(
            "FUND_YEAR_OVER",
            "该经费来源不属于本年度，跨年度使用须有结转文件（LA-115）。请先办理结转，或改选本年度的经费来源。",
            rules=("LA-115",),
        )
