"""The third party of an evaluation (第三方评估): its contract and its independence (LA-141). It must not grade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.evaluation_words import SamplePurpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParty:
    """Who evaluates under which contract; `independence_statement` numbers the paper that says so."""

    body_name: str
    credit_code: str
    contract: str
    contract_from_date: dt.date
    contract_until_date: dt.date
    independence_statement: str


def check_third_party(purpose: SamplePurpose, party: ThirdParty | None, units: Collection[str]) -> None:
    """A third party where one evaluates and nowhere else, and none that handles cases itself (LA-141).

    `units` are the credit codes of the handling units. Raises InvalidFields, RuleViolated NOT_INDEPENDENT.
    """
    if (purpose is SamplePurpose.THIRD_PARTY) != (party is not None):
        text = "第三方评估须填写第三方及其合同，其他抽样不填写（LA-141）"
        field = "evaluation_sample.third_party"
        raise InvalidFields((Violation(field=field, reason="THIRD_PARTY_UNFIT", description=text),))
    if party is None:
        return
    if party.contract_until_date < party.contract_from_date:
        text = "合同截止日期早于起始日期，请核对（LA-141）"
        field = "evaluation_sample.third_party.contract_until_date"
        raise InvalidFields((Violation(field=field, reason="DATES_REVERSED", description=text),))
    if party.credit_code in units:
        raise RuleViolated(
            "NOT_INDEPENDENT",
            "该机构本身承办法律援助案件，不能作为第三方评估（LA-141）。请委托与承办机构无利害关系的第三方。",
            rules=("LA-141",),
        )


def refuse_unsampled(*, drawn: bool) -> None:
    """Raise RuleViolated CASE_NOT_SAMPLED: a third party evaluates the frozen and drawn sample alone (LA-141)."""
    if not drawn:
        raise RuleViolated(
            "CASE_NOT_SAMPLED",
            "第三方评估只能针对已封存并抽取的样本案件（LA-141）。请先编制第三方评估样本并公开抽取。",
            rules=("LA-141",),
        )


def refuse_outside_contract(parties: Collection[ThirdParty], *, on: dt.date) -> None:
    """Raise RuleViolated CONTRACT_NOT_IN_FORCE unless one of the parties evaluates under its contract (LA-141)."""
    if not any(one.contract_from_date <= on <= one.contract_until_date for one in parties):
        raise RuleViolated(
            "CONTRACT_NOT_IN_FORCE",
            "评估日期不在第三方评估合同的期限以内（LA-141）。请核对评估日期，或者续签合同后重新编制样本。",
            rules=("LA-141",),
        )
