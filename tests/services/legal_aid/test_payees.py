"""Nobody who is suspended or held is paid, nor a public-office person (XF-12, RELIABILITY H43)."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from sifa.legal_aid.v1 import assignment_bar_pb2
from sifa.legal_aid.v1.handler_pb2 import Handler, PublicOfficePeriod

from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import ask, blocked_for, brought, claim, expense, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import bar_handler
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.rows import everything

B = assignment_bar_pb2
YESTERDAY = "2026-06-14"
MEASURES = (B.BAR_CAUSE_PRACTICE_HOLD, B.BAR_CAUSE_STATUTORY_SUSPENSION, B.BAR_CAUSE_CANCELLATION)


def waiting(counter: Counter, to: str = "approve", **known: Any) -> tuple[Any, Any, Any, str]:
    """A lawyer with an approved claim and an approved expense, and the source."""
    source, who = funded(counter), lawyer(counter, **known)
    done = done_case(counter, who)
    mine = [
        claim(counter, done.name, done.assignments[0], source),
        expense(counter, done.name, done.assignments[0], source),
    ]
    return who, *(brought(counter, one, to) for one in mine), source


def again(counter: Counter, one: Any) -> Any:
    return ask(counter, f"Get{type(one).__name__}", name=one.name)


@pytest.mark.rule("XF-12")
@pytest.mark.parametrize("cause", MEASURES)
@pytest.mark.parametrize("of_unit", ["", "unit"])
def test_a_measure_puts_the_claims_of_its_subject_on_check(counter: Counter, cause: int, of_unit: str) -> None:
    who, mine, ticket, source = waiting(counter)
    other = done_case(counter)
    theirs = claim(counter, other.name, other.assignments[0], source)
    bar_handler(counter, who.unit if of_unit else who.name, cause=cause, from_date=YESTERDAY)
    stopped = again(counter, mine)
    assert (state_of(stopped), blocked_for(stopped)) == ("BLOCKED", "UNDER_SUSPICION")
    assert state_of(again(counter, theirs)) == "DRAFT"
    assert read_fund(counter, source).balances.committed_fen == ticket.amount_fen


@pytest.mark.rule("XF-12", "LA-65")
def test_h43_whoever_was_suspended_yesterday_is_not_paid(counter: Counter) -> None:
    who, _, ticket, _ = waiting(counter)
    checked = brought(
        counter, expense(counter, ticket.case, ticket.assignment, ticket.fund_source, receipt="E2222"), "check"
    )
    bar_handler(counter, who.name, from_date=YESTERDAY)
    before = everything(counter.door.service)
    for action, one in (("pay", ticket), ("approve", checked)):
        answer = refused(lambda action=action, one=one: step(counter, action, one))  # type: ignore[misc]
        assert (answer.reason, answer.metadata["as_of"]) == ("PAYEE_INELIGIBLE", YESTERDAY)
    assert everything(counter.door.service) == before


@pytest.mark.rule("XF-12", "XF-13")
def test_a_new_claim_is_on_check_too_until_the_measure_is_lifted(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    bar = bar_handler(counter, who.name)
    done = done_case(counter, who)
    made = claim(counter, done.name, done.assignments[0], source)
    assert (state_of(made), blocked_for(made)) == ("BLOCKED", "UNDER_SUSPICION")
    assert refused(lambda: step(counter, "resolve", made, upheld=False)).reason == "STILL_BLOCKED"
    counter.call("LiftAssignmentBar", counter.head, name=bar.name)
    assert state_of(step(counter, "resolve", made, upheld=False)) == "DRAFT"


@pytest.mark.rule("XF-12")
@pytest.mark.parametrize("cause", [B.BAR_CAUSE_BELOW_MINIMUM_STAFF, B.BAR_CAUSE_LEFT_UNIT])
def test_what_is_no_measure_leaves_the_money_alone(counter: Counter, cause: int) -> None:
    who, mine, ticket, _ = waiting(counter)
    bar_handler(counter, who.name, cause=cause)
    assert [state_of(step(counter, "pay", one)) for one in (mine, ticket)] == ["PAID", "PAID"]


@pytest.mark.rule("LA-93", "XF-33")
def test_h43_public_office_that_becomes_known_late_is_not_paid(counter: Counter) -> None:
    who, mine, ticket, _ = waiting(counter)
    known = Handler()
    known.CopyFrom(who)
    known.public_office_periods.append(PublicOfficePeriod(from_date="2020-01-01"))
    mask = FieldMask(paths=["public_office_periods"])
    counter.call("UpdateHandler", counter.head, handler=known, update_mask=mask)
    answer = refused(lambda: step(counter, "pay", mine))
    assert (answer.reason, answer.metadata["as_of"]) == ("PAYEE_INELIGIBLE", "2026-06-10")
    assert state_of(step(counter, "pay", ticket)) == "PAID"
