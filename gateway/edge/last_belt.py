"""Turn whatever went wrong into a 500 that explains nothing, and a log line that says where.

It must not log an error's text or trace: they may hold what the client sent.
"""

from __future__ import annotations

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.edge.exchange import exchange_of
from gateway.errors import internal_reply

_log = structlog.get_logger()


class LastBelt:
    """Nothing may reach the server's own handler, which prints traces."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer in place of what raised."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:  # noqa: BLE001 - the last belt
            exchange = exchange_of(scope)
            _log.error("request failed", request_id=exchange.request_id, rpc=exchange.rpc, where=where_of(error))
            if not started:
                await internal_reply()(scope, receive, send)


def where_of(error: BaseException) -> str:
    """Type and place of an error, without its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "unknown"
    return f"{type(error).__name__} in {place}"
