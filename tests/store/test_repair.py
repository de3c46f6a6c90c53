"""What the broker lost is pulled from the source's event log over gRPC, with patience while there is a broker."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import Any

import grpc
import pytest

from chassis.clients import PeerEventLog
from chassis.events import repair
from chassis.events.repair import Repairer
from chassis.service import Service
from tests.doors import Door, serving
from tests.facts import drain, logged
from tests.store.recorder import SOURCE, Recorder
from tests.store.test_restore import tell


@pytest.fixture
def source(legal_aid: Service) -> Iterator[Door]:
    """Legal aid with facts 1 to 5 in its log."""
    with serving(legal_aid) as door:
        tell(legal_aid, 1, 2, 3, 4, 5)
        yield door


@pytest.fixture
def recorder(supervision: Service) -> Recorder:
    return Recorder(supervision)


@pytest.fixture
def repairer(recorder: Recorder) -> Iterator[Repairer]:
    """The repairer of a house without a broker."""
    with closing(made(recorder, recorder.service)) as repairer:
        yield repairer


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds on the repairer's clock; the test turns it."""
    seconds = [1_000_000.0]
    monkeypatch.setattr(repair, "real_seconds", lambda: seconds[0])
    return seconds


@pytest.fixture
def patient(recorder: Recorder, source: Door, clock: list[float]) -> Iterator[Repairer]:
    """The repairer of a house with a broker, when it has seen facts 1 to 5 applied; then facts 6 to 9 are told."""
    service = replace(recorder.service, settings=replace(recorder.service.settings, broker_url="file:"))
    with closing(made(recorder, service)) as repairer:
        for _ in range(3):
            clock[0] += 60
            repairer.look()
        tell(source.service, 6, 7, 8, 9)
        yield repairer


def made(recorder: Recorder, service: Service) -> Repairer:
    peer = PeerEventLog(service.settings, caller="supervision", peer=SOURCE, default_port=0)
    return Repairer(service, recorder.inbox(), peer, SOURCE)


@pytest.mark.usefixtures("source")
def test_without_a_broker_everything_is_pulled_at_once(recorder: Recorder, repairer: Repairer) -> None:
    assert repairer.look() == 5
    assert recorder.seen == [1, 2, 3, 4, 5]


def test_a_hole_is_filled_and_what_waited_behind_it_follows(
    recorder: Recorder, source: Door, repairer: Repairer
) -> None:
    inbox, facts = recorder.inbox(), logged(source.service)
    for place in (0, 2, 4):
        inbox.receive(facts[place])
    repairer.look()
    assert (recorder.seen, recorder.applied) == ([1, 2, 3, 4, 5], 5)


def test_nothing_is_pulled_when_nothing_is_missing(recorder: Recorder, source: Door, repairer: Repairer) -> None:
    drain(source.service, recorder.inbox())
    assert repairer.look() == 0


@pytest.mark.usefixtures("source")
def test_two_pullers_at_once_pull_a_backlog_once(recorder: Recorder) -> None:
    with closing(made(recorder, recorder.service)) as one, closing(made(recorder, recorder.service)) as other:
        with ThreadPoolExecutor(2) as pool:
            pulled = sorted(pool.map(lambda repairer: repairer.look(), (one, other)))
        assert (pulled, sorted((one.pulled, other.pulled))) == ([0, 5], [0, 5])
    assert recorder.seen == [1, 2, 3, 4, 5]


def test_the_lease_of_a_dead_puller_is_taken_over(
    recorder: Recorder, source: Door, repairer: Repairer, clock: list[float]
) -> None:
    repairer.look()
    tell(source.service, 6, 7)
    with closing(made(recorder, recorder.service)) as standby:
        clock[0] += repair.LEASE_SECONDS - 1
        early = standby.look()
        clock[0] += 1.1
        assert (early, standby.look(), repairer.look()) == (0, 2, 0)
    assert recorder.seen == [1, 2, 3, 4, 5, 6, 7]


