"""One service of an earlier release beside the others and the gateway of the present one, each from its wheels.

It must not load code from the checkout, unless a mutant of the present release is asked for.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from chassis.cli.demo import NOW
from chassis.database import Database
from tests.delivery.wheels import Environment, clean
from tests.proofs.house import FILE, ROOT
from tests.proofs.processes import Crew, Faulty, launch
from tests.servers.private import LOOPBACK, free_ports

PLAYER = Path(__file__).with_name("journey_player.py")
PLAY_LIMIT = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """An interpreter with one release, and a folder whose code comes first."""

    env: Environment
    first: Path


class MixedCrew(Crew):
    """Processes of two releases; the name of an earlier one's process ends with `-earlier`."""

    def __init__(self, folder: Path, present: Runtime, earlier: Runtime, environment: Mapping[str, str]) -> None:
        """`folder` takes the logs."""
        super().__init__(folder, present.first, environment)
        self.present, self.earlier = present, earlier

    def _start(self, name: str) -> None:
        runtime = self.earlier if name.endswith("-earlier") else self.present
        log = self.folder / f"{name}.log"
        self._running[name] = launch(
            self._commands[name], log, runtime.first, self.environment, python=str(runtime.env.python)
        )


class MixedHouse:
    """The embedded profile with one earlier service."""

    def __init__(self, folder: Path, service: str, present: Runtime, earlier: Runtime, services: Sequence[str]) -> None:
        """`services` are those of the present release; `service` is the one that runs in its earlier state."""
        folder.mkdir()
        self.folder, self.service, self.var = folder, service, folder / "var"
        self.others = [name for name in services if name != service]
        *ports, gateway = free_ports(len(services) + 1)
        self.base = f"http://{LOOPBACK}:{gateway}"
        environment = {
            "SIFA_VAR": str(self.var), "SIFA_BROKER_URL": FILE, "SIFA_NOW": NOW, "SIFA_GATEWAY_HTTP_PORT": str(gateway),
            **{f"SIFA_{name.upper()}_GRPC_PORT": str(port) for name, port in zip(services, ports, strict=True)},
        }  # fmt: skip
        self.crew = MixedCrew(folder, present, earlier, environment)

    def prepare(self) -> None:
        """Each release migrates and fills its own databases; the gateway has the contracts of the present one."""
        self.crew.run_once("migrate", "migrate", *self.others)
        self.crew.run_once("migrate-earlier", "migrate", self.service)
        self.crew.run_once("images", "images", "seed")
        # The accounts are shown by the run that has the issuer, so it comes last.
        self._ask(self.crew.earlier, "seed", {"services": [self.service]})
        self._ask(self.crew.present, "seed", {"services": self.others})

    def start(self) -> None:
        """Every role of both releases."""
        for role in ("serve", "consume", "work"):
            self.crew.add(f"{role}-earlier", role, self.service)
            self.crew.add(role, role, *self.others)
        self.crew.add("gateway", "gateway")

    def is_ready(self) -> bool:
        """Whether both releases say that they serve, consume and work."""
        said = {"serve": "serving ", "consume": "consum", "work": "working"}
        return all(word in self.crew.log(f"{role}{end}") for role, word in said.items() for end in ("", "-earlier"))

    def demo(self, player: Environment) -> list[dict[str, Any]]:
        """The steps of all journeys that a release knows, played against this house."""
        earlier = str(self.crew.earlier.env.python)
        present = str(self.crew.present.env.python)
        pythons = {**dict.fromkeys(self.others, present), self.service: earlier}
        report = self.folder / "report.json"
        config = {"base": self.base, "var": str(self.var), "report": str(report), "pythons": pythons}
        self._ask(Runtime(env=player, first=self.folder), "play", config)
        steps: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))
        return steps

    @contextmanager
    def reading(self, name: str) -> Iterator[Session]:
        """A look into the database of a service."""
        database = Database(f"sqlite:///{self.var / name}.sqlite")
        try:
            with database.read() as session:
                yield session
        finally:
            database.close()

    def _ask(self, runtime: Runtime, what: str, config: dict[str, Any]) -> None:
        """Run the player of a release to its end. Raises Faulty when it does not come to one."""
        file = self.folder / f"{what}.json"
        file.write_text(json.dumps(config), encoding="utf-8")
        environ = clean(**self.crew.environment, PYTHONPATH=str(runtime.first))
        done = subprocess.run(
            [runtime.env.python, "-P", PLAYER, what, file], cwd=self.folder, env=environ, capture_output=True,
            text=True, timeout=PLAY_LIMIT, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Faulty(f"{what} of {'/'.join(runtime.env.folder.parts[-1:])}: {done.stderr[-600:]}")


def first_code(stage_tree: Path, empty: Path) -> Path:
    """Where a process of the present release looks first: its wheels alone, or before them the tree of a mutant."""
    return empty if stage_tree == ROOT else stage_tree
