"""Call the services: each in a bulkhead of its own, again only where a second call does no harm.

It must not repeat a call whose time ran out: nobody knows what became of it, and the caller has gone.
"""

from __future__ import annotations

import asyncio
import time

import grpc
from google.protobuf.message import Message

from chassis.settings import Settings
from gateway.bulkhead import Bulkheads
from gateway.call_metadata import Metadata
from gateway.channels import Channels
from gateway.method_options import is_repeatable
from gateway.retry_budget import RetryBudget
from gateway.routes import Route

RETRY_DELAYS = (0.1, 0.3)


class Backends:
    """All services. NOTE: create and use it on one event loop only, as its channels."""

    def __init__(self, settings: Settings) -> None:
        self._channels = Channels(settings)
        self._budgets: dict[str, RetryBudget] = {}
        self.bulkheads = Bulkheads(settings.gateway.concurrency)
        self.retries: dict[str, int] = {}

    async def call(self, route: Route, message: Message, metadata: Metadata, seconds: float) -> Message:
        """The service's reply. Raises grpc.aio.AioRpcError, or Refused when it cannot be called now."""
        until = time.monotonic() + seconds
        async with self.bulkheads.place(route.service, seconds):
            return await self._call(route, message, metadata, until)

    async def health(self, name: str) -> str:
        """What the service says of itself, else UNREACHABLE or UNCONFIGURED. Takes at most 1 s."""
        return await self._channels.health(name)

    async def close(self) -> None:
        """Let running calls finish, then close every channel."""
        await self._channels.close()

    async def _call(self, route: Route, message: Message, metadata: Metadata, until: float) -> Message:
        budget = self._budgets.setdefault(route.service, RetryBudget())
        budget.earn()
        for delay in RETRY_DELAYS:
            try:
                return await self._call_once(route, message, metadata, until)
            except grpc.aio.AioRpcError as error:
                if not self._may_repeat(error, route, message, until - delay) or not budget.spend():
                    raise
            self.retries[route.service] = self.retries.get(route.service, 0) + 1
            await asyncio.sleep(delay)
        return await self._call_once(route, message, metadata, until)

    def _may_repeat(self, error: grpc.aio.AioRpcError, route: Route, message: Message, until: float) -> bool:
        return (
            error.code() is grpc.StatusCode.UNAVAILABLE and time.monotonic() < until and is_repeatable(route, message)
        )

    async def _call_once(self, route: Route, message: Message, metadata: Metadata, until: float) -> Message:
        call = self._channels.channel(route.service).unary_unary(
            route.rpc,
            request_serializer=route.request_class.SerializeToString,
            response_deserializer=route.reply_class.FromString,
        )
        try:
            reply: Message = await call(message, timeout=max(until - time.monotonic(), 0.001), metadata=metadata)
        except grpc.aio.AioRpcError as error:
            if error.code() is grpc.StatusCode.UNAVAILABLE:
                self._channels.look_again()
            raise
        return reply
