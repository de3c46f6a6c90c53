"""How an application ends without a decision: referral, withdrawal, death (LA-03, LA-04, LA-148)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from tests.doors import Door, refused
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.intake import agent, identity_number, place
from tests.services.legal_aid.routes import MATTER_PAPERS, OUTSIDE, provisional, supplement
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import LATER, act, deadlines_of, run_job, state_of

SUCCESSOR = facts_pb2.AGENT_RELATION_SUCCESSOR
ELSEWHERE = pb.APPLICATION_FLAG_DUPLICATE_ELSEWHERE
SAME: dict[str, Any] = {"opponents": ["同一虚构公司"]}


def non_litigation(dispute: str = "", cause: str = "") -> facts_pb2.Place:
    return facts_pb2.Place(track=facts_pb2.TRACK_NON_LITIGATION, dispute_division=dispute, cause_division=cause)


@pytest.mark.rule("LA-03")
def test_the_person_is_told_the_competent_places(counter: Counter) -> None:
    received = counter.receive(place=non_litigation("990103", "990201"))
    referred = act(counter, "refer", received.name, note="请向上述机构申请")
    assert (state_of(referred), list(referred.referred_divisions)) == ("REFERRED", ["990103", "990201"])
    assert deadlines_of(referred) == {"DECIDE": ("2026-06-22", "CANCELLED")}
    assert referred.steps[-1].reason == "请向上述机构申请"


@pytest.mark.rule("LA-03", "E-17")
@pytest.mark.parametrize(
    "right", [place(), non_litigation("990102"), non_litigation(cause="990102"), non_litigation("990103", "990102")]
)
def test_a_competent_institution_sends_nobody_away(counter: Counter, right: facts_pb2.Place) -> None:
    received = counter.receive(place=right)
    assert refused(lambda: act(counter, "refer", received.name)).reason == "PLACE_IS_RIGHT"
    assert counter.get(received.name) == received
    assert state_of(counter.decide(received.name)) == "GRANTED"


@pytest.mark.rule("LA-03")
def test_an_institution_that_is_not_competent_does_not_decide(counter: Counter) -> None:
    answer = refused(lambda: counter.decide(counter.receive(place=place("990103")).name))
    assert (answer.reason, answer.metadata["competent"]) == ("WRONG_PLACE", "990103")


@pytest.mark.rule("LA-04")
def test_the_first_to_receive_a_matter_handles_it_and_the_other_refers(door: Door) -> None:
    here, there = open_counter(door), open_counter(door, "冥法援", "990103")
    both = non_litigation("990102", "990103")
    first, second = here.receive(place=both, **SAME), there.receive(place=both, **SAME)
    assert (list(first.flags), list(second.flags)) == ([], [ELSEWHERE])
    assert refused(lambda: act(here, "refer", first.name)).reason == "PLACE_IS_RIGHT"
    assert state_of(act(there, "refer", second.name)) == "REFERRED"
    assert state_of(here.decide(first.name)) == "GRANTED"


@pytest.mark.rule("LA-04")
def test_the_same_matter_twice_at_one_institution_is_a_duplicate_until_it_is_closed(counter: Counter) -> None:
    first = counter.receive(**SAME)
    assert refused(lambda: counter.receive(**SAME)).reason == "APPLICATION_DUPLICATE"
    act(counter, "withdraw", first.name)
    assert state_of(counter.receive(**SAME)) == "RECEIVED"


@pytest.mark.rule("LA-04")
def test_another_matter_or_another_opponent_is_no_duplicate(counter: Counter) -> None:
    counter.receive(**SAME)
    counter.receive(**SAME, matter=facts_pb2.MATTER_WORK_INJURY)
    assert state_of(counter.receive(opponents=["另一虚构公司"])) == "RECEIVED"


@pytest.mark.rule("LA-148")
def test_a_withdrawal_stops_every_clock_and_keeps_what_was_said(counter: Counter) -> None:
    withdrawn = act(counter, "withdraw", supplement(counter).name, reason="已与单位和解")
    assert (state_of(withdrawn), withdrawn.steps[-1].reason) == ("WITHDRAWN", "已与单位和解")
    assert {state for _, state in deadlines_of(withdrawn).values()} == {"CANCELLED"}


@pytest.mark.rule("LA-148")
def test_after_a_death_the_clock_stands_still_and_runs_on_with_what_was_left(counter: Counter) -> None:
    name = counter.receive(received_date="2026-06-01", entry_reason=LATER).name
    dead = act(counter, "recordDeath", name, happened_date="2026-06-03")
    assert deadlines_of(dead) == {"DECIDE": ("", "PAUSED"), "SUCCESSION": ("2026-07-03", "RUNNING")}
    continued = act(counter, "continue", name, happened_date="2026-06-10")
    assert state_of(continued) == "RECEIVED"
    assert deadlines_of(continued) == {"DECIDE": ("2026-06-15", "RUNNING"), "SUCCESSION": ("2026-07-03", "MET")}
    assert (continued.agent.relation, continued.agent.full_name) == (SUCCESSOR, "李代理")


@pytest.mark.rule("LA-148", "LA-31")
def test_a_death_while_papers_are_awaited_stops_the_time_for_the_reply(counter: Counter) -> None:
    name = supplement(counter).name
    dead = act(counter, "recordDeath", name, happened_date="2026-06-05")
    assert deadlines_of(dead)["SUPPLEMENT_REPLY"] == ("", "PAUSED")
    continued = act(counter, "continue", name)
    assert state_of(continued) == "SUPPLEMENT"
    assert deadlines_of(continued)["SUPPLEMENT_REPLY"] == ("2026-06-22", "RUNNING")
    assert deadlines_of(continued)["DECIDE"] == ("", "PAUSED")
    replied = act(counter, "submitPapers", name, papers=MATTER_PAPERS)
    assert deadlines_of(replied)["DECIDE"] == ("2026-06-22", "RUNNING")


@pytest.mark.rule("LA-148", "LA-37")
def test_a_death_during_provisional_aid_stops_the_time_for_formalities(counter: Counter) -> None:
    name = provisional(counter).name
    assert deadlines_of(act(counter, "recordDeath", name))["FORMALITIES"] == ("", "PAUSED")
    continued = act(counter, "continue", name)
    assert (state_of(continued), deadlines_of(continued)["FORMALITIES"]) == ("PROVISIONAL", ("2026-06-25", "RUNNING"))


@pytest.mark.rule("LA-148")
def test_a_clock_that_had_run_out_before_the_death_stays_missed(counter: Counter) -> None:
    name = counter.receive(received_date="2026-06-01", entry_reason=LATER).name
    dead = act(counter, "recordDeath", name, happened_date="2026-06-09")
    assert deadlines_of(dead)["DECIDE"] == ("2026-06-08", "MISSED")
    assert state_of(act(counter, "continue", name)) == "RECEIVED"


@pytest.mark.rule("LA-148")
def test_a_successor_who_comes_too_late_is_refused(counter: Counter) -> None:
    name = counter.receive(received_date="2026-05-06", entry_reason=LATER).name
    dead = act(counter, "recordDeath", name, happened_date="2026-05-06")
    assert deadlines_of(dead)["SUCCESSION"] == ("2026-06-05", "RUNNING")
    answer = refused(lambda: act(counter, "continue", name, happened_date="2026-06-06"))
    assert (answer.reason, counter.get(name)) == ("SUCCESSION_TOO_LATE", dead)
    assert state_of(act(counter, "continue", name, happened_date="2026-06-05")) == "RECEIVED"


@pytest.mark.rule("LA-148")
def test_without_a_successor_in_time_the_application_is_closed(counter: Counter) -> None:
    service = counter.door.service
    name = counter.receive(received_date="2026-05-06", entry_reason=LATER).name
    act(counter, "recordDeath", name, happened_date="2026-05-06")
    assert run_job(service, "close-without-successor") == 0
    run_job(service, "watch-deadlines")
    assert run_job(service, "close-without-successor") == 1
    closed = counter.get(name)
    assert (state_of(closed), closed.steps[-1].action) == ("CLOSED", "close")
    assert deadlines_of(closed) == {"DECIDE": ("", "CANCELLED"), "SUCCESSION": ("2026-06-05", "MISSED")}
    before = everything(service)
    assert run_job(service, "close-without-successor") == 0
    assert everything(service) == before


@pytest.mark.rule("LA-148")
@pytest.mark.parametrize(("wrong", "fault"), [
    (agent(facts_pb2.AGENT_RELATION_CLOSE_RELATIVE), {"successor.relation": "AGENT_NOT_ENTITLED"}),
    (agent(SUCCESSOR, count=1), {"successor.identity_number": "AGENT_IS_APPLICANT"}),
    (facts_pb2.Agent(full_name="李", identity_number=identity_number(2)[:-1] + "Y", relation=SUCCESSOR),
     {"successor.identity_number": "IDENTITY_NUMBER_FORMAT"}),
])  # fmt: skip
def test_whoever_cannot_be_a_successor_is_refused(
    counter: Counter, wrong: facts_pb2.Agent, fault: dict[str, str]
) -> None:
    name = act(counter, "recordDeath", counter.receive().name).name
    assert refused(lambda: act(counter, "continue", name, successor=wrong)).violations == fault
    assert state_of(counter.get(name)) == "DECEASED"


@pytest.mark.parametrize("action", ["refer", "withdraw", "recordDeath"])
def test_nothing_ends_before_it_began_or_tomorrow(counter: Counter, action: str) -> None:
    name = counter.receive(place=place("990103")).name
    early = refused(lambda: act(counter, action, name, happened_date="2026-06-14"))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    late = refused(lambda: act(counter, action, name, happened_date="2026-06-16"))
    assert late.violations == {"happened_date": "DATE_IN_FUTURE"}


def test_after_the_decision_nothing_is_withdrawn(counter: Counter) -> None:
    decided = counter.decide(counter.receive(**OUTSIDE).name)
    assert refused(lambda: act(counter, "withdraw", decided.name)).reason == "ACTION_NOT_ALLOWED"
