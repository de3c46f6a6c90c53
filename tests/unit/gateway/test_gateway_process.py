"""The real commands in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from chassis.addresses import publish_address
from gateway.images import SUFFIX
from tests.unit.gateway.rig import Served, serve_legal_aid, wait_until

FORBIDDEN = ("sqlalchemy", "nameko", "kombu", "eventlet")
# The role's command, and what was imported when it has ended.
GATEWAY = """
import json, sys
from chassis.cli.main import main
sys.argv = ["sifa", "gateway"]
code = main()
print(json.dumps({name: getattr(module, "__file__", None) for name, module in sys.modules.items()}))
sys.exit(code)
"""
SIFA = "import sys; from chassis.cli.main import main; sys.argv[0] = 'sifa'; sys.exit(main())"


@pytest.fixture
def served() -> Iterator[Served]:
    running = serve_legal_aid()
    yield running
    running.server.stop(None).wait()


def environment(var: Path, **extra: str) -> Mapping[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    return {**clean, "SIFA_VAR": str(var), "SIFA_GATEWAY_HTTP_PORT": "0", **extra}


def sifa(var: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SIFA, *arguments]
    return subprocess.run(
        command, env=environment(var, **extra), capture_output=True, text=True, timeout=60, check=False
    )


def modules_of_a_gateway(var: Path, **extra: str) -> dict[str, str | None]:
    """Names and files of what a gateway had imported when it ended, after one request was passed on."""
    addresses = var / "run" / "addresses.json"
    command = [sys.executable, "-c", GATEWAY]
    with subprocess.Popen(command, env=environment(var, **extra), stdout=subprocess.PIPE) as process:
        try:
            wait_until(lambda: addresses.exists() and "gateway" in json.loads(addresses.read_text()))
            url = json.loads(addresses.read_text())["gateway"]
            with httpx.Client(base_url=url, trust_env=False) as http:
                assert http.get("/livez").status_code == 200
                reply = http.get("/v1/legal-aid/applications")
                assert reply.status_code == 200
                assert "server" not in reply.headers
            process.send_signal(signal.SIGTERM)
            out, _ = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 0
    modules: dict[str, str | None] = json.loads(out.decode().splitlines()[-1])
    return modules


def test_the_gateway_serves_without_the_libraries_of_other_roles(images: Path, served: Served) -> None:
    modules = modules_of_a_gateway(images.parent, SIFA_BACKENDS=f"legal_aid={served.target}")
    assert {"uvloop", "httptools", "grpc.aio"} <= set(modules)
    assert [name for name in modules if name.split(".")[0] in (*FORBIDDEN, "services")] == []


def test_the_gateway_of_one_machine_imports_no_module_of_a_service(images: Path, served: Served) -> None:
    publish_address(images.parent / "run" / "addresses.json", "legal_aid", served.target)
    modules = modules_of_a_gateway(images.parent)
    assert [name for name in modules if name.split(".")[0] in FORBIDDEN] == []
    # NOTE: reading a manifest touches the service's package, which holds a docstring; nothing below it is imported.
    assert [name for name in modules if name.startswith("services.") and name.count(".") > 1] == []


def test_a_port_in_use_is_one_line_and_exit_1(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = sifa(tmp_path, "gateway", SIFA_GATEWAY_HTTP_PORT=port)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [f"sifa gateway: cannot listen on 127.0.0.1:{port}: Address already in use"]


def test_images_are_pulled_from_a_running_service(tmp_path: Path, served: Served) -> None:
    backends = f"legal_aid={served.target},supervision=127.0.0.1:1"
    ended = sifa(tmp_path, "images", "pull", "legal_aid", SIFA_BACKENDS=backends)
    assert (ended.returncode, ended.stdout) == (0, "legal_aid 0.1.0\n"), ended.stderr
    assert [path.name for path in (tmp_path / "images").iterdir()] == [f"legal_aid{SUFFIX}"]


def test_pulling_goes_on_after_a_service_that_is_down(tmp_path: Path, served: Served) -> None:
    backends = f"aaa=127.0.0.1:1,legal_aid={served.target},supervision={served.target}"
    ended = sifa(tmp_path, "images", "pull", SIFA_BACKENDS=backends)
    assert ended.returncode == 1
    assert ended.stdout == "legal_aid 0.1.0\n"
    assert ended.stderr.splitlines() == [
        "sifa images: aaa: GetManifest failed with UNAVAILABLE",
        "sifa images: supervision: the manifest belongs to another service",
    ]


def test_images_are_seeded_from_what_is_installed(tmp_path: Path) -> None:
    ended = sifa(tmp_path, "images", "seed")
    assert ended.returncode == 0, ended.stderr
    assert {f"{name}{SUFFIX}" for name in ("identity", "legal_aid", "supervision")} <= {
        path.name for path in (tmp_path / "images").iterdir()
    }


@pytest.mark.parametrize("arguments", [["images"], ["images", "push"], ["images", "seed", "x"], ["gateway", "x"]])
def test_a_misused_command_shows_its_usage(tmp_path: Path, arguments: list[str]) -> None:
    ended = sifa(tmp_path, *arguments)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"usage: sifa {arguments[0]}")
