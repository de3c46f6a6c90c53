"""A production-shaped system for the benchmark: `sifa up` on private PostgreSQL and RabbitMQ.

It must not be used by tests: it is heavy and slow to start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from chassis.auth.tokens import make_user_token
from chassis.database import Database
from chassis.manifest import installed_services
from chassis.up.ports import Listener, settle
from tests.servers.postgres import postgres
from tests.servers.rabbitmq import rabbitmq

INSTITUTIONS = 8
DIVISION = "990102"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Addresses, databases and one token of a running system."""

    var: Path
    urls: dict[str, str]
    addresses: dict[str, str]
    token: str
    supervisor: int

    @property
    def grpc(self) -> str:
        """Target of legal_aid."""
        return self.addresses["legal_aid"]

    @property
    def http(self) -> str:
        """Host and port of the gateway."""
        return self.addresses["gateway"].removeprefix("http://")

    def pids(self) -> dict[str, int]:
        """Every process of the system by role."""
        children: dict[str, int] = json.loads((self.var / "run" / "up.pid.json").read_text(encoding="utf-8"))
        return {"up": self.supervisor, **children}


def institution(place: int) -> str:
    """Names that the pgbench script can spell with one variable."""
    return f"institutions/00000000-0000-8000-8000-00000000000{place}"


@contextmanager
def running_system() -> Iterator[System]:
    """Start everything, with eight institutions to spread the load over; stop it at the end."""
    with postgres() as database, rabbitmq() as broker, TemporaryDirectory(prefix="sifa-bench-") as folder:
        var = Path(folder)
        urls = {name: database.create_database(name) for name in installed_services()}
        environment = _environment(var, urls, broker.url(broker.stocked_vhosts()[0]))
        with (var / "up.log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "chassis.cli.main", "up"], env=environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                _wait_ready(process, var / "up.log")
                _add_institutions(urls["legal_aid"])
                yield System(
                    var=var,
                    urls=urls,
                    addresses=json.loads((var / "run" / "addresses.json").read_text(encoding="utf-8")),
                    token=make_user_token(
                        var / "keys", subject="bench", name="bench", roles=["legal_aid_clerk"], divisions=[DIVISION],
                        seconds=3600,
                    ),
                    supervisor=process.pid,
                )  # fmt: skip
            finally:
                process.terminate()
                process.wait(timeout=30)


def _environment(var: Path, urls: dict[str, str], broker_url: str) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    ports = {f"SIFA_{name.upper()}_GRPC_PORT": "0" for name in urls}
    databases = {f"SIFA_{name.upper()}_DATABASE_URL": url for name, url in urls.items()}
    gateway = settle([Listener("gateway", "", "127.0.0.1", 0)])[0].port
    own = {"SIFA_VAR": str(var), "SIFA_BROKER_URL": broker_url, "SIFA_GATEWAY_HTTP_PORT": str(gateway)}
    return {**clean, **ports, **databases, **own}


def _wait_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + 90
    while "ready in" not in log.read_text(encoding="utf-8"):
        if process.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        time.sleep(0.1)


def _add_institutions(url: str) -> None:
    database = Database(url)
    insert = sa.text(
        "insert into institution (name, display_name, document_prefix, division, create_time, etag)"
        " values (:name, :name, :prefix, :division, now(), '1')"
    )
    with database.write() as session:
        for place in range(INSTITUTIONS):
            session.execute(insert, {"name": institution(place), "prefix": f"压{place}", "division": DIVISION})
    database.close()
