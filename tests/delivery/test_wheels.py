"""Each wheel installs alone into an empty environment, and its roles start from there."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chassis.manifest import installed_services
from tests.delivery.wheels import Environment, build_wheels, clean, environment
from tests.e2e.running import answers
from tests.servers.processes import is_alive, wait_for

SERVICES = sorted(installed_services())
UNDER = {"sifa-proto", "sifa-chassis"}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheels(tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="module")
def installed(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Environment]:
    made: dict[str, Environment] = {}

    def install(distribution: str) -> Environment:
        if distribution not in made:
            made[distribution] = environment(tmp_path_factory.mktemp(distribution) / "env", wheels, distribution)
        return made[distribution]

    return install


def distribution_of(service: str) -> str:
    return f"sifa-{service.replace('_', '-')}"


@contextmanager
def role(env: Environment, log: Path, *arguments: str, **environ: str) -> Iterator[Callable[[str], bool]]:
    """Run `sifa …` until the block ends, and tell whether it has said something. It must end with 0."""
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [env.sifa, *arguments], cwd=env.folder, env=clean(**environ), stdin=subprocess.DEVNULL, stdout=said,
            stderr=said,
        )  # fmt: skip

    def has_said(text: str) -> bool:
        told = log.read_text(encoding="utf-8")
        assert is_alive(process.pid), told
        return text in told

    try:
        yield has_said
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=30)
    assert code == 0, log.read_text(encoding="utf-8")


def test_the_contracts_install_without_anything_else_of_ours(installed: Callable[[str], Environment]) -> None:
    env = installed("sifa-proto")
    assert env.distributions() == {"sifa-proto"}
    asked = "from sifa.legal_aid.v1 import application_service_pb2_grpc as g; print(g.ApplicationServiceStub.__name__)"
    assert env.run(env.python, "-c", asked).stdout.strip() == "ApplicationServiceStub"


def test_the_chassis_installs_without_a_service(installed: Callable[[str], Environment], tmp_path: Path) -> None:
    env = installed("sifa-chassis")
    assert env.distributions() == UNDER
    assert env.run(env.sifa, "--help").returncode == 0
    refused = env.run(env.sifa, "serve")
    assert (refused.returncode, "sifa: serve needs " in refused.stderr) == (78, True)
    assert env.run(env.sifa, "migrate", SIFA_VAR=str(tmp_path)).returncode == 0


def test_the_gateway_runs_without_a_service(installed: Callable[[str], Environment], tmp_path: Path) -> None:
    env = installed("sifa-gateway")
    assert env.distributions() == UNDER | {"sifa-gateway"}
    settings = {"SIFA_VAR": str(tmp_path), "SIFA_GATEWAY_HTTP_PORT": "0", "SIFA_BACKENDS": "legal_aid=127.0.0.1:1"}
    with role(env, tmp_path / "log", "gateway", **settings) as has_said:
        wait_for(lambda: has_said("http://"), "the gateway", 30)
        address = json.loads((tmp_path / "run" / "addresses.json").read_text(encoding="utf-8"))["gateway"]
        wait_for(lambda: answers(address, "/livez"), "livez", 30)
        assert not answers(address, "/readyz")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_installs_without_the_others_and_is_sound(
    installed: Callable[[str], Environment], service: str, tmp_path: Path
) -> None:
    env = installed(distribution_of(service))
    assert env.distributions() == UNDER | {distribution_of(service)}
    checked = env.run(env.sifa, "check", SIFA_VAR=str(tmp_path))
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("service", SERVICES)
def test_every_role_of_a_service_starts_without_the_others(
    installed: Callable[[str], Environment], service: str, tmp_path: Path
) -> None:
    env = installed(distribution_of(service))
    settings = {"SIFA_VAR": str(tmp_path), f"SIFA_{service.upper()}_GRPC_PORT": "0"}
    migrated = env.run(env.sifa, "migrate", service, **settings)
    assert migrated.returncode == 0, migrated.stderr
    with role(env, tmp_path / "serve", "serve", service, **settings) as serve:
        wait_for(lambda: serve("serving"), "serve", 30)
        with role(env, tmp_path / "work", "work", service, **settings) as work:
            wait_for(lambda: work("working"), "work", 30)
            with role(env, tmp_path / "consume", "consume", service, **settings) as consume:
                wait_for(lambda: consume("consum"), "consume", 30)
        assert serve("serving")
