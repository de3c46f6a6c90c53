"""What blocks a claim, and what becomes of it: duplicates, public office, no money (LA-93, LA-94, LA-115)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import events_pb2, handler_pb2, subsidy_claim_pb2

from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case, lawyer, staff
from tests.services.legal_aid.claims import (
    CIVIL,
    TRIAL_1,
    blocked_for,
    brought,
    claim,
    expense,
    state_of,
    step,
)
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, LOTTERY, entries, fund, funded, read_fund
from tests.services.legal_aid.money import ask as ask_fund
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.test_events import told

TERMS = subsidy_claim_pb2.LotteryTerms(
    group=subsidy_claim_pb2.LOTTERY_GROUP_ELDERLY, scope=subsidy_claim_pb2.LOTTERY_SCOPE_OUTSIDE_SCOPE
)
BLOCKED = subsidy_claim_pb2.BLOCK_REASON_DUPLICATE


def left(counter: Counter, source: str) -> tuple[int, int, int]:
    """Available, committed and paid of a source."""
    found = read_fund(counter, source).balances
    return found.available_fen, found.committed_fen, found.paid_fen


@pytest.mark.rule("LA-94", "XF-20", "E-27")
@pytest.mark.parametrize("kind", [pytest.param(LOTTERY, id="TV-F01")])
def test_a_second_source_for_a_stage_that_is_paid_is_blocked(counter: Counter, kind: Any) -> None:
    lottery, local = funded(counter, kind=kind), funded(counter)
    first, second = lawyer(counter), lawyer(counter)
    done = done_case(counter, first, second, shares=(5000, 5000))
    paid = brought(counter, claim(counter, done.name, done.assignments[0], lottery, lottery=TERMS), "pay")
    other = claim(counter, done.name, done.assignments[1], local)
    assert (state_of(other), blocked_for(other), list(other.collides_with)) == ("BLOCKED", "DUPLICATE", [paid.name])
    assert told(counter, "SubsidyBlocked") == [(done.name, events_pb2.SubsidyBlocked(
        subsidy_claim=other.name, case=done.name, institution=counter.institution, division="990102", stage=TRIAL_1,
        service=CIVIL, reason=BLOCKED, amount_fen=70_000, collides_with=[paid.name], blocked_date="2026-06-15"))
    ]  # fmt: skip
    assert refused(lambda: step(counter, "check", other)).reason == "ACTION_NOT_ALLOWED"
    assert left(counter, local) == (30_000_000, 0, 0)


@pytest.mark.rule("LA-94", "E-27")
@pytest.mark.parametrize("shares", [(10_000, 0), (5000, 5000), (1, 9999)])
def test_the_same_assignment_does_not_claim_a_stage_twice(counter: Counter, shares: tuple[int, ...]) -> None:
    """Nor does one with a small share, for which there would be room."""
    source = funded(counter)
    done = done_case(counter, lawyer(counter), lawyer(counter), shares=shares)
    first = claim(counter, done.name, done.assignments[0], source)
    again = claim(counter, done.name, done.assignments[0], source)
    assert (state_of(first), state_of(again), list(again.collides_with)) == ("DRAFT", "BLOCKED", [first.name])


@pytest.mark.rule("LA-59", "LA-93", "XF-21", "E-31")
@pytest.mark.parametrize(("asked", "spent"), [pytest.param(140_000, 8650, id="TV-F03")])
def test_staff_get_no_subsidy_and_their_ticket(counter: Counter, asked: int, spent: int) -> None:
    source = funded(counter)
    done = done_case(counter, staff(counter))
    made = claim(counter, done.name, done.assignments[0], source, claimed_fen=asked)
    assert (state_of(made), blocked_for(made), made.amount_fen) == ("BLOCKED", "PUBLIC_OFFICE", asked)
    ((_, fact),) = told(counter, "SubsidyBlocked")
    assert (fact.reason, fact.amount_fen) == (subsidy_claim_pb2.BLOCK_REASON_PUBLIC_OFFICE, asked)
    ticket = brought(counter, expense(counter, done.name, done.assignments[0], source, amount_fen=spent), "pay")
    assert (state_of(ticket), left(counter, source)) == ("PAID", (30_000_000 - spent, 0, spent))


@pytest.mark.rule("LA-93")
def test_staff_who_ask_for_nothing_get_nothing_without_a_clue(counter: Counter) -> None:
    source = funded(counter)
    done = done_case(counter, staff(counter))
    made = claim(counter, done.name, done.assignments[0], source)
    assert (state_of(made), made.amount_fen) == ("DRAFT", 0)
    assert state_of(brought(counter, made, "pay")) == "PAID"
    assert len(entries(counter, source)) == 2
    assert not told(counter, "SubsidyBlocked")


@pytest.mark.rule("LA-59", "LA-93", "E-33")
@pytest.mark.parametrize(("period", "state"), [
    (("2026-06-11", ""), "DRAFT"), (("2020-01-01", "2026-06-09"), "DRAFT"), (("2020-01-01", "2026-06-10"), "BLOCKED"),
    (("2026-06-10", ""), "BLOCKED"),
])  # fmt: skip
def test_the_office_on_the_day_of_the_work_counts(counter: Counter, period: tuple[str, str], state: str) -> None:
    spell = handler_pb2.PublicOfficePeriod(from_date=period[0], until_date=period[1])
    done = done_case(counter, lawyer(counter, public_office_periods=[spell]))
    assert state_of(claim(counter, done.name, done.assignments[0], funded(counter), claimed_fen=140_000)) == state


@pytest.mark.rule("LA-115")
def test_a_claim_on_a_source_that_has_too_little_is_blocked_until_it_has_more(counter: Counter) -> None:
    source = funded(counter, 100_000)
    done = done_case(counter)
    made = claim(counter, done.name, done.assignments[0], source)
    assert (state_of(made), blocked_for(made)) == ("BLOCKED", "FUND_SHORT")
    answer = refused(lambda: step(counter, "resolve", made))
    assert (answer.reason, answer.metadata["block_reason"]) == ("STILL_BLOCKED", "FUND_SHORT")
    funded(counter, display_name="追加经费")
    movement = ask_fund(counter, "AppropriateFundSource", name=source, document=DOCUMENT, amount_fen=40_000)
    ask_fund(counter, "ApproveFundMovement", counter.head, name=movement.fund_movement.name)
    again = step(counter, "resolve", made)
    assert (state_of(again), again.block_reason) == ("DRAFT", 0)
    assert state_of(brought(counter, again, "approve")) == "APPROVED"
    assert left(counter, source) == (0, 140_000, 0)


@pytest.mark.rule("LA-115")
def test_two_claims_do_not_both_get_the_last_money(counter: Counter) -> None:
    source = funded(counter, 200_000)
    made = []
    for _ in range(2):
        done = done_case(counter)
        made.append(step(counter, "check", claim(counter, done.name, done.assignments[0], source)))
    step(counter, "approve", made[0])
    before = everything(counter.door.service)
    answer = refused(lambda: step(counter, "approve", made[1]))
    assert (answer.reason, answer.metadata["missing_fen"]) == ("FUND_SHORT", "80000")
    assert everything(counter.door.service) == before


def test_money_that_has_not_arrived_is_not_paid(counter: Counter) -> None:
    source = fund(counter).name
    movement = ask_fund(counter, "AppropriateFundSource", name=source, document=DOCUMENT, amount_fen=200_000)
    ask_fund(counter, "ApproveFundMovement", counter.head, name=movement.fund_movement.name)
    done = done_case(counter)
    approved = brought(counter, claim(counter, done.name, done.assignments[0], source), "approve")
    answer = refused(lambda: step(counter, "pay", approved))
    assert (answer.reason, answer.metadata["missing_fen"]) == ("FUND_NOT_ARRIVED", "140000")


@pytest.mark.rule("LA-115")
@pytest.mark.parametrize("year", [2025, 2027])
def test_money_of_another_year_is_not_committed(counter: Counter, year: int) -> None:
    done = done_case(counter)
    checked = step(counter, "check", claim(counter, done.name, done.assignments[0], funded(counter, year=year)))
    assert refused(lambda: step(counter, "approve", checked)).reason == "FUND_YEAR_OVER"


@pytest.mark.rule("LA-145", "XF-22")
def test_a_frozen_source_commits_nothing_new(counter: Counter) -> None:
    source = funded(counter)
    done, other = done_case(counter), done_case(counter)
    approved = brought(counter, claim(counter, done.name, done.assignments[0], source), "approve")
    checked = step(counter, "check", claim(counter, other.name, other.assignments[0], source))
    ask_fund(counter, "FreezeFundSource", counter.chief, name=source, document=DOCUMENT, misuse=3)
    assert refused(lambda: step(counter, "approve", checked)).reason == "FUND_FROZEN"
    assert state_of(step(counter, "pay", approved)) == "PAID"


@pytest.mark.rule("XF-20")
def test_an_approved_claim_that_is_stopped_gives_its_reservation_back(counter: Counter) -> None:
    source = funded(counter)
    done = done_case(counter)
    approved = brought(counter, claim(counter, done.name, done.assignments[0], source), "approve")
    stopped = step(counter, "block", approved)
    assert (state_of(stopped), blocked_for(stopped)) == ("BLOCKED", "UNDER_SUSPICION")
    assert left(counter, source) == (30_000_000, 0, 0)
    assert entries(counter, source)[-1].purpose == "RELEASE"
    again = step(counter, "resolve", stopped)
    assert state_of(again) == "DRAFT"


def test_a_block_that_was_right_ends_the_claim(counter: Counter) -> None:
    done = done_case(counter, staff(counter))
    made = claim(counter, done.name, done.assignments[0], funded(counter), claimed_fen=140_000)
    assert refused(lambda: step(counter, "resolve", made)).metadata["block_reason"] == "PUBLIC_OFFICE"
    ended = step(counter, "resolve", made, upheld=True)
    assert (state_of(ended), list(ended.allowed_actions)) == ("REVERSED", [])
