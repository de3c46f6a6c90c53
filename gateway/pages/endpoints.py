"""The routes of everything that the gateway shows itself.

It must not answer for a service's path.
"""

from __future__ import annotations

import asyncio
from importlib import resources

from google.rpc import code_pb2
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chassis.settings import Settings
from gateway.errors import Refused
from gateway.images import ImageFolder
from gateway.openapi.document import index_document, render
from gateway.pages.docs import index_page, service_page
from gateway.pages.documents import Documents
from gateway.pages.replies import HTML, JSON, NEVER, finished
from gateway.pages.start import start_page

_STATIC = {"pages.css": "text/css", "search.js": "text/javascript", "icon.svg": "image/svg+xml"}


class Shown:
    """Endpoints that answer from the folder of images alone."""

    def __init__(self, settings: Settings, images: ImageFolder) -> None:
        self._settings = settings
        self._documents = Documents(images)
        folder = resources.files("gateway.pages") / "static"
        self._static = {name: (folder / name).read_bytes() for name in _STATIC}

    def routes(self) -> list[Route]:
        """All of them, for GET and HEAD."""
        return [
            Route("/", self.start),
            Route("/docs", self.docs),
            Route("/docs/{name}", self.docs_of_service),
            Route("/openapi.json", self.index),
            Route("/openapi/{name}.json", self.document),
            Route("/static/{name}", self.static),
        ]

    async def start(self, request: Request) -> Response:
        """What this is. Never kept, because it may show the demo accounts."""
        body = await asyncio.to_thread(start_page, self._settings, self._documents.services)
        return finished(request, body, HTML, cache=NEVER)

    async def docs(self, request: Request) -> Response:
        """All services with their operations."""
        services = self._documents.services
        trees = {service.name: await self._documents.tree(service.name) for service in services}
        body = await asyncio.to_thread(index_page, index_document(services), trees)
        return finished(request, body, HTML)

    async def docs_of_service(self, request: Request) -> Response:
        """One service."""
        return finished(request, await self._documents.rendered(request.path_params["name"], service_page), HTML)

    async def index(self, request: Request) -> Response:
        """The index of the documents."""
        return finished(request, self._documents.index(), JSON)

    async def document(self, request: Request) -> Response:
        """One service's document."""
        return finished(request, await self._documents.rendered(request.path_params["name"], render), JSON)

    async def static(self, request: Request) -> Response:
        """Style and script of the pages."""
        name = request.path_params["name"]
        if name not in self._static:
            raise Refused(code_pb2.NOT_FOUND, "ROUTE_NOT_FOUND", "没有这个地址，请从 /docs 进入接口文档。")
        return finished(request, self._static[name], _STATIC[name])
