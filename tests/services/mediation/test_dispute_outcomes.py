"""What becomes of an agreement: performance, judicial confirmation, evaluation (MD-07 to MD-09)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.mediation.v1 import dispute_pb2 as pb

from chassis.kernel.policy import NATIONAL
from chassis.policy_files import read_book
from services.mediation.domain.evaluation import EvaluationDraft, evaluated, satisfied
from services.mediation.handlers.dispute_outcome import CONFIRMATION_DAYS
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.mediation.house import House, agreement, at

COURT = {"court": "示范区人民法院", "requested_date": "2026-06-15", "parties": [1, 2]}
RULING = {"decided_date": "2026-06-15", "state": pb.CONFIRMATION_STATE_CONFIRMED, "ruling_number": "（2026）示调确1号"}
TODAY = dt.date(2026, 6, 15)


@pytest.mark.rule("MD-07")
@pytest.mark.parametrize("end", [pb.DISPUTE_PERFORMANCE_PERFORMED, pb.DISPUTE_PERFORMANCE_DEFAULTED])
def test_an_agreement_is_followed_until_it_is_performed_or_not(house: House, end: Any) -> None:
    name = house.settled().name

    def look(found: Any, on: str = "2026-06-15") -> Any:
        return house.do("FollowUpDispute", name, followed_date=on, performance=found, note="电话回访")

    early = refused(lambda: look(end, "2026-06-14"))
    assert early.violations == {"followed_date": "DATE_BEFORE_PREVIOUS"}
    assert look(pb.DISPUTE_PERFORMANCE_PENDING).performance == pb.DISPUTE_PERFORMANCE_PENDING
    done = look(end)
    assert (done.performance, len(done.follow_ups)) == (end, 2)
    assert refused(lambda: look(end)).reason == "PERFORMANCE_OVER"


@pytest.mark.rule("MD-08")
def test_the_parties_ask_together_and_once_and_the_court_rules(house: House) -> None:
    name = house.settled().name
    assert refused(lambda: house.do("RecordConfirmation", name, **RULING)).reason == "CONFIRMATION_MISSING"
    alone = refused(lambda: house.do("RequestConfirmation", name, **{**COURT, "parties": [1]}))
    assert alone.reason == "CONFIRMATION_NOT_JOINT"
    asked = house.do("RequestConfirmation", name, **COURT)
    assert asked.confirmation.state == pb.CONFIRMATION_STATE_REQUESTED
    assert refused(lambda: house.do("RequestConfirmation", name, **COURT)).reason == "CONFIRMATION_REQUESTED"
    done = house.do("RecordConfirmation", name, **RULING).confirmation
    assert (done.state, done.ruling_number) == (pb.CONFIRMATION_STATE_CONFIRMED, RULING["ruling_number"])
    assert refused(lambda: house.do("RecordConfirmation", name, **RULING)).reason == "CONFIRMATION_MISSING"


@pytest.mark.rule("MD-08")
def test_the_court_is_asked_within_thirty_days_of_the_effect(house: House, profile: Profile) -> None:
    name = house.settled().name
    with at(house, profile, "2026-07-16") as later:

        def ask(day: str) -> Any:
            return later.do("RequestConfirmation", name, **{**COURT, "requested_date": day})

        assert refused(lambda: ask("2026-07-16")).reason == "CONFIRMATION_TOO_LATE"
        assert ask("2026-07-15").confirmation.requested_date == "2026-07-15"


@pytest.mark.rule("MD-09")
def test_every_party_says_once_what_it_thinks(house: House) -> None:
    name = house.settled().name
    low = refused(lambda: house.do("EvaluateDispute", name, party=1, score=2))
    assert low.violations == {"note": "REQUIRED"}
    house.do("EvaluateDispute", name, party=1, score=2, note="等待过久")
    done = house.do("EvaluateDispute", name, party=2, score=5)
    assert [(one.party, one.score, one.evaluated_date) for one in done.evaluations] == [
        (1, 2, "2026-06-15"), (2, 5, "2026-06-15"),
    ]  # fmt: skip
    assert refused(lambda: house.do("EvaluateDispute", name, party=2, score=5)).reason == "PARTY_EVALUATED"
    assert refused(lambda: house.do("EvaluateDispute", name, party=3, score=5)).reason == "PARTY_UNKNOWN"


@pytest.mark.rule("MD-09")
@given(scores=st.lists(st.integers(1, 5), max_size=20))
def test_four_and_five_are_satisfied_and_silence_is_nothing(scores: list[int]) -> None:
    answers: Any = ()
    for party, score in enumerate(scores, 1):
        answers = evaluated(answers, EvaluationDraft(party=party, score=score, note="因"), parties=20, today=TODAY)
    assert (len(answers), satisfied(answers)) == (len(scores), len([score for score in scores if score > 3]))


def test_a_failed_dispute_is_evaluated_too(house: House) -> None:
    name = house.do("FailDispute", house.heard().name, reason="意见不一").name
    assert [one.score for one in house.do("EvaluateDispute", name, party=1, score=4).evaluations] == [4]


def test_the_limit_stands_in_the_pack_of_the_nation(house: House) -> None:
    book = read_book([house.door.service.manifest.folder / "policies"])
    found = book.find(CONFIRMATION_DAYS, division=NATIONAL, on=TODAY)
    assert found.value == {"count": 30, "basis": "CAL"}
    assert {each.key for pack in book.packs for each in pack.parameters} == {CONFIRMATION_DAYS}
    assert agreement().signed_date == TODAY.isoformat()
