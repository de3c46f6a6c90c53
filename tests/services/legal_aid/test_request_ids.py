"""A request id has one effect, however often and from how many sides the request comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from chassis.clock import random_id
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import APPLICATIONS, creation, means
from tests.services.legal_aid.rows import counts


def test_the_same_request_again_gets_the_identical_reply(counter: Counter) -> None:
    request_id = random_id()
    first = counter.receive(request_id=request_id)
    again = counter.receive(request_id=request_id)
    assert again.SerializeToString(deterministic=True) == first.SerializeToString(deterministic=True)


def test_the_same_request_again_writes_nothing(counter: Counter) -> None:
    request_id = random_id()
    counter.receive(request_id=request_id)
    before = counts(counter.door.service)
    counter.receive(request_id=request_id)
    assert counts(counter.door.service) == before


def test_a_decision_is_replayed_and_not_refused(counter: Counter) -> None:
    name, request_id = counter.receive().name, random_id()
    assert counter.decide(name, request_id=request_id) == counter.decide(name, request_id=request_id)


def test_g19_the_same_id_with_another_body_is_refused(counter: Counter) -> None:
    request_id = random_id()
    counter.receive(request_id=request_id)
    answer = refused(lambda: counter.receive(request_id=request_id, channel=facts_pb2.CHANNEL_PHONE))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "REQUEST_ID_REUSED")


def test_eight_parallel_calls_of_one_id_have_one_effect(counter: Counter) -> None:
    request_id = random_id()
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _: counter.receive(request_id=request_id).name, range(8)))
    assert len(set(names)) == 1
    assert counts(counter.door.service)["application"] == 1


def test_a_refusal_is_not_stored(counter: Counter) -> None:
    name = counter.receive(means=means(pledge_signed=False), request_id=random_id()).name
    before = counts(counter.door.service)
    refused(lambda: counter.decide(name))
    assert counts(counter.door.service) == before


def test_a_refused_request_runs_again_under_its_id(counter: Counter) -> None:
    request_id = random_id()
    refused(lambda: counter.receive(request_id=request_id, received_date="2026-12-31"))
    assert counter.receive(request_id=request_id).state == pb.APPLICATION_STATE_RECEIVED


def test_another_callers_same_id_is_another_request(counter: Counter) -> None:
    request_id, other = random_id(), counter.person("legal_aid_clerk", subject="li")
    mine = creation(counter.institution, request_id=request_id)
    theirs = creation(counter.institution, request_id=request_id, opponents=["另一虚构公司"])
    calls = ((mine, counter.clerk), (theirs, other))
    names = {counter.door.call(APPLICATIONS["CreateApplication"], request, who).name for request, who in calls}
    assert len(names) == 2


@pytest.mark.rule("LA-04")
def test_another_callers_same_request_is_a_duplicate(counter: Counter) -> None:
    request, other = (
        creation(counter.institution, request_id=random_id()),
        counter.person("legal_aid_clerk", subject="li"),
    )
    counter.door.call(APPLICATIONS["CreateApplication"], request, counter.clerk)
    answer = refused(lambda: counter.door.call(APPLICATIONS["CreateApplication"], request, other))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "APPLICATION_DUPLICATE")


def test_without_an_id_nothing_is_stored(counter: Counter) -> None:
    counter.receive()
    assert counts(counter.door.service)["request_reply"] == 0


@pytest.mark.parametrize("request_id", ["1", "not-a-uuid", "0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c1"])
def test_an_id_that_is_no_uuid_is_refused(counter: Counter, request_id: str) -> None:
    answer = refused(lambda: counter.receive(request_id=request_id))
    assert answer.violations == {"request_id": "STRING_UUID"}
