"""The means test a fen below, at and a fen above every standard that the packs hold (LA-21, LA-22, M-04)."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.legal_aid.v1 import application_service_pb2 as service_pb
from sifa.legal_aid.v1 import decision_pb2, facts_pb2

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.eligibility import Facts
from services.legal_aid.domain.eligibility import assess as assess_facts
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.means import (
    IncomePeriod,
    Means,
    ResidenceType,
    Standard,
    highest_income,
    is_within_standard,
    standard_of,
)
from services.legal_aid.domain.place import Place, Track
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import means as message
from tests.services.legal_aid.intake import place
from tests.services.legal_aid.tables import StandardRow, book, standard_rows

ROWS = standard_rows()
COMPUTABLE = [pytest.param(row, id=row.id) for row in ROWS if row.base is not None]
WITHOUT_BASE = [pytest.param(row, id=row.id) for row in ROWS if row.base is None]
SIZES, PERIODS = range(1, 9), list(IncomePeriod)
WITHIN, ABOVE = decision_pb2.OUTCOME_GRANT, decision_pb2.OUTCOME_REFUSE
SMALL = st.integers(min_value=1, max_value=20)


def declared(size: int, income: int, period: IncomePeriod, *, own: bool = False) -> Means:
    """Facts with the tested income; when it is the `own` one, the others of the household are far above it."""
    return Means(
        household_size=size, household_income_fen=10**11 if own else income, own_income_fen=income if own else 0,
        income_period=period, opponent_in_household=own, exemption=None, exemption_proved=False, pledge_signed=True,
        verified_by_data=False,
    )  # fmt: skip


def exact_limit(standard: Standard, persons: int, period: IncomePeriod) -> Fraction:
    """The standard for all persons over the period, as an exact fraction of a fen."""
    a_month = Fraction(standard.base_fen * standard.numerator, standard.denominator * standard.period.value)
    return a_month * persons * period.value


def standard(row: StandardRow) -> Standard:
    assert row.base is not None
    return standard_of(row.rule.value, row.base.value)


def test_the_invented_region_can_be_computed_and_the_seeds_region_not_yet() -> None:
    assert {(row.division, row.residence) for row in ROWS if row.base} == {("990000", kind) for kind in ResidenceType}
    assert {row.division for row in ROWS if row.base is None} == {"530000"}


@pytest.mark.rule("LA-21", "LA-149")
@pytest.mark.parametrize("row", WITHOUT_BASE)
def test_a_standard_whose_base_is_unknown_is_refused_and_not_guessed(row: StandardRow) -> None:
    key = {ResidenceType.URBAN: "la.base.dibao", ResidenceType.RURAL: "la.base.rural_income"}[row.residence]
    look = partial(book().find, division=row.division, on=row.rule.from_date)
    facts = Facts(
        organisation=False, residence_type=row.residence, matter=Matter.LABOUR_PAY, supplementary_matter="",
        means=declared(1, 0, IncomePeriod.MONTH), division=row.division, on=row.rule.from_date, papers_closed=False,
        place=Place(
            track=Track.LITIGATION, authority_division=row.division, dispute_division="", cause_division=""
        ),
    )  # fmt: skip
    for ask in (partial(look, key), partial(assess_facts, facts, look, str)):
        with pytest.raises(RuleViolated) as refusal:
            ask()
        assert refusal.value.reason == "POLICY_NOT_FOUND"


@pytest.mark.rule("LA-22", "LA-24", "LA-27", "M-04")
@pytest.mark.parametrize("row", COMPUTABLE)
@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.name)
@pytest.mark.parametrize("size", SIZES)
def test_the_highest_income_is_within_and_a_fen_more_is_not(row: StandardRow, period: IncomePeriod, size: int) -> None:
    highest = math.floor(exact_limit(standard(row), size, period))
    assert highest_income(declared(size, 0, period), standard(row)) == highest
    outcomes = [is_within_standard(declared(size, highest + more, period), standard(row)) for more in (-1, 0, 1)]
    assert outcomes == [True, True, False]


@pytest.mark.rule("LA-25", "M-04")
@pytest.mark.parametrize("row", COMPUTABLE)
@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.name)
@pytest.mark.parametrize("size", SIZES)
def test_against_a_household_member_the_own_income_counts_for_one(
    row: StandardRow, period: IncomePeriod, size: int
) -> None:
    highest = math.floor(exact_limit(standard(row), 1, period))
    of_own = [declared(size, highest + more, period, own=True) for more in (-1, 0, 1)]
    assert [is_within_standard(facts, standard(row)) for facts in of_own] == [True, True, False]


@pytest.mark.rule("M-04", "LA-27")
@given(
    size=st.integers(1, 30), income=st.integers(0, 10**12), numerator=SMALL, denominator=SMALL,
    base=st.integers(1, 10**9), period=st.sampled_from(PERIODS), of=st.sampled_from(PERIODS),
)  # fmt: skip
def test_whatever_a_province_lays_down_the_comparison_is_exact(
    size: int, income: int, numerator: int, denominator: int, base: int, period: IncomePeriod, of: IncomePeriod
) -> None:
    rule = Standard(numerator=numerator, denominator=denominator, base_fen=base, period=of)
    limit = exact_limit(rule, size, period)
    assert is_within_standard(declared(size, income, period), rule) == (income <= limit)
    assert highest_income(declared(size, income, period), rule) == math.floor(limit)


@pytest.mark.rule("LA-22", "LA-23", "LA-27")
@pytest.mark.parametrize("row", COMPUTABLE)
@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.name)
def test_an_assessment_draws_the_same_line_to_the_fen(counter: Counter, row: StandardRow, period: IncomePeriod) -> None:
    for size in SIZES:
        highest = math.floor(exact_limit(standard(row), size, period))
        asked = [assess(counter, row.residence, size, highest + more, period) for more in (-1, 0, 1)]
        assert [reply.outcome for reply in asked] == [WITHIN, WITHIN, ABOVE]
        assert {reply.comparison.highest_income_fen for reply in asked} == {highest}
        assert {reply.comparison.persons for reply in asked} == {size}


def assess(
    counter: Counter, residence: ResidenceType, size: int, income: int, period: IncomePeriod
) -> service_pb.AssessApplicationResponse:
    facts: dict[str, Any] = {"household_size": size, "household_income_fen": income}
    facts["income_period"] = facts_pb2.IncomePeriod.Value(f"INCOME_PERIOD_{period.name}")
    applicant = {"residence_type": facts_pb2.ResidenceType.Value(f"RESIDENCE_TYPE_{residence.name}")}
    reply: service_pb.AssessApplicationResponse = counter.call(
        "AssessApplication", counter.clerk, institution=counter.institution, applicant=applicant,
        matter=facts_pb2.MATTER_LABOUR_PAY, means=message(**facts), place=place(),
    )  # fmt: skip
    return reply
