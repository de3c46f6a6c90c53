"""A real `sifa up` for a test: on a profile's databases and broker, free ports, everything stopped at the end.

It must not reach into a process: it looks from outside, as operators do.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chassis.cli.demo import NOW, make_key
from chassis.journey import KeyWish, Recorder, Reply, send
from chassis.manifest import installed_services
from chassis.up.ports import Listener, settle
from tests.servers.processes import is_alive, wait_for
from tests.servers.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A supervised system."""

    var: Path
    base: str
    pid: int
    environ: dict[str, str]

    def roles(self) -> dict[str, int]:
        """Process ids by role, as they are now."""
        found: dict[str, int] = json.loads((self.var / "run" / "up.pid.json").read_text(encoding="utf-8"))
        return found

    def log(self) -> str:
        """Everything the supervisor has printed."""
        return (self.var / "up.log").read_text(encoding="utf-8")

    def recorder(self, *wishes: KeyWish) -> Recorder:
        """Calls the gateway as the demo people, and as the departments that are wished for."""
        accounts = json.loads((self.var / "run" / "accounts.json").read_text(encoding="utf-8"))
        keys = {wish.who: make_key(wish, self.environ) for wish in wishes}
        return Recorder(self.base, {row["account"]: row["password"] for row in accounts}, keys)

    def is_whole(self) -> bool:
        """Whether every role runs and the gateway reaches every service."""
        if not all(is_alive(pid) for pid in self.roles().values()) or not answers(self.base, "/readyz"):
            return False
        return set(self.get("/readyz?verbose").body["backends"].values()) == {"SERVING"}

    def get(self, path: str) -> Reply:
        """An anonymous GET."""
        return send(self.base, "GET", path, None, {})


@contextmanager
def running(profile: Profile) -> Iterator[Running]:
    """Start and wait until it says that it is ready."""
    names = list(installed_services())
    gateway = settle([Listener("gateway", "", "127.0.0.1", 0)])[0].port
    ports = {f"SIFA_{name.upper()}_GRPC_PORT": "0" for name in names}
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    own = {**profile.environ(*names), **ports, "SIFA_GATEWAY_HTTP_PORT": str(gateway), "SIFA_NOW": NOW}
    environ = {**clean, **own}
    with (profile.var / "up.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "chassis.cli.main", "up"], env=environ, stdin=subprocess.DEVNULL,
            stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    system = Running(var=profile.var, base=f"http://127.0.0.1:{gateway}", pid=process.pid, environ=environ)
    try:
        wait_for(lambda: "ready in" in system.log() or not is_alive(process.pid), "ready", 110)
        assert is_alive(process.pid), system.log()
        yield system
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def answers(base: str, path: str) -> bool:
    """Whether a GET succeeds within a second."""
    try:
        with urllib.request.urlopen(base + path, timeout=1) as reply:  # noqa: S310 - http only
            return bool(reply.status == 200)
    except OSError:
        return False
