"""The gateway as operators run it: `sifa gateway` in a process, its log in a file. It must not hold tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.servers.processes import wait_for

SIFA = "import sys; from chassis.cli.main import main; sys.argv[0] = 'sifa'; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class RealGateway:
    """A running process, a client of it, and everything it has written."""

    http: httpx.Client
    pid: int
    output: Path

    @property
    def log(self) -> str:
        """Standard output and error until now."""
        return self.output.read_text(encoding="utf-8")

    def rss_kib(self) -> int:
        """Memory of the process."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


@contextmanager
def real_gateway(var: Path, backends: str, **settings: str) -> Iterator[RealGateway]:
    """Start on a free port with the images below `var`; stop it as operators do."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    own = {"SIFA_VAR": str(var), "SIFA_GATEWAY_HTTP_PORT": "0", "SIFA_BACKENDS": backends, **settings}
    output, addresses = var / "gateway.log", var / "run" / "addresses.json"
    with output.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", SIFA, "gateway"], env={**clean, **own}, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_for(addresses.exists, "the gateway's address")
        base = json.loads(addresses.read_text(encoding="utf-8"))["gateway"]
        with httpx.Client(base_url=base, trust_env=False, timeout=20) as http:
            wait_for(lambda: _ready(http), "the gateway's readiness")
            yield RealGateway(http, process.pid, output)
        process.terminate()
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait(timeout=10)


def _ready(http: httpx.Client) -> bool:
    try:
        return http.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False
