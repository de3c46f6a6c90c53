"""Claims on the lottery fund through the door: amounts, ceiling, the tenth, scopes (LA-107 to LA-112)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import subsidy_claim_pb2

from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import (
    brought,
    claim,
    expense,
    state_of,
    step,
)
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import LOTTERY, funded
from tests.services.legal_aid.rows import everything

TERMS = subsidy_claim_pb2.LotteryTerms(
    group=subsidy_claim_pb2.LOTTERY_GROUP_ELDERLY, scope=subsidy_claim_pb2.LOTTERY_SCOPE_OUTSIDE_SCOPE
)
DIFFICULT = subsidy_claim_pb2.LotteryTerms(group=TERMS.group, scope=TERMS.scope, difficult=True)


@pytest.mark.rule("LA-109", "M-03")
@pytest.mark.parametrize(("terms", "asked", "fen"), [
    pytest.param(TERMS, 0, 280_000, id="TV-F07-civil"), pytest.param(DIFFICULT, 500_000, 500_000, id="TV-F07-ceiling"),
])  # fmt: skip
def test_the_lottery_pays_its_own_amounts(
    counter: Counter, terms: subsidy_claim_pb2.LotteryTerms, asked: int, fen: int
) -> None:
    done = done_case(counter)
    source = funded(counter, kind=LOTTERY)
    made = claim(counter, done.name, done.assignments[0], source, lottery=terms, claimed_fen=asked)
    assert (state_of(made), made.amount_fen) == ("DRAFT", fen)
    assert made.tariff_unit == subsidy_claim_pb2.TARIFF_UNIT_UNSPECIFIED
    local = done_case(counter)
    assert claim(counter, local.name, local.assignments[0], funded(counter)).tariff_unit == (
        subsidy_claim_pb2.TARIFF_UNIT_CASE
    )  # fmt: skip


@pytest.mark.rule("LA-109")
@pytest.mark.parametrize("asked", [pytest.param(520_000, id="TV-F07-difficult")])
def test_the_lottery_refuses_more_than_its_ceiling(counter: Counter, asked: int) -> None:
    done = done_case(counter)
    source = funded(counter, kind=LOTTERY)
    before = everything(counter.door.service)
    answer = refused(lambda: claim(
        counter, done.name, done.assignments[0], source, lottery=DIFFICULT, claimed_fen=asked))  # fmt: skip
    assert (answer.reason, answer.metadata["highest_fen"]) == ("LOTTERY_CEILING", "500000")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-110", "E-35")
def test_a_unit_has_at_most_a_tenth_of_difficult_cases(counter: Counter) -> None:
    """Ten cases of one firm allow one; nine allow none."""
    source, who = funded(counter, kind=LOTTERY), lawyer(counter)
    asked = {"lottery": DIFFICULT, "claimed_fen": 300_000}
    done = [done_case(counter, who) for _ in range(10)]
    special = [claim(counter, one.name, one.assignments[0], source, **asked) for one in done[:2]]
    ordinary = [claim(counter, one.name, one.assignments[0], source, lottery=TERMS) for one in done[2:9]]
    checked = [step(counter, "check", one) for one in special]
    assert refused(lambda: step(counter, "approve", checked[0])).reason == "LOTTERY_QUOTA"
    assert state_of(brought(counter, ordinary[0], "approve")) == "APPROVED"
    claim(counter, done[9].name, done[9].assignments[0], source, lottery=TERMS)
    assert state_of(step(counter, "approve", checked[0])) == "APPROVED"
    assert refused(lambda: step(counter, "approve", checked[1])).reason == "LOTTERY_QUOTA"


@pytest.mark.rule("LA-107", "LA-108")
def test_the_terms_are_given_for_the_lottery_and_only_for_it(counter: Counter) -> None:
    done = done_case(counter)
    for source, terms in ((funded(counter, kind=LOTTERY), None), (funded(counter), TERMS)):
        answer = refused(lambda source=source, terms=terms: claim(  # type: ignore[misc]
            counter, done.name, done.assignments[0], source, lottery=terms))  # fmt: skip
        assert answer.violations == {"subsidy_claim.lottery": "LOTTERY_TERMS"}


@pytest.mark.rule("LA-108", "E-34")
@pytest.mark.parametrize(("income", "reason"), [(219_999, ""), (220_000, "LOTTERY_INCOME_UNFIT"),
                                               (140_000, "LOTTERY_INCOME_UNFIT")])  # fmt: skip
def test_scope_c_is_weighed_by_the_places_own_figures(counter: Counter, income: int, reason: str) -> None:
    terms = subsidy_claim_pb2.LotteryTerms(
        group=TERMS.group, scope=subsidy_claim_pb2.LOTTERY_SCOPE_BELOW_MINIMUM_WAGE, household_income_fen=income
    )
    done, source = done_case(counter), funded(counter, kind=LOTTERY)
    if reason:
        answer = refused(lambda: claim(counter, done.name, done.assignments[0], source, lottery=terms))
        assert answer.reason == reason
    else:
        assert state_of(claim(counter, done.name, done.assignments[0], source, lottery=terms)) == "DRAFT"


@pytest.mark.rule("LA-112", "LA-113")
def test_lottery_and_central_money_pays_no_expenses(counter: Counter) -> None:
    done, source = done_case(counter), funded(counter, kind=LOTTERY)
    assert refused(lambda: expense(counter, done.name, done.assignments[0], source)).reason == "FUND_UNFIT"
