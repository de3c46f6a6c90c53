"""What each role of a process loads: nameko and gRPC never share one, and the gateway knows no database."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.processes import wait_for
from tests.servers.profiles import Profile

NAMES = ("legal_aid", "supervision")
FORBIDDEN = {
    "serve": {"nameko", "eventlet", "kombu"},
    "consume": {"grpc"},
    "work": {"nameko", "eventlet"},
    "gateway": {"sqlalchemy", "nameko", "eventlet", "kombu", "services.legal_aid.wiring"},
}
READY = {
    "serve": "serving",
    "consume": "services.supervision.handlers.institution_tally",
    "work": "services.supervision.handlers.institution_tally",
    "gateway": "http://",
}
NEEDED = {
    "serve": {"grpc"},
    "consume": {"nameko", "eventlet"},
    "work": {"grpc", "kombu"},
    "gateway": {"grpc", "starlette"},
}


@pytest.fixture(scope="module")
def environment(profile: Profile) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    ports = {f"SIFA_{name.upper()}_GRPC_PORT": "0" for name in NAMES}
    own = {**profile.environ(*NAMES), **ports, "SIFA_GATEWAY_HTTP_PORT": "0"}
    made = {**clean, **own}
    subprocess.run([sys.executable, "-m", "chassis.cli.main", "migrate", *NAMES], env=made, check=True, timeout=60)
    return {**made, "PYTHONPROFILEIMPORTTIME": "1"}


@pytest.mark.parametrize("role", list(FORBIDDEN))
def test_a_role_loads_only_what_it_may(environment: dict[str, str], role: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    names = () if role == "gateway" else NAMES
    with log.open("w", encoding="utf-8") as target:
        process = subprocess.Popen(
            [sys.executable, "-m", "chassis.cli.main", role, *names], env=environment, stdin=subprocess.DEVNULL,
            stdout=target, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        wait_for(lambda: NEEDED[role] <= loaded(log) and READY[role] in log.read_text(encoding="utf-8"), role, 60)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
    assert loaded(log) & FORBIDDEN[role] == set()


def loaded(log: Path) -> set[str]:
    """Every module and package that the interpreter reported as imported."""
    names = re.findall(r"import time:.*\|\s+([\w.]+)$", log.read_text(encoding="utf-8"), re.MULTILINE)
    return {name.split(".")[0] for name in names} | set(names)
