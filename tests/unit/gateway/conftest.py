"""Fixtures of the gateway's tests. It must not hold assertions."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.unit.gateway.rig import LegalAid, Served, Start, manifest_of, running_gateway, serve_legal_aid, write_image


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One loop for every gateway of the session, because grpc.aio cannot serve two in one process."""
    running = asyncio.new_event_loop()
    thread = threading.Thread(target=running.run_forever)
    thread.start()
    yield running
    running.call_soon_threadsafe(running.stop)
    thread.join()
    running.close()


@pytest.fixture(scope="session")
def shared_legal_aid() -> Iterator[Served]:
    served = serve_legal_aid()
    yield served
    served.server.stop(None).wait()


@pytest.fixture
def legal_aid(shared_legal_aid: Served) -> LegalAid:
    """The service behind `http`, with nothing remembered and nothing failing."""
    shared_legal_aid.servicer.reset()
    return shared_legal_aid.servicer


@pytest.fixture(scope="session")
def shared_http(
    loop: asyncio.AbstractEventLoop, shared_legal_aid: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    var = tmp_path_factory.mktemp("var")
    write_image(var / "images", manifest_of("legal_aid"))
    write_image(var / "images", manifest_of("supervision"))
    backends = f"legal_aid={shared_legal_aid.target},supervision=127.0.0.1:1"
    with running_gateway(loop, var, backends, body_seconds=0.5) as client:
        yield client


@pytest.fixture
def http(shared_http: httpx.Client, legal_aid: LegalAid) -> httpx.Client:
    """A client of a gateway in front of legal_aid; supervision is not running."""
    assert legal_aid.requests == []
    return shared_http


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A folder with the images of legal_aid and supervision, for gateways made by `start_gateway`."""
    folder = tmp_path / "images"
    write_image(folder, manifest_of("legal_aid"))
    write_image(folder, manifest_of("supervision"))
    return folder


@pytest.fixture
def start_gateway(loop: asyncio.AbstractEventLoop, images: Path) -> Iterator[Start]:
    """Start a gateway of the test's own with the given backends (default: none configured) and further settings."""
    with ExitStack() as running:
        yield lambda backends=None, **environ: running.enter_context(
            running_gateway(loop, images.parent, backends, environ)
        )
