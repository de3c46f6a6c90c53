"""A third party evaluates under a contract, and handles no cases itself (LA-141)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import evaluation_pb2 as pb

from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evaluations import draw, evaluate, freeze, third_party
from tests.services.legal_aid.handling import able_lawyer, brought_to

PURPOSE, METHOD = pb.SAMPLE_PURPOSE_THIRD_PARTY, pb.EVALUATION_METHOD_THIRD_PARTY


def sampled(counter: Counter, **party: Any) -> str:
    """A case that a third party drew."""
    case = brought_to(counter, "GRADED").name
    draw(counter, freeze(counter, purpose=PURPOSE, third_party=third_party(**party)).name)
    return case


@pytest.mark.rule("LA-141")
def test_the_contract_stands_with_the_sample(counter: Counter) -> None:
    brought_to(counter, "GRADED")
    made = freeze(counter, purpose=PURPOSE)
    assert made.third_party == third_party()
    assert counter.call("GetEvaluationSample", counter.head, name=made.name) == made


@pytest.mark.rule("LA-141")
def test_a_third_party_is_named_where_one_evaluates_and_nowhere_else(counter: Counter) -> None:
    brought_to(counter, "GRADED")
    answers = [
        refused(lambda: freeze(counter, purpose=PURPOSE, third_party=None)),
        refused(lambda: freeze(counter, third_party=third_party())),
    ]
    for answer in answers:
        assert answer.violations == {"evaluation_sample.third_party": "THIRD_PARTY_UNFIT"}


@pytest.mark.rule("LA-141")
def test_whoever_handles_cases_is_not_independent(counter: Counter) -> None:
    brought_to(counter, "GRADED")
    own = counter.call("GetHandlingUnit", counter.head, name=able_lawyer(counter).unit).credit_code
    answer = refused(lambda: freeze(counter, purpose=PURPOSE, third_party=third_party(credit_code=own)))
    assert (answer.reason, answer.metadata["rules"]) == ("NOT_INDEPENDENT", "LA-141")


@pytest.mark.rule("LA-141")
@pytest.mark.parametrize(("since", "until", "allowed"), [
    ("2026-06-15", "2026-06-15", True), ("2026-06-16", "2026-12-31", False), ("2026-01-01", "2026-06-14", False),
])  # fmt: skip
def test_nobody_evaluates_outside_the_days_of_his_contract(
    counter: Counter, since: str, until: str, *, allowed: bool
) -> None:
    case = sampled(counter, contract_from_date=since, contract_until_date=until)
    if allowed:
        assert evaluate(counter, case, method=METHOD).name
    else:
        assert refused(lambda: evaluate(counter, case, method=METHOD)).reason == "CONTRACT_NOT_IN_FORCE"


@pytest.mark.rule("LA-141")
def test_a_contract_does_not_end_before_it_begins(counter: Counter) -> None:
    brought_to(counter, "GRADED")
    party = third_party(contract_from_date="2026-02-01", contract_until_date="2026-01-31")
    answer = refused(lambda: freeze(counter, purpose=PURPOSE, third_party=party))
    assert answer.violations == {"evaluation_sample.third_party.contract_until_date": "DATES_REVERSED"}
