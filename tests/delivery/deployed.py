"""Real servers set up from the rendered files and a fresh folder of secrets, and processes of production on them.

It must not set up anything that the files do not.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chassis.deployment.plan import deployed_services
from chassis.deployment.secrets import write_secrets
from tests.delivery.wheels import ROOT, clean
from tests.servers.postgres import PostgresServer, postgres
from tests.servers.private import free_ports, private_folder
from tests.servers.processes import is_alive
from tests.servers.rabbitmq import rabbitmq

PASSWORDS_ASKED = """local all all trust
host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""
SIFA = (sys.executable, "-m", "chassis.cli.main")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Where the secrets lie and how to start a process as the compose file does."""

    secrets: Path
    var: Path
    server: PostgresServer

    def environ(self, name: str, *, owner: bool = False, broker: bool = False) -> dict[str, str]:
        """What one process of a service is given."""
        kind = "owner_database_url" if owner else "database_url"
        told = (
            {"SIFA_BROKER_URL_FILE": str(self.secrets / f"{name}_broker_url")}
            if broker
            else {"SIFA_BROKER_URL": "none:"}
        )
        return {
            **told,
            "SIFA_ENV": "production",
            "SIFA_VAR": str(self.var / name),
            "SIFA_KEYS_DIR": str(self.secrets / "keys" / name),
            "SIFA_OIDC_ISSUER": "https://id.invalid",
            f"SIFA_{name.upper()}_DATABASE_URL_FILE": str(self.secrets / f"{name}_{kind}"),
        }

    def sifa(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*SIFA, *arguments], env=clean(**environ), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )

    @contextmanager
    def role(self, role: str, name: str, **environ: str) -> Iterator[Callable[[], str]]:
        """Run a process until the block ends; tells what it has said. It must end with 0."""
        log = self.var / f"{role}-{name}.log"
        with log.open("w", encoding="utf-8") as said:
            process = subprocess.Popen(
                [*SIFA, role, name], env=clean(**environ), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )

        def told() -> str:
            text = log.read_text(encoding="utf-8")
            assert is_alive(process.pid), text
            return text

        try:
            yield told
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(timeout=30)
        assert code == 0, log.read_text(encoding="utf-8")

    def psql(self, file: Path, *, database: str = "postgres") -> None:
        """Run a script as the superuser."""
        address = ["-h", "127.0.0.1", "-p", str(self.server.port), "-U", "postgres", "-d", database]
        subprocess.run(
            [self.server.bin / "psql", "-X", "-q", *address, "-f", file], check=True, capture_output=True, timeout=60
        )


@contextmanager
def empty_postgres() -> Iterator[PostgresServer]:
    """A server that asks everybody but its superuser for a password."""
    with private_folder("hba") as shared:
        (shared / "pg_hba.conf").write_text(PASSWORDS_ASKED, encoding="utf-8")
        with postgres(settings={"hba_file": str(shared / "pg_hba.conf")}) as server:
            yield server


@contextmanager
def deployment(folder: Path) -> Iterator[Deployment]:
    """PostgreSQL with roles and passwords, RabbitMQ with definitions; both set up twice, as may happen."""
    with empty_postgres() as server, rabbitmq() as broker:
        made = Deployment(secrets=folder / "secrets", var=folder, server=server)
        at = {"database": f"127.0.0.1:{server.port}", "broker": f"127.0.0.1:{broker.port}"}
        write_secrets(made.secrets, deployed_services(), **at)
        for _ in range(2):
            made.psql(ROOT / "deploy" / "postgresql" / "roles.sql")
            made.psql(made.secrets / "postgres_passwords.sql")
            broker.control("import_definitions", str(made.secrets / "rabbitmq_definitions"))
        yield made


def free_port() -> str:
    """A port for a process."""
    return str(free_ports(1)[0])
