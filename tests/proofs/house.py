"""Two services with databases, a broker and processes of their own, for one setting of a proof.

It must not judge what it finds.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.orm import Session

from chassis.cli.backup import copy_database
from chassis.database import Database
from chassis.settings import Settings, load_settings
from tests.proofs.journal import keep_journal
from tests.proofs.processes import Crew, Faulty
from tests.servers.keeper import SharedServers
from tests.servers.private import LOOPBACK, free_ports

ROOT = Path(__file__).resolve().parents[2]
NONE, FILE, RABBIT = "none:", "file:", "rabbitmq"
SOURCE, LISTENER = "legal_aid", "supervision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which stores, which broker, which processes. `puller` off leaves the broker as the only way of an event.

    `apart` gives each service a `serve` of its own; `gateway` puts the gateway before them. `source` tells facts and
    `listener` hears them.
    """

    name: str
    broker: str
    postgres: bool
    failpoints: str = ""
    consumers: int = 1
    workers: int = 2
    puller: bool = True
    apart: bool = False
    gateway: bool = False
    source: str = SOURCE
    listener: str = LISTENER

    @property
    def services(self) -> tuple[str, str]:
        """Both."""
        return self.source, self.listener


class House:
    """Everything of one setting. Nothing runs before `prepare`."""

    def __init__(
        self, plan: Plan, folder: Path, servers: SharedServers, tree: Path = ROOT, own: Mapping[str, str] | None = None
    ) -> None:
        """`tree` is where the processes import their code from.

        `own` names URLs of servers that this setting has for itself: of the broker, or of a service's database.
        """
        folder.mkdir()
        self.plan, self.folder, self._servers, self._own = plan, folder, servers, own or {}
        self.port, other, gateway = free_ports(3)
        self.ports = dict(zip(plan.services, (self.port, other), strict=True))
        self.base = f"http://{LOOPBACK}:{gateway}"
        self._databases = {name: self._own.get(name) or self._make_database(name) for name in plan.services}
        self._base = {
            "SIFA_VAR": str(folder / "var"),
            "SIFA_BROKER_URL": self._broker(),
            **{f"SIFA_{name.upper()}_GRPC_PORT": str(port) for name, port in self.ports.items()},
            "SIFA_GATEWAY_HTTP_PORT": str(gateway),
            **{f"SIFA_{name.upper()}_DATABASE_URL": url for name, url in self._databases.items()},
        }
        self.crew = Crew(folder, tree, self._base)

    @property
    def settings(self) -> Settings:
        """What the processes read from their environment."""
        return load_settings(self._base)

    @property
    def roles(self) -> list[str]:
        """Names of the processes of this setting."""
        consumers = self.plan.consumers if self.plan.broker != NONE else 0
        serves = [f"serve-{name}" for name in self.plan.services] if self.plan.apart else ["serve"]
        front = ["gateway"] if self.plan.gateway else []
        return [*serves, *front, *(f"consume-{n + 1}" for n in range(consumers)),
                *(f"work-{n + 1}" for n in range(self.plan.workers))]  # fmt: skip

    def prepare(self) -> None:
        """Migrate and begin supervision's journal."""
        self.crew.run_once("migrate", "migrate", *self.plan.services)
        if self.plan.gateway:
            self.crew.run_once("images", "images", "seed")
        if self.plan.listener == LISTENER:
            with self.writing(LISTENER) as session:
                keep_journal(session)

    def start(self, *, failing: bool, **more: str) -> None:
        """Start every role, with or without the failpoints of the plan. Consumers first: they make the queue."""
        self.crew.environment = {**self._base, **more}
        if failing and self.plan.failpoints:
            self.crew.environment["SIFA_FAILPOINTS"] = self.plan.failpoints
        for role in sorted(self.roles):
            if role.startswith("serve") and not self.plan.puller:
                self._await_queue()
            self.begin(role)

    def begin(self, role: str) -> None:
        """Start one role."""
        kind, _, which = role.partition("-")
        both = self.plan.services
        works_for = {"serve": (which,) if which else both, "consume": (self.plan.listener,), "gateway": (),
                     "work": both if self.plan.puller else (self.plan.source,)}[kind]  # fmt: skip
        self.crew.add(role, kind, *works_for)

    def _await_queue(self) -> None:
        """What is published before its queue exists is pulled from the log; without a puller it must not happen."""
        addresses = self.settings.addresses_file
        if not self.crew.wait(lambda: addresses.exists() and '"consume"' in addresses.read_text(), 30):
            raise Faulty("the consumer does not listen")

    @contextmanager
    def reading(self, name: str) -> Iterator[Session]:
        """A look into one database."""
        database = Database(self._databases[name])
        try:
            with database.read() as session:
                yield session
        finally:
            database.close()

    @contextmanager
    def writing(self, name: str) -> Iterator[Session]:
        """A change in one database behind the back of its service."""
        database = Database(self._databases[name])
        try:
            with database.write() as session:
                yield session
        finally:
            database.close()

    def back_up(self, name: str) -> None:
        """Keep the database of a service as it is now; nothing may run."""
        if self.plan.postgres:
            self._copy_database(self._name(name), f"{self._name(name)}_kept")
        else:
            copy_database(self._file(name), self.folder / f"{name}.kept")

    def restore(self, name: str) -> None:
        """Put the kept database in the place of the present one; nothing may run."""
        if self.plan.postgres:
            self._copy_database(f"{self._name(name)}_kept", self._name(name))
            return
        for end in ("", "-wal", "-shm"):
            self._file(name).with_name(self._file(name).name + end).unlink(missing_ok=True)
        shutil.copy(self.folder / f"{name}.kept", self._file(name))

    def _broker(self) -> str:
        if "broker" in self._own:
            return self._own["broker"]
        return self._servers.claim_vhost() if self.plan.broker == RABBIT else self.plan.broker

    def _file(self, name: str) -> Path:
        return self.folder / "var" / f"{name}.sqlite"

    def _name(self, name: str) -> str:
        return f"{self.folder.name}_{name}".replace("-", "_")

    def _make_database(self, name: str) -> str:
        if self.plan.postgres:
            return self._servers.postgres().create_database(self._name(name))
        return f"sqlite:///{self._file(name)}"

    def _copy_database(self, source: str, target: str) -> None:
        server = self._servers.postgres()
        names = {"source": sql.Identifier(source), "target": sql.Identifier(target)}
        with psycopg.connect(host=LOOPBACK, port=server.port, user="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {target} WITH (FORCE)").format(**names))
            last = time.monotonic() + 10
            while True:
                try:
                    connection.execute(sql.SQL("CREATE DATABASE {target} TEMPLATE {source}").format(**names))
                except psycopg.errors.ObjectInUse:
                    if time.monotonic() > last:
                        raise
                    time.sleep(0.1)
                else:
                    return
