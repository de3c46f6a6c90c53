"""When something breaks, the caller learns what to do and nothing else, and nothing half-done stays."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from sifa.legal_aid.v1 import facts_pb2

from chassis import rpc
from chassis.clock import random_id
from tests.doors import Door, migrated, refused, serving, settings_of
from tests.emptying import empty
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.faulty_doors import ENTERED, RELEASED, SECRET, STOOD_STILL
from tests.services.legal_aid.rows import counts


@pytest.fixture(scope="module")
def faulty_door(profile: Profile) -> Iterator[Door]:
    wiring = "tests.services.legal_aid.faulty_doors"
    with serving(migrated(settings_of(profile, "legal_aid"), "legal_aid", wiring=wiring)) as door:
        yield door


@pytest.fixture
def counter(faulty_door: Door) -> Counter:
    empty(faulty_door.service)
    ENTERED.clear()
    RELEASED.clear()
    STOOD_STILL.clear()
    return open_counter(faulty_door)


def test_g17_an_exception_with_personal_data_becomes_a_trace_number(
    counter: Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = refused(lambda: counter.get(f"applications/{random_id()}"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    assert answer.metadata["trace"] in answer.message
    logged = "".join(capfd.readouterr())
    assert answer.metadata["trace"] in logged
    for secret in SECRET.split(" SELECT"):
        assert secret not in logged
        assert secret.encode() not in answer.wire


def test_an_exception_after_the_work_leaves_nothing(counter: Counter) -> None:
    before = counts(counter.door.service)
    refused(lambda: counter.receive(channel=facts_pb2.CHANNEL_PHONE, request_id=random_id()))
    assert counts(counter.door.service) == before


def test_a_key_that_our_own_code_takes_twice_is_a_fault_and_no_call_to_try_again(counter: Counter) -> None:
    before = counts(counter.door.service)
    answer = refused(lambda: counter.receive(channel=facts_pb2.CHANNEL_STATION, request_id=random_id()))
    assert (answer.code, answer.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    assert counts(counter.door.service) == before


def test_a_call_that_the_database_ended_after_a_stall_is_done_again(counter: Counter) -> None:
    received = counter.receive(channel=facts_pb2.CHANNEL_AGENT)
    assert STOOD_STILL.is_set()
    assert received.number == "（2026）玄法援受字第1号"
    assert counts(counter.door.service)["application"] == 1


def test_a_number_that_was_rolled_back_is_given_to_the_next(counter: Counter) -> None:
    refused(lambda: counter.receive(channel=facts_pb2.CHANNEL_PHONE))
    assert counter.receive().number == "（2026）玄法援受字第1号"


def test_g11_what_ends_after_the_callers_deadline_is_not_committed(counter: Counter) -> None:
    before, request_id = counts(counter.door.service), random_id()
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(
            refused, lambda: counter.receive(channel=facts_pb2.CHANNEL_ONLINE, request_id=request_id, seconds=0.5)
        )
        assert ENTERED.wait(20)
        assert late.result().code is grpc.StatusCode.DEADLINE_EXCEEDED
        RELEASED.set()
    retried = counter.receive(channel=facts_pb2.CHANNEL_ONLINE, request_id=request_id)
    after = counts(counter.door.service)
    assert retried.number == "（2026）玄法援受字第1号"
    assert (after["application"], after["request_reply"]) == (before["application"] + 1, 1)


def test_g11_a_cancelled_call_and_its_retry_have_one_effect(counter: Counter) -> None:
    request_id = random_id()
    RELEASED.set()
    first = counter.receive(channel=facts_pb2.CHANNEL_ONLINE, request_id=request_id)
    assert counter.receive(channel=facts_pb2.CHANNEL_ONLINE, request_id=request_id) == first


def test_g10_a_call_without_a_deadline_has_the_servers(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts(counter.door.service)
    monkeypatch.setattr(rpc, "LONGEST_SECONDS", 0.0)
    answer = refused(lambda: counter.receive(request_id=random_id()))
    assert (answer.code, answer.reason) == (grpc.StatusCode.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED")
    assert counts(counter.door.service) == before


def test_readers_are_answered_while_a_writer_holds_its_transaction(counter: Counter) -> None:
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(counter.receive, channel=facts_pb2.CHANNEL_ONLINE)
        assert ENTERED.wait(20)
        assert not counter.page().applications
        RELEASED.set()
        received = writing.result()
    listed = wait_for(lambda: counter.page().applications, "the committed application in the list")
    assert [item.name for item in listed] == [received.name]
