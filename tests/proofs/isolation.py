"""`python -m tests.proofs isolation`: each process loads what its role may, and no write waits for another service.

It must not trust import rules: it looks at what running processes loaded under load, and counts calls at a trap.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from chassis.manifest import installed_services
from tests.proofs.arrival import look
from tests.proofs.asking import Asking
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import LISTENER, NONE, RABBIT, SOURCE, Plan
from tests.proofs.processes import Faulty
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.proofs.writing import Writing
from tests.servers.private import LOOPBACK

START_LIMIT, WRITES = 90.0, 30
BROKERS, EVENTLET = {"kombu", "amqp"}, {"nameko", "eventlet"}
FORBIDDEN = {
    f"serve-{SOURCE}": BROKERS | EVENTLET | {"starlette", "gateway", f"services.{LISTENER}"},
    f"serve-{LISTENER}": BROKERS | EVENTLET | {"starlette", "gateway", f"services.{SOURCE}"},
    "consume-1": {"grpc", "starlette", "gateway", f"services.{SOURCE}"},
    "work-1": EVENTLET | {"starlette", "gateway"},
    "gateway": BROKERS | EVENTLET | {"sqlalchemy", "psycopg", f"services.{SOURCE}", f"services.{LISTENER}"},
}
NEEDED = {
    f"serve-{SOURCE}": {"grpc", "sqlalchemy", f"services.{SOURCE}"},
    f"serve-{LISTENER}": {"grpc", "sqlalchemy", f"services.{LISTENER}"},
    "consume-1": {"nameko", "eventlet", "sqlalchemy", f"services.{LISTENER}"},
    "work-1": {"grpc", "kombu", "sqlalchemy"},
    "gateway": {"grpc", "starlette"},
}


def play_loads(stage: Stage) -> None:
    """Every role at work, each with the interpreter's own list of what it imported."""
    plan = Plan(name="roles", broker=RABBIT, postgres=True, workers=1, apart=True, gateway=True)
    house = stage.house(plan)
    house.start(failing=False, PYTHONPROFILEIMPORTTIME="1")
    writing, asking = Writing(house, "isolation", seed=stage.random.random()), Asking(house)
    writing.await_acks(WRITES)
    if not house.crew.wait(lambda: asking.is_answered() and look(house).applied, START_LIMIT):
        raise Faulty("the gateway or the consumer does nothing")
    asking.stop()
    writing.stop()
    stage.outcome.faults += writing.faults
    house.crew.stop()
    for role, forbidden in FORBIDDEN.items():
        loaded = _loaded(house.crew.log(role))
        stage.demand(not loaded & forbidden, f"loads: {role} loaded {sorted(loaded & forbidden)}")
        stage.demand(loaded >= NEEDED[role], f"void: {role} did not load {sorted(NEEDED[role] - loaded)}")
        stage.tell(**{role: len(loaded)})


def play_alone(stage: Stage) -> None:
    """legal_aid's `serve` alone with its database; every peer's address is a trap that counts who calls."""
    house = stage.house(Plan(name="alone", broker=NONE, postgres=False, workers=0, apart=True))
    with _trap() as trap:
        target = f"{LOOPBACK}:{trap.getsockname()[1]}"
        peers = ",".join(f"{name}={target}" for name in installed_services() if name != SOURCE)
        house.crew.environment["SIFA_BACKENDS"] = peers
        house.begin(f"serve-{SOURCE}")
        writing = Writing(house, "alone", seed=stage.random.random())
        writing.await_acks(WRITES)
        writing.stop()
        stage.outcome.faults += writing.faults
        calls = _count(trap)
    stage.demand(not calls, f"calls: {calls} connections to peers")
    stage.tell(writes=WRITES, connections_to_peers=calls)
    house.crew.stop()


def _loaded(log: str) -> set[str]:
    """Packages of every module that was imported; `services.<name>` when code of it was, not just its manifest."""
    names = [name.split(".") for name in re.findall(r"^import time:.*\|\s+([\w.]+)$", log, re.MULTILINE)]
    return {name[0] for name in names} | {".".join(name[:2]) for name in names if len(name) > 2}


@contextmanager
def _trap() -> Iterator[socket.socket]:
    """A port that takes connections and never says anything."""
    with socket.create_server((LOOPBACK, 0), backlog=1000) as trap:
        trap.setblocking(False)
        yield trap


def _count(trap: socket.socket) -> int:
    """Connections that wait at the trap."""
    found = 0
    while True:
        try:
            trap.accept()[0].close()
        except BlockingIOError:
            return found
        found += 1


LOADS, ALONE = Case(name="loads", play=play_loads), Case(name="alone", play=play_alone)
FUTURE = "from __future__ import annotations\n"


def _import(name: str, file: str, module: str) -> Mutant:
    patch = Patch(file=file, old=FUTURE, new=f"{FUTURE}import {module}\n")
    return Mutant(name=name, case=LOADS, check=("loads",), patches=(patch,))


MUTANTS = (
    _import("serve loads kombu", "chassis/server.py", "kombu"),
    _import("consume loads grpc", "chassis/events/inbox.py", "grpc"),
    _import("the gateway loads sqlalchemy", "gateway/app.py", "sqlalchemy"),
    _import("a service loads another", "services/supervision/reactions/leads.py", "services.legal_aid.wiring"),
    Mutant(
        name="a write asks a peer",
        case=ALONE, check=("calls", "load"),
        patches=(Patch(
            file="chassis/rpc.py", old="        reply = self._once(request, principal, ends)\n",
            new="        import socket\n"
                "        host, port = self._service.settings.backend('supervision', 0).split(':')\n"
                "        socket.create_connection((host, int(port))).close()\n"
                "        reply = self._once(request, principal, ends)\n",
        ),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="isolation", cases=(LOADS, ALONE), mutants=MUTANTS), arguments)
