"""The ASGI application: one request goes app → routes → strict_json → transcode → backends, and back.

It must not know any service, role or rule of the trade.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import grpc
from google.rpc import code_pb2
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as StarletteRoute
from starlette.types import Receive, Scope, Send

from chassis.settings import Settings
from gateway.backends import Backends, metadata_of, request_id_of, seconds_of
from gateway.errors import Refused, bad_field, internal_reply, refusal_reply, rpc_error_reply
from gateway.images import ImageFolder
from gateway.pages.endpoints import Shown
from gateway.request_body import check_body_headers, read_body, refuse_body
from gateway.strict_json import read_object
from gateway.transcode import build_message, render_reply

LOOK_SECONDS = 1.0
BODY_SECONDS = 10.0
MAX_HEADERS = 16 * 1024
SECURITY_HEADERS = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
log = logging.getLogger("sifa.gateway")


class Gateway:
    """What lives as long as the process: the route table and the channels."""

    def __init__(self, settings: Settings, images: ImageFolder, body_seconds: float) -> None:
        self._settings = settings
        self._body_seconds = body_seconds
        self._images = images
        self._backends: Backends

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Read the images, open the channels on the server's own loop, watch the folder until the end."""
        self._backends = Backends(self._settings)
        self._images.refresh()
        watching = asyncio.create_task(self._watch())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await self._backends.close()

    async def livez(self, _: Request) -> Response:
        """The process answers."""
        return JSONResponse({"status": "live"}, headers=SECURITY_HEADERS)

    async def readyz(self, request: Request) -> Response:
        """200 when every configured backend has routes, whether it is up or not; `?verbose` names those down."""
        table = self._images.table.services
        wanted = sorted(self._settings.backends or self._images.names)
        missing = [name for name in wanted if name not in table]
        ready = bool(wanted) and not missing
        body: dict[str, object] = {"status": "ready" if ready else "not ready", "missing": missing}
        if "verbose" in request.query_params:
            names = sorted({*wanted, *table})
            healths = await asyncio.gather(*(self._backends.health(name) for name in names))
            body["backends"] = dict(zip(names, healths, strict=True))
        return JSONResponse(body, 200 if ready else 503, headers=SECURITY_HEADERS)

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request that is not about the gateway itself."""
        request = Request(scope, receive)
        request_id = request_id_of(request.headers)
        try:
            reply = await self._transcode(request, request_id)
        except Refused as refused:
            reply = refusal_reply(refused)
        except grpc.aio.AioRpcError as error:
            reply = rpc_error_reply(error.code().value[0], error.trailing_metadata() or ())
        except ClientDisconnect:
            reply = Response(status_code=499)
        except Exception as error:  # noqa: BLE001 - the last belt; nothing may reach uvicorn's own handler
            # NOTE: without the error's text and trace, for they may hold what the client sent.
            log.error("request %s failed: %s", request_id, _where(error))  # noqa: TRY400
            reply = internal_reply()
        reply.headers.update({**SECURITY_HEADERS, "x-request-id": request_id})
        await reply(scope, receive, send)

    async def _transcode(self, request: Request, request_id: str) -> Response:
        raw_path = _raw_path(request)
        route, path = self._images.table.find(request.method, raw_path)
        if not route.unary:
            message = "网关不转发流式方法，请直接使用 gRPC。"
            raise Refused(code_pb2.UNIMPLEMENTED, "STREAMING_NOT_SERVED", message)
        body = None
        if route.body:
            check_body_headers(request)
            body = read_object(await read_body(request, self._body_seconds), route.body.removeprefix("*"))
        elif route.http_method != "GET":
            await refuse_body(request, self._body_seconds)
        call = build_message(route, path, _ascii(request.scope["query_string"], "query"), body, request.headers)
        metadata = metadata_of(request.headers, request_id)
        reply = await self._backends.call(route, call, metadata, seconds_of(request.headers))
        text, etag = render_reply(route, reply)
        return Response(text, headers={"etag": etag} if etag else None, media_type="application/json")

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if await asyncio.to_thread(self._images.refresh):
                    log.info("routes replaced: %s", ", ".join(self._images.table.services) or "none")
            except OSError as error:
                log.warning("images not read: %s", type(error).__name__)


def create_app(settings: Settings, *, body_seconds: float = BODY_SECONDS) -> Starlette:
    """The application. Nothing is opened before its lifespan begins."""
    images = ImageFolder(settings.gateway_images)
    gateway, shown = Gateway(settings, images, body_seconds), Shown(settings, images)
    health = [StarletteRoute("/livez", gateway.livez), StarletteRoute("/readyz", gateway.readyz)]
    app = Starlette(
        routes=[*health, *shown.routes()],
        exception_handlers={405: _only_get, Refused: _refuse, Exception: _fail},
        lifespan=gateway.lifespan,
    )
    app.router.redirect_slashes = False
    app.router.default = gateway.serve
    return app


async def _only_get(_: Request, __: Exception) -> Response:
    """The reply to other methods on the gateway's own addresses."""
    message = "该地址只支持 GET。"
    headers = {"allow": "GET, HEAD", **SECURITY_HEADERS}
    return refusal_reply(
        Refused(code_pb2.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", message, http_status=405, headers=headers)
    )


async def _refuse(_: Request, refused: Exception) -> Response:
    """The reply to a refusal of the gateway's own addresses."""
    assert isinstance(refused, Refused)
    reply = refusal_reply(refused)
    reply.headers.update(SECURITY_HEADERS)
    return reply


async def _fail(_: Request, __: Exception) -> Response:
    """The reply when one of the gateway's own pages cannot be made."""
    return internal_reply()


def _raw_path(request: Request) -> str:
    """The path as it was sent. Raises Refused when it or the headers are unreasonably long."""
    raw: bytes = request.scope["raw_path"]
    size = len(raw) + len(request.scope["query_string"])
    if size + sum(len(name) + len(value) for name, value in request.scope["headers"]) > MAX_HEADERS:
        message = f"地址与请求头合计不得超过 {MAX_HEADERS // 1024} KiB，请缩短后重试。"
        raise Refused(code_pb2.RESOURCE_EXHAUSTED, "HEADERS_TOO_LARGE", message, http_status=431)
    return _ascii(raw, "path")


def _ascii(raw: bytes, part: str) -> str:
    """A part of the address as text. Raises Refused for bytes that should have been percent-encoded."""
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        raise bad_field(part, "BAD_ESCAPE", "地址中的非 ASCII 字符须用 UTF-8 百分号编码。") from None


def _where(error: BaseException) -> str:
    """Type and place of an error, without its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "unknown"
    return f"{type(error).__name__} in {place}"
