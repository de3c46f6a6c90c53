"""What the lottery fund pays, for whom and how often (LA-107 to LA-111)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chassis.kernel.errors import RuleViolated
from chassis.kernel.policy import PolicyBook
from chassis.manifest import installed_services
from chassis.policy_files import read_book
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.lottery import (
    EASTERN_SIX,
    LotteryGroup,
    LotteryScope,
    LotteryTerms,
    check_income,
    check_scope,
    lottery_amount,
    special_quota,
)
from services.legal_aid.domain.means import IncomePeriod, Means, Standard
from services.legal_aid.domain.tariff import ServiceCode

DAY = dt.date(2026, 6, 15)
BOOK: PolicyBook = read_book([installed_services()["legal_aid"].folder / "policies"])
S, T = CaseStage, ServiceCode


def policy(key: str) -> Any:
    return BOOK.find(key, division="990102", on=DAY).value


def terms(**changes: Any) -> LotteryTerms:
    said: dict[str, Any] = {
        "group": LotteryGroup.ELDERLY, "scope": LotteryScope.OUTSIDE_SCOPE, "difficult": False, "cross_region": False,
        "simple": False, "shortage_document": "", **changes,
    }  # fmt: skip
    return LotteryTerms(**said)


def lottery(service: ServiceCode, stage: CaseStage, claimed: int | None = None, **changes: Any) -> int:
    return lottery_amount(policy("lot.amounts")[policy("lot.region")], service, stage, terms(**changes), claimed)


@pytest.mark.rule("LA-109")
@pytest.mark.parametrize(("service", "stage", "fen"), [
    pytest.param(T.CIVIL, S.TRIAL_1, 280_000, id="TV-F07-civil"),
    pytest.param(T.CRIMINAL, S.TRIAL_1, 160_000, id="TV-F07-criminal"),
    (T.CIVIL, S.ENFORCEMENT, 160_000), (T.ADMINISTRATIVE, S.TRIAL_1, 280_000),
])  # fmt: skip
def test_the_lottery_pays_the_amounts_of_its_list(service: ServiceCode, stage: CaseStage, fen: int) -> None:
    assert lottery(service, stage) == fen


@pytest.mark.rule("LA-109")
@pytest.mark.parametrize("kind", ["difficult", "cross_region"])
@pytest.mark.parametrize("claimed", [pytest.param(520_000, id="TV-F07-difficult"), 500_001])
def test_above_the_ceiling_nothing_is_paid_by_the_lottery(kind: str, claimed: int) -> None:
    assert lottery(T.CIVIL, S.TRIAL_1, 500_000, **{kind: True}) == 500_000
    with pytest.raises(RuleViolated) as caught:
        lottery(T.CIVIL, S.TRIAL_1, claimed, **{kind: True})
    assert (caught.value.reason, caught.value.metadata["highest_fen"]) == ("LOTTERY_CEILING", "500000")


@pytest.mark.rule("LA-109")
def test_what_the_texts_do_not_price_the_lottery_does_not_pay() -> None:
    for service in (T.ARBITRATION, T.NON_LITIGATION):
        with pytest.raises(RuleViolated) as caught:
            lottery(service, S.NONE)
        assert caught.value.reason == "LOTTERY_AMOUNT_UNSET"


@pytest.mark.rule("LA-111")
@pytest.mark.parametrize(("stage", "simple"), [
    (S.INVESTIGATION, False), (S.PROSECUTION_REVIEW, False), (S.TRIAL_2, False), (S.TRIAL_1, True),
])  # fmt: skip
def test_lighter_work_is_paid_less_than_the_list(stage: CaseStage, *, simple: bool) -> None:
    assert lottery(T.CRIMINAL, stage, 159_999, simple=simple) == 159_999
    for claimed, reason in ((160_000, "LOTTERY_CEILING"), (None, "LOTTERY_REDUCTION_MISSING")):
        with pytest.raises(RuleViolated) as caught:
            lottery(T.CRIMINAL, stage, claimed, simple=simple)
        assert caught.value.reason == reason


@pytest.mark.rule("LA-110", "E-35")
@pytest.mark.parametrize(("cases", "most"), [pytest.param(45, 4, id="TV-F06"), (49, 4), (50, 5), (9, 0), (0, 0)])
def test_a_tenth_is_rounded_down(cases: int, most: int) -> None:
    assert special_quota(cases, policy("lot.difficult_percent")) == most


@pytest.mark.rule("LA-108")
@pytest.mark.parametrize(("scope", "region", "document", "open_"), [
    (LotteryScope.LOCAL_SHORTAGE, EASTERN_SIX, "文", False), (LotteryScope.LOCAL_SHORTAGE, "western", "文", True),
    (LotteryScope.LOCAL_SHORTAGE, "western", "", False), (LotteryScope.OUTSIDE_SCOPE, EASTERN_SIX, "", True),
    (LotteryScope.BELOW_MINIMUM_WAGE, EASTERN_SIX, "", True), (LotteryScope.OTHER, "western", "文", False),
])  # fmt: skip
def test_the_eastern_six_have_no_scope_a_and_nobody_a_scope_nobody_saw(
    scope: LotteryScope, region: str, document: str, *, open_: bool
) -> None:
    said = terms(scope=scope, shortage_document=document)
    if open_:
        check_scope(said, region)
    else:
        with pytest.raises(RuleViolated) as caught:
            check_scope(said, region)
        assert caught.value.reason == "LOTTERY_SCOPE_CLOSED"


@pytest.mark.rule("LA-108", "E-34")
@pytest.mark.parametrize(("income", "fits"), [
    (140_000, False), (140_001, True), (219_999, True), (220_000, False), (220_001, False),
])  # fmt: skip
def test_scope_c_lies_above_the_hardship_standard_and_strictly_below_the_minimum_wage(
    income: int, *, fits: bool
) -> None:
    means = Means(
        household_size=2, household_income_fen=2 * income, own_income_fen=0, income_period=IncomePeriod.MONTH,
        opponent_in_household=False, exemption=None, exemption_proved=False, pledge_signed=True,
        verified_by_data=False,
    )  # fmt: skip
    hardship = Standard(numerator=2, denominator=1, base_fen=70_000, period=IncomePeriod.MONTH)
    wage = Standard(numerator=1, denominator=1, base_fen=220_000, period=IncomePeriod.MONTH)
    if fits:
        check_income(means, hardship, wage)
    else:
        with pytest.raises(RuleViolated) as caught:
            check_income(means, hardship, wage)
        assert caught.value.reason == "LOTTERY_INCOME_UNFIT"
