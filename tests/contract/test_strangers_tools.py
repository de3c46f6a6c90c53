"""Clients that know nothing of ours list and call a real service: buf curl, grpc-requests, health, google.rpc."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.contract.strangers.door import embedded_counter
from tests.servers.keeper import SharedServers
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import Department

HERE = Path(__file__).parent / "strangers"
BUF = Path(sys.executable).with_name("buf")
SERVICE = "sifa.legal_aid.v1.ApplicationService"
NOTICES = "sifa.legal_aid.v1.NoticeService"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, servers: SharedServers) -> Iterator[tuple[Counter, Department]]:
    with embedded_counter(tmp_path_factory.mktemp("var"), servers) as made:
        yield made


@pytest.fixture
def counter(opened: tuple[Counter, Department]) -> Counter:
    return opened[0]


@pytest.fixture
def court(opened: tuple[Counter, Department]) -> Department:
    return opened[1]


def buf_curl(counter: Counter, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(BUF), "curl", "--protocol", "grpc", "--http2-prior-knowledge", *arguments]
    target = [part.replace("SERVER", f"http://{counter.door.target}") for part in command]
    return subprocess.run(target, cwd=HERE, capture_output=True, text=True, timeout=60, check=False)


def program(name: str, *arguments: str) -> Any:
    """Run one of the strangers' programs without our packages on its path; what it printed."""
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, str(HERE / name), *arguments], env=environ, cwd=HERE, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_buf_curl_lists_every_service_and_method_by_reflection(counter: Counter) -> None:
    services = buf_curl(counter, "--list-services", "SERVER").stdout.split()
    assert {SERVICE, NOTICES, "sifa.platform.v1.Platform", "sifa.platform.v1.EventLog"} <= set(services)
    methods = buf_curl(counter, "--list-methods", "SERVER").stdout.split()
    assert f"{SERVICE}/DecideApplication" in methods


def test_buf_curl_calls_by_reflection_with_a_token(counter: Counter) -> None:
    received = counter.receive()
    _, token = counter.clerk[0]
    asked = ["-H", f"authorization: {token}", "-d", json.dumps({"name": received.name})]
    done = buf_curl(counter, *asked, f"SERVER/{SERVICE}/GetApplication")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["number"] == received.number


def test_buf_curl_shows_why_a_call_is_refused(counter: Counter) -> None:
    done = buf_curl(counter, "-d", "{}", f"SERVER/{SERVICE}/ListApplications")
    assert done.returncode != 0
    told = json.loads(done.stderr)
    assert (told["code"], told["message"]) == ("unauthenticated", "TOKEN_MISSING")
    assert [detail["type"] for detail in told["details"]] == ["google.rpc.ErrorInfo", "google.rpc.LocalizedMessage"]


def test_grpc_requests_lists_and_calls_knowing_only_the_address(counter: Counter, court: Department) -> None:
    sent = court.send(counter.institution)
    key = json.dumps([["x-api-key", court.key[0][1]]])
    told = program("by_reflection.py", counter.door.target, NOTICES, "ListNotices", '{"page_size": 10}', key)
    assert {SERVICE, NOTICES, "grpc.health.v1.Health"} <= set(told["services"])
    assert "CreateNotice" in told["methods"]
    assert sent.name in [notice["name"] for notice in told["reply"]["notices"]]


def test_a_refusal_is_read_with_google_rpc_alone(counter: Counter) -> None:
    method = f"/{SERVICE}/CreateApplication"
    told = program("with_google_rpc_alone.py", counter.door.target, method, json.dumps(list(counter.clerk)))
    assert told["code"] == "INVALID_ARGUMENT"
    details = {detail["@type"].rpartition(".")[2]: detail for detail in told["status"]["details"]}
    assert details["ErrorInfo"]["reason"] == "INVALID_FIELDS"
    assert details["BadRequest"]["fieldViolations"] == [
        {"field": "application", "reason": "REQUIRED", "description": "必填，请补充"}
    ]
    assert details["LocalizedMessage"]["locale"] == "zh-CN"


def test_the_standard_health_client_is_answered(counter: Counter) -> None:
    with grpc.insecure_channel(counter.door.target) as channel:
        reply = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10)
    assert reply.status == health_pb2.HealthCheckResponse.SERVING
