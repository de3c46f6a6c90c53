"""The ASGI application: one request goes edge → app → routes → strict_json → transcode → backends, and back.

It must not know any service, role or rule of the trade.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import grpc
import structlog
from google.rpc import code_pb2
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from chassis.settings import Settings
from gateway.backends import Backends
from gateway.call_metadata import metadata_of, seconds_of
from gateway.edge.access_log import AccessLog
from gateway.edge.compression import Compression
from gateway.edge.cors import Cors
from gateway.edge.exchange import Exchange, Identify, exchange_of
from gateway.edge.last_belt import LastBelt
from gateway.edge.metrics import Metrics
from gateway.edge.observe import Observe
from gateway.edge.rate_limit import RateLimit
from gateway.edge.request_head import RequestHead
from gateway.edge.security_headers import SecureHeaders
from gateway.edge.unlinkable import Unlinkable, is_forgotten, may_serve
from gateway.errors import Refused, bad_field, refusal_reply, rpc_error_reply
from gateway.images import ImageFolder
from gateway.own_pages import OwnPages, only_get, refuse
from gateway.pages.endpoints import Shown
from gateway.reply import render_reply
from gateway.request_body import check_body_headers, read_body, refuse_body
from gateway.strict_json import read_value
from gateway.transcode import build_message

LOOK_SECONDS = 1.0
BODY_SECONDS = 10.0
_VERSIONED = re.compile(rb"/v[0-9]")
_log = structlog.get_logger()


class ServicesFirst:
    """Below `/v1`, `/v2`, … lie services alone; the own addresses need not be looked through for them."""

    def __init__(self, app: ASGIApp, *, serve: ASGIApp) -> None:
        self._app, self._serve = app, serve

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the path."""
        below = scope["type"] == "http" and _VERSIONED.match(scope["raw_path"])
        await (self._serve if below else self._app)(scope, receive, send)


class Gateway:
    """What lives as long as the process: the route table and the channels."""

    def __init__(self, settings: Settings, images: ImageFolder, log: AccessLog, body_seconds: float) -> None:
        self._access_log = log
        self._settings = settings
        self._body_seconds = body_seconds
        self._images = images
        self.backends: Backends

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Read the images, open the channels on the server's own loop, watch the folder until the end."""
        self.backends = Backends(self._settings)
        self._images.refresh()
        watching = asyncio.create_task(self._watch())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await self.backends.close()
        self._access_log.flush()

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request that is not about the gateway itself."""
        request = Request(scope, receive)
        try:
            reply = await self._transcode(request, exchange_of(scope))
        except Refused as refused:
            reply = _options(refused) if request.method == "OPTIONS" else refusal_reply(refused)
        except grpc.aio.AioRpcError as error:
            reply = rpc_error_reply(error.code().value[0], error.trailing_metadata() or ())
        except ClientDisconnect:
            reply = Response(status_code=499)
        await reply(scope, receive, send)

    async def _transcode(self, request: Request, exchange: Exchange) -> Response:
        route, path = self._images.table.find(request.method, _ascii(request.scope["raw_path"], "path"))
        exchange.route, exchange.rpc = route.template.text, route.rpc.removeprefix("/")
        if not may_serve(request.scope, route):
            raise Refused(code_pb2.NOT_FOUND, "ROUTE_NOT_FOUND", "没有这个地址，请核对接口文档中的路径。")
        if not route.unary:
            message = "网关不转发流式方法，请直接使用 gRPC。"
            raise Refused(code_pb2.UNIMPLEMENTED, "STREAMING_NOT_SERVED", message)
        body = None
        if route.body:
            check_body_headers(request)
            body = read_value(await read_body(request, self._body_seconds), route.body.removeprefix("*"))
        elif route.http_method != "GET":
            await refuse_body(request, self._body_seconds)
        call = build_message(route, path, _ascii(request.scope["query_string"], "query"), body, request.headers)
        metadata = () if is_forgotten(request.scope) else metadata_of(request.headers, exchange)
        reply = await self.backends.call(route, call, metadata, seconds_of(request.headers))
        exchange.served = route
        rendered = render_reply(route, reply)
        return Response(rendered.content, headers=dict(rendered.headers))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if await asyncio.to_thread(self._images.refresh):
                    _log.info("routes replaced", services=list(self._images.table.services))
            except OSError as error:
                _log.warning("images not read", error=type(error).__name__)


def create_app(settings: Settings, *, body_seconds: float = BODY_SECONDS) -> Starlette:
    """The application. Nothing is opened before its lifespan begins."""
    images = ImageFolder(settings.gateway_images)
    log = AccessLog(production=settings.production)
    gateway = Gateway(settings, images, log, body_seconds)
    metrics = Metrics(images, lambda: gateway.backends)
    own = [
        *OwnPages(settings, images, lambda: gateway.backends, metrics).routes(),
        *Shown(settings, images).routes(),
    ]
    limits, production = settings.gateway, settings.production
    proxies = list(limits.trusted_proxies)
    # From the outside in. What is refused further out costs less, and every reply passes all that stands before it.
    edge = [
        Middleware(Unlinkable, table=lambda: images.table),
        *([Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)] if proxies else []),
        Middleware(Identify),
        Middleware(
            Observe,
            own={route.endpoint: route.path for route in own},
            count=metrics.count,
            log=log,
        ),
        Middleware(SecureHeaders, production=production),
        Middleware(LastBelt),
        *([Middleware(Cors, origins=limits.cors_origins)] if limits.cors_origins else []),
        Middleware(RequestHead),
        Middleware(RateLimit, settings=limits),
        Middleware(Compression),
        Middleware(ServicesFirst, serve=gateway.serve),
    ]
    app = Starlette(
        routes=own, middleware=edge, exception_handlers={405: only_get, Refused: refuse}, lifespan=gateway.lifespan
    )
    app.router.redirect_slashes = False
    app.router.default = gateway.serve
    return app


def _options(refused: Refused) -> Response:
    """What may be asked of a known address; an unknown one stays refused."""
    allowed = refused.headers.get("allow")
    if allowed is None:
        return refusal_reply(refused)
    return Response(status_code=204, headers={"allow": f"{allowed}, OPTIONS"})


def _ascii(raw: bytes, part: str) -> str:
    """A part of the address as text. Raises Refused for bytes that should have been percent-encoded."""
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        raise bad_field(part, "BAD_ESCAPE", "地址中的非 ASCII 字符请用 UTF-8 百分号编码。") from None
