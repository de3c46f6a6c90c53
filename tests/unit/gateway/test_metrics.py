"""The figures tell what Prometheus needs, with labels that no caller can make up."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from google.rpc import code_pb2
from prometheus_client.parser import text_string_to_metric_families

from tests.unit.gateway.rig import NAME, LegalAid, Served, Start, wait_until

LIST = "/v1/legal-aid/applications"
LIST_RPC = "sifa.legal_aid.v1.ApplicationService/ListApplications"
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(gateway: httpx.Client) -> Samples:
    reply = gateway.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain")
    return {
        (sample.name.removeprefix("sifa_gateway_"), frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(reply.text)
        for sample in family.samples
    }


def value(found: Samples, name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


@pytest.fixture
def gateway(start_gateway: Start, shared_legal_aid: Served, legal_aid: LegalAid) -> httpx.Client:
    assert legal_aid.requests == []
    return start_gateway(f"legal_aid={shared_legal_aid.target},supervision=127.0.0.1:1")


def test_requests_are_counted_by_rpc_method_and_code(gateway: httpx.Client) -> None:
    for _ in range(3):
        gateway.get(LIST)
    gateway.get(f"{LIST}?pageSize=x")
    gateway.get("/docs")
    found = samples(gateway)
    assert value(found, "http_requests_total", rpc=LIST_RPC, method="GET", code="200") == 3
    assert value(found, "http_requests_total", rpc=LIST_RPC, method="GET", code="400") == 1
    assert value(found, "http_requests_total", rpc="/docs", method="GET", code="200") == 1
    assert value(found, "http_request_seconds_count", rpc=LIST_RPC) == 4
    assert value(found, "backend_in_flight", backend="legal_aid") == 0


def test_no_caller_makes_a_label(gateway: httpx.Client) -> None:
    for number in range(50):
        gateway.get(f"/made-up/{number}")
        gateway.get(f"{LIST}/{number}")
        gateway.get(f"/docs/{number}")
        gateway.request("PROPFIND", f"/made-up/{number}")
    first = set(samples(gateway))
    gateway.get("/made-up/99")
    gateway.get(f"{LIST}/99")
    gateway.request("MKCOL", "/made-up/99")
    assert set(samples(gateway)) - first == {
        key for key in samples(gateway) if ("rpc", "/metrics") in key[1] and key not in first
    }
    assert not [key for key in first if "made-up" in str(key)]


def test_retries_are_counted(gateway: httpx.Client, legal_aid: LegalAid) -> None:
    legal_aid.fail(code_pb2.UNAVAILABLE, "busy")
    gateway.get(LIST)
    assert value(samples(gateway), "backend_retries_total", backend="legal_aid") == 2


def test_contracts_and_the_build_are_shown(gateway: httpx.Client, images: Path) -> None:
    found = samples(gateway)
    versions = {labels for name, labels in found if name == "image_info"}
    assert {dict(labels)["service"] for labels in versions} == {"legal_aid", "supervision"}
    assert [dict(labels)["version"] for name, labels in found if name == "build_info"] != []
    assert value(found, "images_refused") == 0
    (images / "broken.manifest.binpb").write_bytes(b"nonsense")
    wait_until(lambda: value(samples(gateway), "images_refused") == 1)


def test_each_gateway_has_figures_of_its_own(start_gateway: Start) -> None:
    first, second = start_gateway("legal_aid=127.0.0.1:1"), start_gateway("legal_aid=127.0.0.1:1")
    first.get("/docs")
    assert value(samples(first), "http_requests_total", rpc="/docs", method="GET", code="200") == 1
    assert value(samples(second), "http_requests_total", rpc="/docs", method="GET", code="200") == 0


def test_a_call_in_flight_is_seen(gateway: httpx.Client, legal_aid: LegalAid) -> None:
    legal_aid.hold.clear()
    try:
        with pytest.raises(httpx.ReadTimeout):
            gateway.get(f"/v1/legal-aid/{NAME}", headers={"grpc-timeout": "5S"}, timeout=0.2)
        assert value(samples(gateway), "backend_in_flight", backend="legal_aid") == 1
    finally:
        legal_aid.hold.set()
    wait_until(lambda: value(samples(gateway), "backend_in_flight", backend="legal_aid") == 0)
