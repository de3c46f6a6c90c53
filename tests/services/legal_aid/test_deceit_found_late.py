"""Deceit found between the end of a case and its grade ends it, and an order puts it back (LA-75, LA-100, LA-103)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import case_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from tests.services.legal_aid.claims import blocked_for, claims_of, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list, kinds
from tests.services.legal_aid.handling import act_on, brought_to, case_of, case_state, read_case
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.recoveries import found_out, of_case, recovery_state
from tests.services.legal_aid.steps import ORDER_GRANT, object_to, review

STANDS = {"ENDED": "SUBMIT_FILE", "FILE_SUBMITTED": "REVIEW_FILE", "FILE_RETURNED": "REVIEW_FILE", "FILE_ACCEPTED": ""}
ON = {
    "ENDED": ("submitFile", "reviewFile", "grade"), "FILE_SUBMITTED": ("reviewFile", "grade"),
    "FILE_RETURNED": ("submitFile", "reviewFile", "grade"), "FILE_ACCEPTED": ("grade",),
}  # fmt: skip


def clocks(case: pb.Case) -> dict[str, int]:
    """The clocks of the case itself."""
    return {one.kind: one.state for one in case.deadlines if one.subject == case.name}


def ordered_back(counter: Counter, application: str) -> pb.Case:
    """The bureau finds that there was no deceit; the institution grants again."""
    review(counter, object_to(counter, application).name, ORDER_GRANT)
    counter.decide(application)
    return case_of(counter, application=application)


@pytest.mark.rule("LA-75", "LA-103")
@pytest.mark.parametrize("state", STANDS)
def test_deceit_that_is_found_before_the_grade_ends_the_case_and_its_duties(counter: Counter, state: str) -> None:
    case = brought_to(counter, state)
    assert recovery_state(found_out(counter, case.name)) == "OPENED"
    ended = read_case(counter, case.name)
    assert (case_state(ended), ended.ended_date) == ("TERMINATED", case.ended_date)
    assert all(one.ended_date for one in ended.assignments)
    assert not kinds(due_list(counter)) & {"SUBMIT_FILE", "REVIEW_FILE"}


@pytest.mark.rule("LA-38", "LA-100")
@pytest.mark.parametrize("state", STANDS)
def test_an_order_puts_the_case_where_it_stood_and_it_goes_on_to_its_money(counter: Counter, state: str) -> None:
    funded(counter)
    case = brought_to(counter, state)
    found_out(counter, case.name)
    back = ordered_back(counter, case.application)
    assert (case_state(back), back.ended_date, list(back.missing_items)) == (
        state, case.ended_date, list(case.missing_items),
    )  # fmt: skip
    assert list(back.assignments) == list(case.assignments)
    assert clocks(back) == clocks(case)
    assert recovery_state(of_case(counter, case.name)) == "CANCELLED"
    for action in ON[state]:
        back = act_on(counter, action, case.name)
    assert case_state(back) == "GRADED"
    assert clocks(back) == {
        "SUBMIT_FILE": deadline_pb2.DEADLINE_STATE_MET, "REVIEW_FILE": deadline_pb2.DEADLINE_STATE_MET,
        "PAY_CASE": deadline_pb2.DEADLINE_STATE_CANCELLED,
    }  # fmt: skip
    (claim,) = claims_of(counter, case.name)
    assert (state_of(claim), claim.amount_fen, claim.share_bp) == ("DRAFT", 140_000, 10_000)


@pytest.mark.rule("LA-102", "LA-103")
def test_nothing_is_claimed_for_a_case_that_deceit_ended_before_its_grade(counter: Counter) -> None:
    funded(counter)
    case = brought_to(counter, "FILE_ACCEPTED")
    found_out(counter, case.name)
    assert claims_of(counter, case.name) == []


@pytest.mark.rule("LA-103")
def test_deceit_after_the_grade_stops_the_claims_that_came_by_themselves(counter: Counter) -> None:
    funded(counter)
    case = brought_to(counter, "GRADED")
    found_out(counter, case.name)
    assert [(state_of(one), blocked_for(one)) for one in claims_of(counter, case.name)] == [
        ("BLOCKED", "UNDER_SUSPICION")
    ]
