"""Hold calls to each backend apart, so that one that hangs takes no more than its share of the gateway.

It must not wait long: whoever finds no place is told at once to come again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from google.rpc import code_pb2

from gateway.errors import Refused

QUEUE_SHARE, QUEUE_SECONDS = 4, 1.0
# All backends together; more than one of them has to hang before others feel it.
TOTAL_SHARE = 4


class Bulkhead:
    """Places of one backend: so many calls in flight, and a quarter as many that wait for one."""

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._queue = max(1, places // QUEUE_SHARE)
        self._waiting = 0
        self.in_flight = 0
        self.refused = 0

    async def enter(self, seconds: float) -> bool:
        """Whether a place was had, at once or within a second and within the caller's own time."""
        if self._places.locked():
            if self._waiting >= self._queue:
                return False
            self._waiting += 1
            try:
                async with asyncio.timeout(min(seconds, QUEUE_SECONDS)):
                    await self._places.acquire()
            except TimeoutError:
                return False
            finally:
                self._waiting -= 1
        else:
            await self._places.acquire()
        self.in_flight += 1
        return True

    def leave(self) -> None:
        """Give the place back."""
        self.in_flight -= 1
        self._places.release()


class Bulkheads:
    """One bulkhead per backend, and a limit over all of them."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._inside = 0
        self.by_backend: dict[str, Bulkhead] = {}

    @asynccontextmanager
    async def place(self, backend: str, seconds: float) -> AsyncIterator[None]:
        """Hold a place during a call. Raises Refused with 503 when there is none."""
        bulkhead = self.by_backend.setdefault(backend, Bulkhead(self._places))
        if self._inside >= self._places * TOTAL_SHARE:
            bulkhead.refused += 1
            raise _busy("GATEWAY_BUSY", "网关繁忙，请稍后用同一请求编号重试。")
        self._inside += 1
        try:
            if not await bulkhead.enter(seconds):
                bulkhead.refused += 1
                raise _busy("BACKEND_BUSY", "该业务服务繁忙，请稍后用同一请求编号重试。")
            try:
                yield
            finally:
                bulkhead.leave()
        finally:
            self._inside -= 1


def _busy(reason: str, message: str) -> Refused:
    return Refused(code_pb2.UNAVAILABLE, reason, message)
