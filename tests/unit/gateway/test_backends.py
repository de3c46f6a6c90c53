"""A backend that is down, slow or moved harms nobody but its own routes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import grpc
import httpx
import pytest
from google.rpc import code_pb2, error_details_pb2

from chassis.addresses import publish_address
from tests.unit.gateway.rig import NAME, UUID, LegalAid, Served, Start, reason_of, serve_legal_aid, wait_until

LIST = "/v1/legal-aid/applications"
DOWN = "/v1/supervision/institutionTallies"
INFO = error_details_pb2.ErrorInfo(reason="SOME_REASON", domain="legal_aid")


@pytest.fixture
def own_legal_aid() -> Iterator[Served]:
    served = serve_legal_aid()
    yield served
    served.server.stop(None).wait()


def test_a_backend_that_is_down_answers_503_at_once_and_harms_no_other(http: httpx.Client) -> None:
    begun = time.monotonic()
    reply = http.get(DOWN)
    assert time.monotonic() - begun < 2
    assert (reply.status_code, reason_of(reply), reply.headers["retry-after"]) == (503, "BACKEND_UNAVAILABLE", "2")
    assert "127.0.0.1" not in reply.text
    assert http.get(LIST).status_code == 200


def test_a_backend_nobody_configured_answers_503(start_gateway: Start) -> None:
    reply = start_gateway("legal_aid=127.0.0.1:0").get(LIST)
    assert (reply.status_code, reason_of(reply)) == (503, "BACKEND_UNCONFIGURED")


def test_readiness_names_a_backend_that_is_down_but_stays_200(http: httpx.Client) -> None:
    reply = http.get("/readyz?verbose")
    assert reply.status_code == 200
    assert reply.json()["backends"] == {"legal_aid": "SERVING", "supervision": "UNREACHABLE"}


def test_a_service_that_moved_is_found_again(start_gateway: Start, images: Path, own_legal_aid: Served) -> None:
    addresses = images.parent / "run" / "addresses.json"
    http = start_gateway()
    publish_address(addresses, "legal_aid", "127.0.0.1:1")
    assert http.get(LIST).status_code == 503
    publish_address(addresses, "legal_aid", own_legal_aid.target)
    assert http.get(LIST).status_code == 200
    moved = serve_legal_aid()
    try:
        publish_address(addresses, "legal_aid", moved.target)
        own_legal_aid.server.stop(None).wait()
        assert http.get(LIST).status_code == 200
        assert len(moved.servicer.requests) == 1
    finally:
        moved.server.stop(None).wait()


def test_a_move_that_the_files_time_does_not_show_is_found_by_the_failure(
    start_gateway: Start, images: Path, own_legal_aid: Served
) -> None:
    addresses = images.parent / "run" / "addresses.json"
    http = start_gateway()
    publish_address(addresses, "legal_aid", "127.0.0.1:1")
    assert http.get(LIST).status_code == 503
    written = addresses.stat().st_mtime_ns
    publish_address(addresses, "legal_aid", own_legal_aid.target)
    os.utime(addresses, ns=(written, written))
    assert http.get(LIST).status_code == 200


def test_a_service_that_restarts_on_its_port_is_served_again(start_gateway: Start, own_legal_aid: Served) -> None:
    http = start_gateway(f"legal_aid={own_legal_aid.target}")
    assert http.get(LIST).status_code == 200
    own_legal_aid.server.stop(None).wait()
    assert http.get(LIST).status_code == 503
    again = serve_legal_aid(own_legal_aid.target)
    try:
        wait_until(lambda: http.get(LIST).status_code == 200)
    finally:
        again.server.stop(None).wait()


@pytest.mark.parametrize(
    ("method", "path", "request_id", "attempts"),
    [("GET", LIST, "", 3), ("POST", f"/v1/legal-aid/{NAME}:decide", UUID, 3), ("POST", LIST, "", 1)],
)
def test_only_what_may_be_repeated_is_repeated(
    http: httpx.Client, legal_aid: LegalAid, *, method: str, path: str, request_id: str, attempts: int
) -> None:
    legal_aid.fail(code_pb2.UNAVAILABLE, "busy", INFO)
    headers = {"idempotency-key": request_id} if request_id else {}
    assert http.request(method, path, json={}, headers=headers).status_code == 503
    assert len(legal_aid.requests) == attempts


def test_no_other_code_is_repeated(http: httpx.Client, legal_aid: LegalAid) -> None:
    legal_aid.abort = (grpc.StatusCode.ABORTED, "")
    assert http.get(LIST).status_code == 409
    assert len(legal_aid.requests) == 1


@pytest.mark.parametrize(("header", "least", "most"), [(None, 5, 11), ("20S", 15, 21), ("2H", 25, 31), ("900m", 0, 1)])
def test_the_service_is_told_the_deadline(
    http: httpx.Client, legal_aid: LegalAid, header: str | None, least: float, most: float
) -> None:
    http.get(LIST, headers={"grpc-timeout": header} if header else {})
    assert least < legal_aid.seconds_left < most


@pytest.mark.parametrize("header", ["10", "S", "-1S", "0S", "1.5S", "999999999S", "²S"])
def test_a_bad_timeout_is_refused(http: httpx.Client, header: str) -> None:
    reply = http.get(LIST, headers={b"grpc-timeout": header.encode("latin-1")})
    assert (reply.status_code, reason_of(reply)) == (400, "BAD_TIMEOUT")


def test_a_service_that_does_not_answer_in_time_is_504(http: httpx.Client, legal_aid: LegalAid) -> None:
    legal_aid.hold.clear()
    try:
        reply = http.get(LIST, headers={"grpc-timeout": "50m"})
    finally:
        legal_aid.hold.set()
    assert (reply.status_code, reason_of(reply)) == (504, "BACKEND_TIMEOUT")
