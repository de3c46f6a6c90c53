"""Refuse callers who call too often: 429 with the time after which it is worth trying again.

It must not give a quota to a credential that no service has accepted, and so grows with honest callers alone: made-up
credentials all count for the address they come from, and what is counted and remembered has an upper bound.
"""

from __future__ import annotations

import math
from collections import OrderedDict

from google.rpc import code_pb2, error_details_pb2
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.gateway_settings import GatewaySettings
from gateway.edge.callers import credential_hash, network_of
from gateway.edge.exchange import exchange_of
from gateway.edge.sliding_window import SlidingWindow
from gateway.errors import Refused, refusal_reply
from gateway.method_options import wants_credential

MOST_ACCEPTED = 10_000
CREDENTIAL, ADDRESS = "credential", "address"
# Whoever looks after the gateway must reach it when it is flooded.
UNLIMITED = frozenset({"/livez", "/readyz", "/metrics"})


class RateLimit:
    """Two windows: one per accepted credential, one per address for everything else."""

    def __init__(self, app: ASGIApp, *, settings: GatewaySettings) -> None:
        self._app = app
        self._rates = {CREDENTIAL: settings.rate, ADDRESS: settings.anonymous_rate}
        self._windows = {kind: _window(rate) for kind, rate in self._rates.items() if rate is not None}
        self._accepted: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, then pass on or refuse."""
        if scope["type"] != "http" or scope["path"] in UNLIMITED:
            await self._app(scope, receive, send)
            return
        credential = credential_hash(Headers(scope=scope))
        known = credential in self._accepted
        if known:
            self._accepted.move_to_end(str(credential))
        kind, who = (CREDENTIAL, str(credential)) if known else (ADDRESS, network_of(scope))
        exchange = exchange_of(scope)
        window = self._windows.get(kind)
        seconds = math.ceil(window.hit(who)) if window else 0
        if seconds:
            exchange.rate_limited = kind
            await refusal_reply(_too_often(kind, str(self._rates[kind]), seconds))(scope, receive, send)
            return
        await self._app(scope, receive, send)
        served = exchange.served
        if credential is not None and not known and served is not None and wants_credential(served):
            self._remember(credential)

    def _remember(self, credential: str) -> None:
        self._accepted[credential] = None
        if len(self._accepted) > MOST_ACCEPTED:
            self._accepted.popitem(last=False)


def _window(rate: str) -> SlidingWindow:
    number, _, unit = rate.partition("/")
    return SlidingWindow(int(number), 60 if unit == "minute" else 1)


def _too_often(kind: str, limit: str, seconds: int) -> Refused:
    quota, retry = error_details_pb2.QuotaFailure(), error_details_pb2.RetryInfo()
    quota.violations.add(subject=kind, description=limit)
    retry.retry_delay.seconds = seconds
    message = f"请求过于频繁，请在 {seconds} 秒后重试，并降低调用频率。"
    return Refused(code_pb2.RESOURCE_EXHAUSTED, "RATE_LIMITED", message, details=(quota, retry))
