"""An application is received, read, listed and decided through the gRPC door."""

from __future__ import annotations

import datetime as dt

import grpc
import pytest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2, institution_service_pb2

from chassis.clock import random_id
from tests.doors import Door, refused
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.intake import INSTITUTIONS, identity_number, means, place, registration


def test_a_received_application_has_a_number_a_state_and_what_may_be_done(counter: Counter) -> None:
    received = counter.receive()
    assert received.number == "（2026）玄法援受字第1号"
    assert received.state == pb.APPLICATION_STATE_RECEIVED
    assert list(received.allowed_actions) == [
        "correct", "decide", "grantProvisionalAid", "recordDeath", "recuse", "refer", "requestSupplement",
        "submitPapers", "withdraw",
    ]  # fmt: skip


def test_the_default_date_of_receipt_is_today_in_beijing(counter: Counter) -> None:
    assert counter.receive().received_date == "2026-06-15"


def test_what_was_received_can_be_read(counter: Counter) -> None:
    received = counter.receive()
    assert counter.get(received.name) == received


def test_a_name_beyond_the_basic_plane_comes_back_byte_for_byte(counter: Counter) -> None:
    applicant = facts_pb2.Applicant(
        full_name="𠮷㐂·阿不都", identity_number=identity_number(), residence_type=facts_pb2.RESIDENCE_TYPE_RURAL
    )
    assert counter.get(counter.receive(applicant=applicant).name).applicant.full_name == "𠮷㐂·阿不都"


def test_a_decided_application_carries_its_decision(counter: Counter) -> None:
    decided = counter.decide(counter.receive().name)
    assert decided.decision.number == "（2026）玄法援援字第1号"
    applied = [(parameter.key, parameter.pack) for parameter in decided.decision.parameters]
    assert applied == [("la.standard.urban", "990000"), ("la.base.dibao", "990000")]
    assert decided.decision.made_date == "2026-06-15"
    assert counter.get(decided.name) == decided


@pytest.mark.rule("LA-38")
def test_a_refusal_tells_the_remedies(counter: Counter) -> None:
    refusal = counter.decide(counter.receive(matter=facts_pb2.MATTER_OUTSIDE_SCOPE).name)
    assert len(refusal.decision.remedies) == 2
    assert refusal.decision.number == "（2026）玄法援不援字第1号"


def test_a_list_pages_through_everything_once(counter: Counter) -> None:
    made = [counter.receive().name for _ in range(5)]
    found, token = [], ""
    for _ in range(3):
        page = counter.page(page_size=2, page_token=token)
        found += [item.name for item in page.applications]
        token = page.next_page_token
    assert (found, token) == (made, "")


def test_a_list_filters_by_state_and_institution(counter: Counter) -> None:
    granted = counter.decide(counter.receive().name)
    counter.receive()
    page = counter.page(state=pb.APPLICATION_STATE_GRANTED, institution=counter.institution)
    assert [item.name for item in page.applications] == [granted.name]


def test_a_page_token_of_another_filter_is_refused(counter: Counter) -> None:
    counter.receive()
    counter.receive()
    token = counter.page(page_size=1).next_page_token
    answer = refused(lambda: counter.page(page_size=1, page_token=token, state=pb.APPLICATION_STATE_GRANTED))
    assert answer.violations == {"page_token": "PAGE_TOKEN_INVALID"}


def test_a_date_of_receipt_in_the_future_is_refused(counter: Counter) -> None:
    answer = refused(lambda: counter.receive(received_date="2026-06-16"))
    assert answer.violations == {"application.received_date": "DATE_IN_FUTURE"}


def test_a_date_that_does_not_exist_is_refused(counter: Counter) -> None:
    answer = refused(lambda: counter.receive(received_date="2026-02-30"))
    assert answer.violations == {"application.received_date": "DATE_INVALID"}


def test_an_unknown_institution_is_refused(counter: Counter) -> None:
    answer = refused(lambda: counter.receive(institution=f"institutions/{random_id()}"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "INSTITUTION_UNKNOWN")


def test_a_document_prefix_is_taken_once(counter: Counter) -> None:
    method = INSTITUTIONS["CreateInstitution"]
    answer = refused(lambda: counter.door.call(method, registration("玄法援"), counter.chief))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "DOCUMENT_PREFIX_TAKEN")


def test_an_institution_can_be_read_and_listed(counter: Counter) -> None:
    read = institution_service_pb2.GetInstitutionRequest(name=counter.institution)
    found = counter.door.call(INSTITUTIONS["GetInstitution"], read, counter.clerk)
    page = counter.door.call(
        INSTITUTIONS["ListInstitutions"], institution_service_pb2.ListInstitutionsRequest(), counter.clerk
    )
    assert list(page.institutions) == [found]


def test_an_institution_outside_the_callers_divisions_is_not_registered(door: Door) -> None:
    chief = door.person("bureau_chief", divisions=("990200",))
    answer = refused(lambda: door.call(INSTITUTIONS["CreateInstitution"], registration("玄法援", "990102"), chief))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "DIVISION_OUT_OF_SCOPE")


@pytest.mark.rule("LA-22", "LA-24")
def test_the_household_shares_the_tested_income(counter: Counter) -> None:
    received = counter.receive(means=means(household_size=4, household_income_fen=560_000))
    assert counter.decide(received.name).decision.reasons[0].code == "INCOME_WITHIN_STANDARD"


@pytest.mark.rule("LA-26")
def test_the_day_of_receipt_selects_the_standard_and_an_uncovered_day_is_refused(counter: Counter) -> None:
    received = counter.receive(received_date="2019-12-31", entry_reason="补录旧案")
    answer = refused(lambda: counter.decide(received.name))
    assert (answer.reason, answer.metadata["key"]) == ("POLICY_NOT_FOUND", "la.standard.urban")
    assert answer.metadata["on"] == "2019-12-31"


@pytest.mark.rule("LA-23")
def test_the_place_of_the_institution_selects_the_standard(counter: Counter) -> None:
    elsewhere = open_counter(counter.door, "冥法援", "980102")
    received = elsewhere.receive(place=place("980102"))
    answer = refused(lambda: elsewhere.decide(received.name))
    assert (answer.reason, answer.metadata["key"]) == ("POLICY_NOT_FOUND", "la.standard.urban")
    assert answer.metadata["division"] == "980102"


def test_times_are_those_of_the_clock(counter: Counter) -> None:
    received = counter.receive()
    entered = received.create_time.ToDatetime(tzinfo=dt.UTC)
    assert dt.timedelta(0) <= entered - dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC) < dt.timedelta(hours=1)
