"""A backend that hangs keeps its own callers waiting, and nobody else's."""

from __future__ import annotations

import asyncio
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from gateway.bulkhead import Bulkheads
from gateway.errors import Refused
from tests.servers.processes import wait_for
from tests.unit.gateway.real_gateway import RealGateway, real_gateway
from tests.unit.gateway.silent import silent_process

FROZEN, LIVELY = "/v1/legal-aid/applications", "/v1/supervision/institutionTallies"
PLACES = 8
WAIT = {"grpc-timeout": "20S"}


def ask(gateway: RealGateway, path: str) -> int:
    """A call on a connection of its own. `http.client`, because an httpx client costs 30 ms to make."""
    url = gateway.http.base_url
    connection = HTTPConnection(url.host, url.port, timeout=30)
    connection.request("GET", path, headers=WAIT)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_frozen_service_takes_its_own_places_alone(images: Path) -> None:
    with silent_process() as frozen, silent_process() as lively:
        backends = f"legal_aid={frozen.target},supervision={lively.target}"
        with (
            real_gateway(images.parent, backends, SIFA_GATEWAY_CONCURRENCY=str(PLACES)) as gateway,
            ThreadPoolExecutor(40) as callers,
        ):
            assert (ask(gateway, FROZEN), ask(gateway, LIVELY)) == (200, 200)
            memory = gateway.rss_kib()
            os.kill(frozen.pid, signal.SIGSTOP)
            try:
                waiting = [callers.submit(ask, gateway, FROZEN) for _ in range(200)]
                served = [ask(gateway, LIVELY) for _ in range(100)]
                busy = wait_for(lambda: sum(call.done() for call in waiting) >= 200 - PLACES, "refusals at once")
                assert busy
                assert served == [200] * 100
                assert gateway.http.get("/livez").status_code == 200
                assert gateway.rss_kib() - memory < 64 * 1024
                figures = gateway.http.get("/metrics").text
                assert f'backend_in_flight{{backend="legal_aid"}} {PLACES}.0' in figures
            finally:
                os.kill(frozen.pid, signal.SIGCONT)
            statuses = [call.result(30) for call in waiting]
            assert (statuses.count(200), statuses.count(503)) == (PLACES, 200 - PLACES)
            assert ask(gateway, FROZEN) == 200


def test_who_finds_no_place_is_told_to_come_again(images: Path) -> None:
    with silent_process() as frozen:
        with (
            real_gateway(images.parent, f"legal_aid={frozen.target}", SIFA_GATEWAY_CONCURRENCY="1") as gateway,
            ThreadPoolExecutor(2) as callers,
        ):
            assert ask(gateway, FROZEN) == 200
            os.kill(frozen.pid, signal.SIGSTOP)
            first = callers.submit(ask, gateway, FROZEN)
            wait_for(lambda: 'in_flight{backend="legal_aid"} 1.0' in gateway.http.get("/metrics").text, "a call")
            reply = gateway.http.get(FROZEN, headers=WAIT)
            os.kill(frozen.pid, signal.SIGCONT)
            assert first.result(30) == 200
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "2")
        assert reply.json()["details"][0]["reason"] == "BACKEND_BUSY"


async def _fill(bulkheads: Bulkheads, backend: str, number: int, release: asyncio.Event) -> list[asyncio.Task[None]]:
    async def call() -> None:
        async with bulkheads.place(backend, 5.0):
            await release.wait()

    tasks = [asyncio.create_task(call()) for _ in range(number)]
    await asyncio.sleep(0)
    return tasks


def test_a_short_queue_waits_for_a_place() -> None:
    async def scene() -> None:
        bulkheads, release = Bulkheads(4), asyncio.Event()
        tasks = await _fill(bulkheads, "a", 5, release)
        with pytest.raises(Refused, match="BACKEND_BUSY"):
            async with bulkheads.place("a", 5.0):
                pass
        release.set()
        await asyncio.gather(*tasks)
        assert (bulkheads.by_backend["a"].in_flight, bulkheads.by_backend["a"].refused) == (0, 1)

    asyncio.run(scene())


def test_nobody_waits_longer_than_his_own_time() -> None:
    async def scene() -> None:
        bulkheads, release = Bulkheads(4), asyncio.Event()
        tasks = await _fill(bulkheads, "a", 4, release)
        with pytest.raises(Refused, match="BACKEND_BUSY"):
            async with bulkheads.place("a", 0.01):
                pass
        release.set()
        await asyncio.gather(*tasks)

    asyncio.run(scene())


def test_all_backends_together_have_a_limit() -> None:
    async def scene() -> None:
        bulkheads, release = Bulkheads(4), asyncio.Event()
        tasks = [task for name in "abcd" for task in await _fill(bulkheads, name, 4, release)]
        with pytest.raises(Refused, match="GATEWAY_BUSY"):
            async with bulkheads.place("e", 5.0):
                pass
        release.set()
        await asyncio.gather(*tasks)
        async with bulkheads.place("e", 5.0):
            assert bulkheads.by_backend["e"].in_flight == 1

    asyncio.run(scene())


def test_a_call_that_was_cancelled_gives_its_place_back() -> None:
    async def scene() -> None:
        bulkheads, never = Bulkheads(2), asyncio.Event()
        for task in await _fill(bulkheads, "a", 3, never):
            task.cancel()
        await asyncio.sleep(0.01)
        for _ in range(8):
            async with bulkheads.place("a", 0.01):
                assert bulkheads.by_backend["a"].in_flight == 1

    asyncio.run(scene())
