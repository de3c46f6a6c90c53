"""The service claims by itself on the day a case is graded, and the four who settle it are people (§2.1.2, LA-96)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1.handler_pb2 import PublicOfficePeriod

from services.legal_aid.domain.case_words import CaseStage, CaseState
from tests.services.legal_aid.cases_to_pay import done_case, lawyer, staff
from tests.services.legal_aid.claims import blocked_for, brought, claim, claims_of, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on, brought_to, case_state, read_case
from tests.services.legal_aid.money import LOTTERY, fund, funded


def graded(counter: Counter, *who: Any, **changes: Any) -> str:
    """A case whose file is accepted, and that the head grades now."""
    made = done_case(counter, *who, state=CaseState.FILE_ACCEPTED, grade=None, **changes)
    act_on(counter, "grade", made.name)
    return made.name


@pytest.mark.rule("LA-96")
def test_a_graded_case_has_its_claim_at_once_and_four_people_settle_it(counter: Counter) -> None:
    source = funded(counter)
    case = brought_to(counter, "GRADED")
    (made,) = claims_of(counter, case.name)
    assert (state_of(made), made.amount_fen, made.fund_source) == ("DRAFT", 140_000, source)
    assert made.settlement.made_by == "svc:legal_aid"
    assert [one.kind for one in made.deadlines] == ["PAY_SUBSIDY"]
    assert state_of(brought(counter, made, "pay")) == "PAID"
    assert case_state(read_case(counter, case.name)) == "PAID"


@pytest.mark.rule("LA-94", "LA-100")
def test_every_stage_and_everybody_who_worked_in_it_has_a_claim(counter: Counter) -> None:
    funded(counter)
    stages = (CaseStage.TRIAL_1, CaseStage.TRIAL_2)
    name = graded(counter, lawyer(counter), lawyer(counter), shares=(4_000, 6_000), stages=stages)
    found = claims_of(counter, name)
    assert len({(one.assignment, one.stage) for one in found}) == len(found) >= 2
    assert {state_of(one) for one in found} == {"DRAFT"}


@pytest.mark.rule("LA-96")
def test_without_a_local_source_of_the_year_a_person_claims(counter: Counter) -> None:
    funded(counter, kind=LOTTERY)
    funded(counter, year=2025)
    case = brought_to(counter, "GRADED")
    assert not claims_of(counter, case.name)
    assert state_of(claim(counter, case.name, case.assignments[-1].name, funded(counter))) == "DRAFT"


@pytest.mark.rule("LA-115")
def test_a_source_without_budget_blocks_the_claim_on_the_same_day(counter: Counter) -> None:
    fund(counter)
    (made,) = claims_of(counter, graded(counter))
    assert (state_of(made), blocked_for(made)) == ("BLOCKED", "FUND_SHORT")


@pytest.mark.rule("LA-59", "LA-93")
def test_nothing_is_claimed_for_public_office(counter: Counter) -> None:
    funded(counter)
    since = [PublicOfficePeriod(from_date="2020-01-01")]
    assert not claims_of(counter, graded(counter, staff(counter)))
    assert not claims_of(counter, graded(counter, lawyer(counter, public_office_periods=since)))


@pytest.mark.rule("LA-94")
def test_a_claim_by_hand_after_it_is_a_duplicate(counter: Counter) -> None:
    source = funded(counter)
    case = brought_to(counter, "GRADED")
    (made,) = claims_of(counter, case.name)
    again = claim(counter, case.name, case.assignments[-1].name, source)
    assert (blocked_for(again), list(again.collides_with)) == ("DUPLICATE", [made.name])