def test_a_stopped_puller_lets_another_begin_at_once(recorder: Recorder, source: Door, clock: list[float]) -> None:
    with closing(made(recorder, recorder.service)) as leader:
        leader.look()
    tell(source.service, 6)
    with closing(made(recorder, recorder.service)) as standby:
        assert standby.look() == 1
    assert clock == [1_000_000.0]


def test_what_was_applied_meanwhile_is_not_pulled_again(
    recorder: Recorder, source: Door, repairer: Repairer, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, inbox = logged(source.service), recorder.inbox()
    whole = PeerEventLog.list_events

    def slowly(self: PeerEventLog, *arguments: Any) -> Any:
        """The consumer is quicker than the peer's answer."""
        answer = whole(self, *arguments)
        for fact in facts[:4]:
            inbox.receive(fact)
        return answer

    monkeypatch.setattr(PeerEventLog, "list_events", slowly)
    assert (repairer.look(), recorder.seen) == (1, [1, 2, 3, 4, 5])


@pytest.mark.usefixtures("source")
def test_what_stands_still_in_the_first_second_after_a_start_is_pulled(recorder: Recorder, clock: list[float]) -> None:
    service = replace(recorder.service, settings=replace(recorder.service.settings, broker_url="file:"))
    with closing(made(recorder, service)) as begun:
        first = begun.look()
        clock[0] += 1.1
        assert (first, begun.look(), recorder.applied) == (0, 5, 5)


def test_what_the_broker_brings_after_a_start_is_left_to_it(
    recorder: Recorder, source: Door, clock: list[float]
) -> None:
    service = replace(recorder.service, settings=replace(recorder.service.settings, broker_url="file:"))
    with closing(made(recorder, service)) as begun:
        begun.look()
        recorder.inbox().receive(logged(source.service)[0])
        clock[0] += 1.1
        assert (begun.look(), recorder.applied) == (0, 1)


def test_a_young_hole_is_left_to_the_broker(
    recorder: Recorder, source: Door, patient: Repairer, clock: list[float]
) -> None:
    recorder.inbox().receive(logged(source.service, after=6)[0])
    clock[0] += 1.2
    assert (patient.look(), recorder.applied) == (0, 5)


def test_a_hole_older_than_two_seconds_is_pulled(
    recorder: Recorder, source: Door, patient: Repairer, clock: list[float]
) -> None:
    recorder.inbox().receive(logged(source.service, after=6)[0])
    clock[0] += 1.2
    patient.look()
    clock[0] += 2.1
    assert patient.look() == 3
    assert recorder.seen == list(range(1, 10))


def test_a_head_that_is_ahead_is_pulled_after_five_seconds_without_a_step(
    recorder: Recorder, patient: Repairer, clock: list[float]
) -> None:
    pulled = []
    for _ in range(4):
        clock[0] += 2.4
        pulled.append(patient.look())
    assert (pulled, recorder.seen) == ([0, 0, 4, 0], list(range(1, 10)))


def test_every_step_of_the_cursor_renews_the_patience(
    recorder: Recorder, source: Door, patient: Repairer, clock: list[float]
) -> None:
    inbox, pulled = recorder.inbox(), []
    for delivery in logged(source.service, after=5)[:3]:
        clock[0] += 4
        inbox.receive(delivery)
        pulled.append(patient.look())
    assert pulled == [0, 0, 0]


def test_a_peer_that_is_down_is_reported_and_harms_nothing(recorder: Recorder) -> None:
    nowhere = replace(recorder.service.settings, backends={SOURCE: "127.0.0.1:1"})
    peer = PeerEventLog(nowhere, caller="supervision", peer=SOURCE, default_port=0)
    with closing(Repairer(recorder.service, recorder.inbox(), peer, SOURCE)) as lost, pytest.raises(grpc.RpcError):
        lost.look()
    assert recorder.applied == 0
