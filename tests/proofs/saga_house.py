"""grassroots_offices and party_building, each with processes of its own, and clients who ask until they are answered.

It must not judge what it finds.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import grpc
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.auth.keys import ISSUER, ensure_keys
from chassis.clock import random_id
from chassis.manifest import installed_services
from chassis.service import open_service
from chassis.settings import load_settings
from tests.doors import NOW, Door, Identity
from tests.proofs.house import FILE
from tests.proofs.processes import Crew, Faulty
from tests.proofs.stage import Stage
from tests.servers.private import LOOPBACK, free_ports
from tests.services.grassroots_offices.desk import RPCS, Desk
from tests.services.party_building import registry

OFFICES, PARTY = "grassroots_offices", "party_building"
ROLES = tuple(f"{kind}-{name}" for kind in ("consume", "serve", "work") for name in (OFFICES, PARTY))
START_LIMIT, ANSWER_LIMIT, SECONDS = 60.0, 60.0, 10.0
# What somebody is told while a process is down or starts; he asks again with the same request id.
AGAIN = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.ABORTED, grpc.StatusCode.DEADLINE_EXCEEDED})
GRPC_ABORT, ABORT_TAIL = "Epoll1Poller", 400
CHANNEL = (("grpc.initial_reconnect_backoff_ms", 100), ("grpc.max_reconnect_backoff_ms", 300))


class SagaCrew(Crew):
    """A crew in which grpc may end a process by itself: seen on a busy machine, and one more end between two steps.

    It is counted with the crashes, and nothing else that ends by itself is forgiven.
    """

    def turn(self) -> None:
        """Start again what died."""
        for name, process in self._running.items():
            if process.poll() == -signal.SIGABRT and GRPC_ABORT in self.log(name)[-ABORT_TAIL:]:
                self._killed.add(process.pid)
                self.crashes[name] += 1
        super().turn()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDoor(Door):
    """A door at which one asks again while nobody answers; meanwhile whatever died is started."""

    crew: Crew

    def raw(self, method: MethodDescriptor, body: bytes, identity: Identity, seconds: float = SECONDS) -> Any:
        """The answer, or the refusal. Raises Faulty when nobody answers in time."""
        last = time.monotonic() + ANSWER_LIMIT
        while True:
            try:
                return Door.raw(self, method, body, identity, min(seconds, SECONDS))
            except grpc.RpcError as error:
                if error.code() not in AGAIN:
                    raise
                if time.monotonic() > last:
                    raise Faulty(f"liveness: nobody answers {method.name}: {error.code().name}") from error
            self.crew.wait(lambda: False, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDesk(Desk):
    """County and city with a request id on everything, so that asking again is the same request."""

    def call(self, rpc: str, who: Identity, **fields: Any) -> Any:
        """Somebody calls an rpc by its short name."""
        return asked(self.door, RPCS[rpc], who, fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class SagaHouse:
    """Both services, and who works with them."""

    crew: Crew
    desk: PatientDesk
    party: Door
    clerk: Identity
    secretary: Identity

    def ask(self, rpc: str, who: Identity | None = None, **fields: Any) -> Any:
        """The clerk of the party organisations asks party_building, or whoever is named."""
        return asked(self.party, registry.RPCS[rpc], who or self.clerk, fields)

    def until(self, what: str, done: Callable[[], object], limit: float = START_LIMIT) -> None:
        """Keep everything running until it is so. Raises Faulty."""
        if not self.crew.wait(done, limit):
            raise Faulty(f"stuck: {what}")

    def kill(self, role: str) -> None:
        """Kill a process, which is started again as soon as somebody waits."""
        self.until(f"{role} is not there to be killed", partial(self.crew.kill, role))


def asked(door: Door, method: MethodDescriptor, who: Identity, fields: dict[str, Any]) -> Any:
    """The answer to a request with an id of its own."""
    if "request_id" in method.input_type.fields_by_name:
        fields = {"request_id": random_id(), **fields}
    return door.call(method, GetMessageClass(method.input_type)(**fields), who)


@contextmanager
def saga_house(stage: Stage, *, production: bool) -> Iterator[SagaHouse]:
    """Everything runs until the block ends: on files, or on a RabbitMQ and a PostgreSQL that belong to the case."""
    folder = stage.folder / "saga"
    folder.mkdir()
    ports = dict(zip((OFFICES, PARTY), free_ports(2), strict=True))
    environment = {"SIFA_VAR": str(folder / "var"), "SIFA_NOW": NOW, "SIFA_BROKER_URL": FILE}
    environment |= {f"SIFA_{name.upper()}_GRPC_PORT": str(port) for name, port in ports.items()}
    if production:
        server = stage.cluster().server
        environment["SIFA_BROKER_URL"] = stage.broker().url
        environment |= {f"SIFA_{name.upper()}_DATABASE_URL": server.create_database(name) for name in ports}
    settings = load_settings(environment)
    ensure_keys(settings.keys_dir, [ISSUER, *installed_services()])
    crew = SagaCrew(folder, stage.tree, environment)
    stage.crews.append(crew)
    crew.run_once("migrate", "migrate", *ports)
    for role in ROLES:
        crew.add(role, *role.split("-"))
    services = {name: open_service(installed_services()[name], settings) for name in ports}
    with (
        grpc.insecure_channel(f"{LOOPBACK}:{ports[OFFICES]}", options=CHANNEL) as to_offices,
        grpc.insecure_channel(f"{LOOPBACK}:{ports[PARTY]}", options=CHANNEL) as to_party,
    ):
        offices = PatientDoor(service=services[OFFICES], target="", channel=to_offices, crew=crew)
        party = PatientDoor(service=services[PARTY], target="", channel=to_party, crew=crew)
        try:
            yield SagaHouse(
                crew=crew, party=party, clerk=party.person("party_clerk", subject="party"),
                secretary=party.person("party_secretary", divisions=("990100",), subject="secretary"),
                desk=PatientDesk(
                    door=offices, clerk=offices.person("grassroots_clerk", subject="clerk"),
                    city=offices.person("grassroots_approver", divisions=("990100",), subject="city"),
                ),
            )  # fmt: skip
        finally:
            for service in services.values():
                service.database.close()
    crew.stop()
