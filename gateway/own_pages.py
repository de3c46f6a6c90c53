"""What the gateway says of itself: alive, ready, figures, and refusals on its own addresses.

It must not ask a service for anything but its health.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from google.rpc import code_pb2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chassis.settings import Settings
from gateway.backends import Backends
from gateway.edge.metrics import Metrics
from gateway.errors import Refused, refusal_reply
from gateway.images import ImageFolder


class OwnPages:
    """Endpoints for those who look after the gateway. A proxy in front of it must not pass `/metrics` on."""

    def __init__(
        self, settings: Settings, images: ImageFolder, backends: Callable[[], Backends], metrics: Metrics
    ) -> None:
        self._settings, self._images, self._backends, self._metrics = settings, images, backends, metrics

    def routes(self) -> list[Route]:
        """All of them, for GET and HEAD."""
        return [Route("/livez", self.livez), Route("/readyz", self.readyz), Route("/metrics", self.metrics)]

    async def livez(self, _: Request) -> Response:
        """The process answers."""
        return JSONResponse({"status": "live"})

    async def readyz(self, request: Request) -> Response:
        """200 when every configured backend has routes, whether it is up or not; `?verbose` names those down."""
        table = self._images.table.services
        wanted = sorted(self._settings.backends or self._images.names)
        missing = [name for name in wanted if name not in table]
        ready = bool(wanted) and not missing
        body: dict[str, object] = {"status": "ready" if ready else "not ready", "missing": missing}
        if "verbose" in request.query_params:
            names = sorted({*wanted, *table})
            healths = await asyncio.gather(*(self._backends().health(name) for name in names))
            body["backends"] = dict(zip(names, healths, strict=True))
        return JSONResponse(body, 200 if ready else 503)

    async def metrics(self, _: Request) -> Response:
        """Figures for Prometheus; nothing in them is about a person."""
        return self._metrics.reply()


async def only_get(request: Request, _: Exception) -> Response:
    """The reply to other methods on the gateway's own addresses."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": "GET, HEAD, OPTIONS"})
    message = "该地址只支持 GET，请改用 GET。"
    headers = {"allow": "GET, HEAD, OPTIONS"}
    return refusal_reply(
        Refused(code_pb2.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", message, http_status=405, headers=headers)
    )


async def refuse(_: Request, refused: Exception) -> Response:
    """The reply to a refusal of the gateway's own addresses."""
    assert isinstance(refused, Refused)
    return refusal_reply(refused)
