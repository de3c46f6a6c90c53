"""Large replies to GET come compressed for those who ask; whatever may carry a token never does."""

from __future__ import annotations

import gzip
from concurrent import futures
from pathlib import Path

import grpc
import httpx
import pytest
from sifa.identity.v1 import identity_service_pb2, identity_service_pb2_grpc

from gateway.edge.compression import LEAST_BYTES
from tests.unit.gateway.rig import LegalAid, Start, manifest_of, write_image

LIST = "/v1/legal-aid/applications"
GZIP, PLAIN = {"accept-encoding": "gzip"}, {"accept-encoding": "identity"}
DOCUMENTS = ["/", "/docs", "/docs/legal_aid", "/openapi.json", "/openapi/legal_aid.json", "/static/pages.css"]


def raw(http: httpx.Client, path: str, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
    """A reply with its bytes as they came."""
    with http.stream("GET", path, headers=headers) as reply:
        return reply, b"".join(reply.iter_raw())


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_the_same_compressed_and_plain(http: httpx.Client, path: str) -> None:
    packed, packed_bytes = raw(http, path, GZIP)
    plain, plain_bytes = raw(http, path, PLAIN)
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) == len(packed_bytes)
    assert len(plain_bytes) >= LEAST_BYTES
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed_bytes) == plain_bytes
    assert len(packed_bytes) < len(plain_bytes)
    assert packed.headers.get("etag") == plain.headers.get("etag")
    for reply in (packed, plain):
        assert "accept-encoding" in reply.headers["vary"].lower()


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=1.000, *;q=0", True), ("gzip ; q=0.1", True),
        ("gzip;q=0", False), ("gzip; q=0.000", False), ("gzip;Q=0", False), ("br", False), ("", False),
        ("identity", False), ("x-gzip-not", False),
    ],
)  # fmt: skip
def test_only_who_takes_gzip_gets_it(http: httpx.Client, accepted: str, *, packed: bool) -> None:
    reply, _ = raw(http, "/openapi.json", {"accept-encoding": accepted})
    assert ("content-encoding" in reply.headers) == packed


def test_a_small_reply_stays_as_it_is(http: httpx.Client) -> None:
    reply, content = raw(http, "/livez", GZIP)
    assert "content-encoding" not in reply.headers
    assert len(content) < LEAST_BYTES


def test_the_tag_of_a_compressed_resource_is_weak_and_serves_for_if_match(
    http: httpx.Client, legal_aid: LegalAid
) -> None:
    name = f"/v1/legal-aid/applications/{'a' * 2000}"
    assert raw(http, name, PLAIN)[0].headers["etag"] == '"v1-abc"'
    reply, content = raw(http, name, GZIP)
    assert len(content) < 2000
    assert reply.headers["etag"] == 'W/"v1-abc"'
    http.post(f"{name}:decide", json={}, headers={"if-match": reply.headers["etag"]})
    assert getattr(legal_aid.requests[-1], "etag", None) == "v1-abc"


class Identity(identity_service_pb2_grpc.IdentityServiceServicer):
    """Hands out a token that is long enough to be worth compressing."""

    def SignIn(
        self, request: identity_service_pb2.SignInRequest, context: grpc.ServicerContext
    ) -> identity_service_pb2.SignInResponse:
        return identity_service_pb2.SignInResponse(access_token="t" * 4096)


def test_a_token_is_never_compressed(start_gateway: Start, images: Path) -> None:
    server = grpc.server(futures.ThreadPoolExecutor(1))
    identity_service_pb2_grpc.add_IdentityServiceServicer_to_server(Identity(), server)  # type: ignore[abstract]
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    write_image(images, manifest_of("identity"))
    gateway = start_gateway(f"identity=127.0.0.1:{port}")
    reply = gateway.post("/v1/identity:signIn", json={"account": "a", "password": "b"}, headers=GZIP)
    server.stop(None).wait()
    assert reply.json()["accessToken"] == "t" * 4096
    assert "content-encoding" not in reply.headers
