"""The page for other departments: what it shows runs word for word, and its service config does what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.descriptor_pool import Default
from sifa.legal_aid.v1 import notice_service_pb2, notice_service_pb2_grpc

from chassis.manifest import installed_services
from chassis.server import load_servicers
from tests.contract.strangers.door import embedded_counter
from tests.doors import migrated, settings_of
from tests.servers.keeper import SharedServers
from tests.servers.profiles import EMBEDDED, Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import Department

DOCS = Path(__file__).parents[2] / "docs"
CONFIG = (DOCS / "departments-service-config.json").read_text(encoding="utf-8")
METHOD = "/sifa.legal_aid.v1.NoticeService/ListNotices"


def example(language: str) -> str:
    """The one block of the page in the language."""
    page = (DOCS / "departments.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, servers: SharedServers) -> Iterator[tuple[Counter, Department]]:
    with embedded_counter(tmp_path_factory.mktemp("var"), servers) as made:
        yield made


def run(opened: tuple[Counter, Department], command: list[str], **further: str) -> subprocess.CompletedProcess[str]:
    """Run an example as a department does, beside the service config."""
    counter, court = opened
    environ = os.environ | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "SIFA_LEGAL_AID": counter.door.target, "SIFA_API_KEY": court.key[0][1], "SIFA_INSTITUTION": counter.institution,
        **further,
    }  # fmt: skip
    return subprocess.run(command, env=environ, cwd=DOCS, capture_output=True, text=True, timeout=60, check=False)


def test_the_python_example_notifies_the_institution(opened: tuple[Counter, Department]) -> None:
    done = run(opened, [sys.executable, "-c", example("python")])
    assert done.returncode == 0, done.stderr
    name, number = done.stdout.split()
    assert name in opened[1].list()
    assert opened[1].read(name).number == number


def test_the_python_example_prints_why_it_was_refused(opened: tuple[Counter, Department]) -> None:
    done = run(opened, [sys.executable, "-c", example("python")], DISCOVERED="2026-02-30")
    assert done.returncode == 0, done.stderr
    assert 'reason: "INVALID_FIELDS"' in done.stdout
    assert 'field: "notice.discovered_date"' in done.stdout
    assert 'locale: "zh-CN"' in done.stdout


def test_the_python_example_is_short() -> None:
    assert len(example("python").splitlines()) <= 30


def test_the_shell_examples_list_methods_and_notices(opened: tuple[Counter, Department]) -> None:
    sent = opened[1].send(opened[0].institution, authority_document="（2026）示法通字第9号")
    done = run(opened, ["bash", "-euc", example("sh")])
    assert done.returncode == 0, done.stderr
    assert METHOD.removeprefix("/") in done.stdout
    assert sent.name in done.stdout


def test_every_service_and_method_of_the_config_exists(tmp_path: Path, servers: SharedServers) -> None:
    settings = settings_of(Profile(EMBEDDED, tmp_path, "", servers), *installed_services())
    for name in ("legal_aid", "supervision"):
        load_servicers(migrated(settings, name))
    for config in json.loads(CONFIG)["methodConfig"]:
        for one in config["name"]:
            service = Default().FindServiceByName(one["service"])
            assert "method" not in one or one["method"] in service.methods_by_name


def test_the_config_covers_every_rpc_that_departments_may_call() -> None:
    named = {one["service"] for config in json.loads(CONFIG)["methodConfig"] for one in config["name"]}
    assert {"sifa.legal_aid.v1.NoticeService", "sifa.platform.v1.EventLog"} <= named


def test_only_unavailable_is_retried() -> None:
    for config in json.loads(CONFIG)["methodConfig"]:
        assert config["retryPolicy"]["retryableStatusCodes"] == ["UNAVAILABLE"]
        assert re.fullmatch(r"\d+s", config["timeout"])


@dataclass
class Flaky:
    """A server that refuses the first calls with a code."""

    target: str = ""
    code: grpc.StatusCode = grpc.StatusCode.UNAVAILABLE
    failures: int = 2
    calls: int = 0

    def answer(self, _: bytes, context: grpc.ServicerContext) -> bytes:
        """Fail as often as wanted, then answer an empty message."""
        self.calls += 1
        if self.calls <= self.failures:
            context.abort(self.code, "not yet")
        return b""


@contextmanager
def flaky(made: Flaky) -> Iterator[Any]:
    """The stub of a channel with the published config to such a server."""
    server = grpc.server(futures.ThreadPoolExecutor(2), options=(("grpc.so_reuseport", 0),))
    handlers: dict[str, grpc.RpcMethodHandler[bytes, bytes]] = {
        "ListNotices": grpc.unary_unary_rpc_method_handler(made.answer)
    }
    service = "sifa.legal_aid.v1.NoticeService"
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=(("grpc.service_config", CONFIG),)) as channel:
            yield notice_service_pb2_grpc.NoticeServiceStub(channel)
    finally:
        server.stop(None).wait()


def test_a_call_is_retried_until_the_service_is_available() -> None:
    made = Flaky(failures=2)
    with flaky(made) as stub:
        stub.ListNotices(notice_service_pb2.ListNoticesRequest(), timeout=10)
    assert made.calls == 3


def test_a_call_is_not_retried_for_ever() -> None:
    made = Flaky(failures=9)
    with flaky(made) as stub, pytest.raises(grpc.RpcError):
        stub.ListNotices(notice_service_pb2.ListNoticesRequest(), timeout=10)
    assert made.calls == 4


@pytest.mark.parametrize("code", [grpc.StatusCode.ABORTED, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.INTERNAL])
def test_another_failure_is_not_retried(code: grpc.StatusCode) -> None:
    made = Flaky(code=code)
    with flaky(made) as stub, pytest.raises(grpc.RpcError):
        stub.ListNotices(notice_service_pb2.ListNoticesRequest(), timeout=10)
    assert made.calls == 1


def test_a_config_that_grpc_cannot_read_would_be_noticed() -> None:
    broken = CONFIG.replace('"maxAttempts": 4', '"maxAttempts": "many"')
    with grpc.insecure_channel("127.0.0.1:1", options=(("grpc.service_config", broken),)) as channel:
        stub = notice_service_pb2_grpc.NoticeServiceStub(channel)
        with pytest.raises(grpc.RpcError) as caught:
            stub.ListNotices(notice_service_pb2.ListNoticesRequest(), timeout=5)
    assert "maxAttempts" in str(caught.value)
