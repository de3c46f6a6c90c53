"""A service that is asked for more than it can do at once says so at once (G16)."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.doors import Door, migrated, serving, settings_of
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile

THREADS = 2
CHECK = "/grpc.health.v1.Health/Check"


@pytest.fixture
def door(profile: Profile) -> Iterator[Door]:
    settings = settings_of(profile, "supervision", SIFA_SUPERVISION_GRPC_THREADS=str(THREADS))
    with serving(migrated(settings, "supervision")) as found:
        yield found


def test_surplus_calls_are_refused_at_once_and_the_others_are_answered(door: Door) -> None:
    release, health = threading.Event(), health_pb2_grpc.HealthStub(door.channel)

    def slow() -> Iterator[bytes]:
        """A request that does not come: the server has the call and waits for its message."""
        release.wait(30)
        yield health_pb2.HealthCheckRequest().SerializeToString()

    check: grpc.StreamUnaryMultiCallable[bytes, bytes] = door.channel.stream_unary(CHECK)
    calls = [check.future(slow(), timeout=60) for _ in range(1000)]
    wait_for(lambda: sum(call.done() for call in calls) >= 1000 - THREADS * 8, "refusals")
    refused = [call for call in calls if call.done()]
    assert {call.code() for call in refused} == {grpc.StatusCode.RESOURCE_EXHAUSTED}
    assert len(calls) - len(refused) == THREADS * 8
    release.set()
    assert all(
        health_pb2.HealthCheckResponse.FromString(call.result(30)).status for call in calls if call not in refused
    )
    assert health.Check(health_pb2.HealthCheckRequest(), timeout=5).status == health_pb2.HealthCheckResponse.SERVING
