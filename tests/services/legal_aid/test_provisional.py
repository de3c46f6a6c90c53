"""Aid that cannot wait begins before the review and may end with it (LA-36, LA-37, E-08, E-20)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import decision_pb2, facts_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import means, place
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.routes import OUTSIDE, provisional
from tests.services.legal_aid.steps import ORDER_GRANT, UPHOLD, act, deadlines_of, object_to, review, state_of

NOVEMBER = "2026-11-21T09:00+08:00"
URGENCIES = facts_pb2.Urgency.values()[1:]


@pytest.mark.rule("LA-36", "D-09")
@pytest.mark.parametrize("expiry", [pytest.param("2026-11-27", id="TV-D21")])
def test_six_days_before_the_limitation_ends_aid_may_begin(profile: Profile, expiry: str) -> None:
    with counter_at(profile, NOVEMBER) as counter:
        granted = act(counter, "grantProvisionalAid", counter.receive(limitation_expiry_date=expiry).name)
    assert (state_of(granted), granted.decision.outcome) == ("PROVISIONAL", decision_pb2.OUTCOME_PROVISIONAL)
    assert [(one.code, one.rule_id) for one in granted.decision.reasons] == [("URGENT", "LA-36")]
    assert [one.key for one in granted.decision.parameters] == ["la.provisional_below_days"]


@pytest.mark.rule("LA-36", "D-09")
@pytest.mark.parametrize("expiry", [pytest.param("2026-11-28", id="TV-D22")])
def test_exactly_seven_days_are_not_less_than_seven(profile: Profile, expiry: str) -> None:
    with counter_at(profile, NOVEMBER) as counter:
        name = counter.receive(limitation_expiry_date=expiry).name
        answer = refused(lambda: act(counter, "grantProvisionalAid", name))
        assert (answer.reason, answer.metadata["days_left"]) == ("NOT_URGENT", "7")
        assert state_of(counter.get(name)) == "RECEIVED"


@pytest.mark.rule("LA-36")
@pytest.mark.parametrize(
    ("expiry", "left"), [("2026-06-14", "-1"), ("2026-06-22", "7"), ("2027-01-01", "200"), ("", "")]
)
def test_a_period_that_is_over_or_far_away_or_unknown_is_not_urgent(counter: Counter, expiry: str, left: str) -> None:
    name = counter.receive(limitation_expiry_date=expiry).name
    answer = refused(lambda: act(counter, "grantProvisionalAid", name))
    assert (answer.reason, answer.metadata["days_left"]) == ("NOT_URGENT", left)


@pytest.mark.rule("LA-36")
@pytest.mark.parametrize("expiry", ["2026-06-15", "2026-06-16", "2026-06-21"])
def test_up_to_the_last_day_of_the_period_aid_may_begin(counter: Counter, expiry: str) -> None:
    name = counter.receive(limitation_expiry_date=expiry).name
    assert state_of(act(counter, "grantProvisionalAid", name)) == "PROVISIONAL"


@pytest.mark.rule("LA-36")
@pytest.mark.parametrize("urgency", URGENCIES, ids=facts_pb2.Urgency.Name)
def test_each_urgency_is_enough_by_itself(counter: Counter, urgency: int) -> None:
    granted = provisional(counter, urgencies=[urgency])
    assert [one.code for one in granted.decision.reasons] == ["URGENT"]


def test_every_urgency_stands_in_the_paper(counter: Counter) -> None:
    granted = provisional(counter, urgencies=URGENCIES, limitation_expiry_date="2026-06-18")
    assert len(granted.decision.reasons) == 1 + len(URGENCIES)
    assert all(reason.text in granted.decision.text for reason in granted.decision.reasons)


def test_the_days_are_counted_from_the_day_on_which_aid_began(counter: Counter) -> None:
    name = counter.receive(received_date="2026-06-08", entry_reason="补录", limitation_expiry_date="2026-06-17").name
    answer = refused(lambda: act(counter, "grantProvisionalAid", name, happened_date="2026-06-10"))
    assert answer.metadata["days_left"] == "7"
    assert state_of(act(counter, "grantProvisionalAid", name, happened_date="2026-06-11")) == "PROVISIONAL"


def test_neither_means_nor_papers_are_asked_for_before_aid_begins(counter: Counter) -> None:
    rich = provisional(counter, means=means(household_income_fen=10**9, pledge_signed=False), papers=[])
    assert state_of(rich) == "PROVISIONAL"


@pytest.mark.rule("LA-26", "LA-29", "LA-37")
def test_aid_that_began_ends_when_the_pledge_never_came(counter: Counter) -> None:
    begun = provisional(counter, means=means(pledge_signed=False))
    ended = counter.decide(begun.name)
    assert (state_of(ended), [one.code for one in ended.decision.reasons]) == (
        "TERMINATED", ["MEANS_NOT_SHOWN", "REVIEW_FAILED_AFTER_PROVISIONAL_AID"],
    )  # fmt: skip
    unsigned = counter.receive(means=means(pledge_signed=False)).name
    assert refused(lambda: counter.decide(unsigned)).reason == "PLEDGE_MISSING"


@pytest.mark.rule("LA-03")
def test_the_wrong_institution_does_not_begin_aid(counter: Counter) -> None:
    answer = refused(lambda: provisional(counter, place=place("990103")))
    assert (answer.reason, answer.metadata["competent"]) == ("WRONG_PLACE", "990103")


@pytest.mark.rule("LA-37")
def test_the_formalities_have_a_clock_of_their_own(counter: Counter) -> None:
    begun = provisional(counter)
    assert deadlines_of(begun) == {"DECIDE": ("2026-06-22", "MET"), "FORMALITIES": ("2026-06-25", "RUNNING")}
    assert begun.decision.number == "（2026）玄法援先援字第1号"
    assert any("补办" in remedy for remedy in begun.decision.remedies)


@pytest.mark.rule("LA-37", "E-20")
def test_a_review_that_succeeds_grants_and_starts_the_clock_of_assignment(counter: Counter) -> None:
    granted = counter.decide(provisional(counter).name)
    assert (state_of(granted), granted.decision.outcome) == ("GRANTED", decision_pb2.OUTCOME_GRANT)
    assert deadlines_of(granted) == {
        "DECIDE": ("2026-06-22", "MET"), "FORMALITIES": ("2026-06-25", "MET"), "ASSIGN": ("2026-06-18", "RUNNING"),
    }  # fmt: skip


def test_who_was_assigned_at_once_need_not_be_assigned_again(counter: Counter) -> None:
    name = provisional(counter).name
    act(counter, "assign", name)
    granted = counter.decide(name)
    assert "ASSIGN" not in deadlines_of(granted)
    assert refused(lambda: act(counter, "assign", name)).reason == "ACTION_NOT_ALLOWED"


FAILING: dict[str, tuple[dict[str, Any], str]] = {
    "income above the standard": ({"means": means(household_income_fen=200_000)}, "INCOME_ABOVE_STANDARD"),
    "a matter out of scope": (OUTSIDE, "OUTSIDE_SCOPE"),
    "means not shown": ({"means": means(pledge_signed=False)}, "MEANS_NOT_SHOWN"),
}


@pytest.mark.rule("LA-37", "E-20")
@pytest.mark.parametrize("failing", FAILING)
def test_a_review_that_fails_terminates_with_both_reasons(counter: Counter, failing: str) -> None:
    facts, code = FAILING[failing]
    ended = counter.decide(provisional(counter, **facts).name)
    assert (state_of(ended), ended.decision.outcome) == ("TERMINATED", decision_pb2.OUTCOME_TERMINATE)
    assert [one.code for one in ended.decision.reasons] == [code, "REVIEW_FAILED_AFTER_PROVISIONAL_AID"]
    assert ended.decision.number == "（2026）玄法援终字第1号"
    assert deadlines_of(ended)["FORMALITIES"] == ("2026-06-25", "MET")


@pytest.mark.rule("LA-38", "E-21")
@pytest.mark.parametrize(("outcome", "state"), [(UPHOLD, "UPHELD"), (ORDER_GRANT, "ORDERED")])
def test_a_termination_can_be_objected_to(counter: Counter, outcome: int, state: str) -> None:
    ended = counter.decide(provisional(counter, **OUTSIDE).name)
    assert any("异议" in remedy for remedy in ended.decision.remedies)
    objection = object_to(counter, ended.name)
    assert objection.contested_decision == ended.decision.name
    review(counter, objection.name, outcome)
    assert state_of(counter.get(ended.name)) == state


def test_an_ordered_grant_after_a_termination_is_a_grant(counter: Counter) -> None:
    name = counter.decide(provisional(counter, **OUTSIDE).name).name
    review(counter, object_to(counter, name).name, ORDER_GRANT)
    granted = counter.decide(name)
    assert (state_of(granted), granted.decision.reasons[0].code) == ("GRANTED", "ORDERED_BY_BUREAU")
    assert deadlines_of(granted)["ASSIGN"] == ("2026-06-18", "RUNNING")
