"""Claims whose cases look like one case under two numbers: listed, held back, looked at, stopped or let go (LA-95)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sifa.legal_aid.v1 import duplicate_review_pb2 as pb

from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import DUPLICATE, ask, blocked_for, brought, claim, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, funded
from tests.services.legal_aid.test_events import told

NUMBER, SPELT = "（2026）云01民初7号", "(2026) 云０１ 民初 007 号"


def reviews(counter: Counter, **asked: Any) -> list[pb.DuplicateReview]:
    return list(ask(counter, "ListDuplicateReviews", **asked).duplicate_reviews)


def decide(counter: Counter, name: str, *, confirmed: bool) -> pb.DuplicateReview:
    reply = ask(counter, "DecideDuplicateReview", counter.head, name=name, document=DOCUMENT, confirmed=confirmed)
    decided: pb.DuplicateReview = reply.duplicate_review
    return decided


def pair(counter: Counter, source: str, **changes: Any) -> tuple[Any, Any]:
    """Claims of two lawyers for two cases of one person."""
    first = done_case(counter, recipient_key="r", authority_case_number=NUMBER, **changes)
    second = done_case(counter, recipient_key="r", authority_case_number=SPELT, **changes)
    made = [claim(counter, one.name, one.assignments[0], source) for one in (first, second)]
    return made[0], made[1]


@pytest.mark.rule("LA-95")
@pytest.mark.parametrize("ground", [pytest.param(pb.DUPLICATE_GROUND_SAME_COURT_NUMBER, id="TV-F14")])
def test_the_same_person_and_court_number_under_two_cases_need_a_look(
    counter: Counter, ground: pb.DuplicateGround.ValueType
) -> None:
    first, second = pair(counter, funded(counter))
    (review,) = reviews(counter)
    assert (review.claim, review.other_claim, review.ground) == (second.name, first.name, ground)
    assert (review.state, list(review.allowed_actions)) == (pb.DUPLICATE_REVIEW_STATE_OPEN, ["decide"])
    assert ask(counter, "GetDuplicateReview", name=review.name) == review
    ((subject, fact),) = told(counter, "ClaimsAlike")
    assert (subject, fact.case, fact.duplicate_review, fact.ground, fact.institution, fact.division) == (
        second.case, second.case, review.name, ground, second.institution, second.division,
    )  # fmt: skip
    for one in (first, second):
        checked = step(counter, "check", one)
        assert refused(lambda checked=checked: step(counter, "approve", checked)).reason == (  # type: ignore[misc]
            "DUPLICATE_UNDER_REVIEW"
        )


@pytest.mark.rule("LA-95")
def test_two_cases_after_all_are_both_paid(counter: Counter) -> None:
    both = pair(counter, funded(counter))
    done = decide(counter, reviews(counter)[0].name, confirmed=False)
    assert (done.state, done.document) == (pb.DUPLICATE_REVIEW_STATE_DISMISSED, DOCUMENT)
    assert [state_of(brought(counter, one, "pay")) for one in both] == ["PAID", "PAID"]
    assert refused(lambda: decide(counter, done.name, confirmed=True)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("LA-94", "LA-95", "XF-20")
def test_one_case_after_all_is_paid_once(counter: Counter) -> None:
    first, second = pair(counter, funded(counter))
    decide(counter, reviews(counter)[0].name, confirmed=True)
    stopped = ask(counter, "GetSubsidyClaim", name=second.name)
    assert (state_of(stopped), blocked_for(stopped), list(stopped.collides_with)) == (
        "BLOCKED", "DUPLICATE", [first.name],
    )  # fmt: skip
    assert len(told(counter, "SubsidyBlocked")) == 1
    assert state_of(brought(counter, first, "pay")) == "PAID"


@pytest.mark.rule("LA-95", "M-05")
def test_what_was_paid_before_it_was_seen_is_taken_back(counter: Counter) -> None:
    """The later claim was paid on the finding that there are two cases; a third claim brings the truth out."""
    source = funded(counter)
    first, second = pair(counter, source)
    decide(counter, reviews(counter)[0].name, confirmed=False)
    paid = brought(counter, second, "pay")
    third = done_case(counter, recipient_key="r", authority_case_number=NUMBER)
    claim(counter, third.name, third.assignments[0], source)
    open_ = reviews(counter, state=pb.DUPLICATE_REVIEW_STATE_OPEN)
    assert {one.other_claim for one in open_} == {first.name, second.name}
    ordered = step(counter, "orderReversal", paid, reason=DUPLICATE)
    assert state_of(step(counter, "reverse", ordered)) == "REVERSED"
    ((_, fact),) = told(counter, "SubsidyReversed")
    assert fact.reason == DUPLICATE


@pytest.mark.rule("LA-95")
@pytest.mark.parametrize(("days", "found"), [(30, 1), (31, 0)])
def test_the_same_opponent_within_thirty_days_needs_a_look(counter: Counter, days: int, found: int) -> None:
    source, ended = funded(counter), dt.date(2026, 4, 1)
    for end in (ended, ended + dt.timedelta(days=days)):
        done = done_case(counter, recipient_key="r", opponent_keys=("o",), ended_date=end)
        claim(counter, done.name, done.assignments[0], source)
    assert len(reviews(counter)) == found


@pytest.mark.rule("LA-94")
def test_one_lawyer_claims_for_one_lawsuit_once(counter: Counter) -> None:
    """The second key: court number, handler, stage and service, under whatever case and for whatever recipient."""
    source, who = funded(counter), lawyer(counter)
    first = done_case(counter, who, authority_case_number=NUMBER)
    second = done_case(counter, who, authority_case_number=SPELT)
    made = claim(counter, first.name, first.assignments[0], source)
    other = claim(counter, second.name, second.assignments[0], source)
    assert (state_of(other), blocked_for(other), list(other.collides_with)) == ("BLOCKED", "DUPLICATE", [made.name])
    step(counter, "resolve", step(counter, "block", made), upheld=True)
    assert state_of(step(counter, "resolve", other)) == "DRAFT"


@pytest.mark.rule("LA-101", "E-74")
@pytest.mark.parametrize(("docketed", "subsidies"), [(False, 1), (True, 4)])
def test_a_group_has_one_subsidy_unless_its_cases_are_docketed_one_by_one(
    counter: Counter, *, docketed: bool, subsidies: int
) -> None:
    """Four recipients of one lawyer: the authority's number decides, not their number."""
    source, who = funded(counter), lawyer(counter)
    states = []
    for place in range(4):
        number = f"（2026）云01民初{place + 1}号" if docketed else NUMBER
        done = done_case(counter, who, authority_case_number=number)
        states.append(state_of(claim(counter, done.name, done.assignments[0], source)))
    assert states.count("DRAFT") == subsidies
    assert set(states) <= {"DRAFT", "BLOCKED"}


@pytest.mark.rule("LA-101")
def test_two_lawyers_of_one_lawsuit_are_both_paid(counter: Counter) -> None:
    source = funded(counter)
    for _ in range(2):
        done = done_case(counter, authority_case_number=NUMBER)
        assert state_of(brought(counter, claim(counter, done.name, done.assignments[0], source), "pay")) == "PAID"
    assert reviews(counter) == []
