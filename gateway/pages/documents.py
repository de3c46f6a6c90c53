"""Keep the documents and pages of the contracts that are served now, each made when it is first asked for.

It must not make one again while its contract is the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from google.rpc import code_pb2

from gateway.errors import Refused
from gateway.images import ImageFolder
from gateway.openapi.document import Document, index_document, render, service_document
from gateway.routes import ServiceRoutes

Make = Callable[[Document], bytes]


class Documents:
    """What is published about the services in the folder of images."""

    def __init__(self, images: ImageFolder) -> None:
        self._images = images
        self._trees: dict[str, tuple[ServiceRoutes, Document]] = {}
        self._made: dict[tuple[str, Make], tuple[Document, bytes]] = {}

    @property
    def services(self) -> list[ServiceRoutes]:
        """The services, by name."""
        return sorted(self._images.table.services.values(), key=lambda service: service.name)

    def index(self) -> bytes:
        """The index of the documents."""
        return render(index_document(self.services))

    async def tree(self, name: str) -> Document:
        """The document of one service. Raises Refused with 404."""
        service = self._images.table.services.get(name)
        if service is None:
            message = "没有这项业务的接口文档，请从 /openapi.json 所列的名称中选择。"
            raise Refused(code_pb2.NOT_FOUND, "SERVICE_NOT_FOUND", message)
        known = self._trees.get(name)
        if known is None or known[0] is not service:
            known = service, await asyncio.to_thread(service_document, service)
            self._trees[name] = known
        return known[1]

    async def rendered(self, name: str, make: Make) -> bytes:
        """The document of one service in the form that `make` gives it. Raises Refused with 404."""
        tree = await self.tree(name)
        known = self._made.get((name, make))
        if known is None or known[0] is not tree:
            known = tree, await asyncio.to_thread(make, tree)
            self._made[name, make] = known
        return known[1]
