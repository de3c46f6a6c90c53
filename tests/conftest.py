"""Fixtures of the whole suite: the two profiles, and a wall around this machine.

It must not start a server that no selected test needs.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.servers.keeper import SharedServers
from tests.servers.postgres import postgres_binaries
from tests.servers.profiles import EMBEDDED, PRODUCTION, Profile
from tests.servers.rabbitmq import rabbitmq_scripts

# Tests start programs while channels of theirs are open. gRPC's own work in a forked child, which is about to become
# another program, has aborted such children before they did.
os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"
SHARED = pytest.StashKey[SharedServers]()
NOT_RUN = pytest.StashKey[list[str]]()
EXIT_INCOMPLETE = 3


def missing_servers() -> list[str]:
    """Debian packages without which the production half of the `store` tests cannot run."""
    found = {"postgresql": postgres_binaries(), "rabbitmq-server": rabbitmq_scripts()}
    return [package for package, path in found.items() if path is None]


def pytest_configure(config: pytest.Config) -> None:
    """Every worker learns from the first process which folder leads to the servers."""
    given = getattr(config, "workerinput", None)
    folder = Path(given["sifa_folder"]) if given else Path(tempfile.mkdtemp(prefix="sifa-run-"))
    config.stash[SHARED] = SharedServers(folder, given["sifa_owner"] if given else os.getpid())
    config.stash[NOT_RUN] = []
    # How long an example takes says something about the machine and nothing about the code.
    settings.register_profile("sifa", settings(deadline=None))
    settings.load_profile("sifa")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the servers are found."""
    shared = node.config.stash[SHARED]
    node.workerinput |= {"sifa_folder": str(shared.folder), "sifa_owner": shared.owner}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses a profile; set aside what needs servers that are not installed; begin with what takes longest."""
    missing, kept = missing_servers(), []
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "profile" in names:
            item.add_marker("store")
        callspec = getattr(item, "callspec", None)
        needs = "servers" in names or (callspec is not None and callspec.params.get("profile") == PRODUCTION)
        (config.stash[NOT_RUN].append(item.nodeid) if missing and needs else kept.append(item))
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept
    longest = _longest_limits(items)
    items.sort(key=lambda item: -longest[item.path])


def _longest_limits(items: list[pytest.Item]) -> Mapping[Path, float]:
    """The longest time limit that a test of a file gives itself, in seconds; 0 where none does."""
    found = defaultdict[Path, float](float)
    for item in items:
        for mark in item.iter_markers("timeout"):
            found[item.path] = max(found[item.path], mark.args[0])
    return found


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run without the servers is never green."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["sifa_not_run"] = session.config.stash[NOT_RUN]
    elif session.config.stash[NOT_RUN] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = EXIT_INCOMPLETE


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Gather what the workers set aside; each of them has seen every test."""
    known = node.config.stash[NOT_RUN]
    known.extend(sorted(set(getattr(node, "workeroutput", {}).get("sifa_not_run", [])) - set(known)))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say loudly what did not run."""
    if config.stash[NOT_RUN]:
        terminalreporter.section("NOT RUN: " + ", ".join(missing_servers()) + " cannot be had", sep="!", red=True)
        for node in config.stash[NOT_RUN]:
            terminalreporter.line(f"NOT RUN {node}", red=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process takes the servers down."""
    if not hasattr(config, "workerinput") and SHARED in config.stash:
        config.stash[SHARED].stop()
        shutil.rmtree(config.stash[SHARED].folder, ignore_errors=True)


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> SharedServers:
    """The private PostgreSQL and RabbitMQ of this run."""
    return request.config.stash[SHARED]


@pytest.fixture(scope="module", params=[EMBEDDED, PRODUCTION])
def profile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Profile:
    """Empty databases and an empty broker for this module, first embedded, then production."""
    var = tmp_path_factory.mktemp("var")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return Profile(request.param, var, f"{worker}_{var.name}", request.config.stash[SHARED])


@pytest.fixture(scope="session", autouse=True)
def wall_around_this_machine() -> Iterator[None]:
    """Nothing in this suite connects further than loopback."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}
    with pytest.MonkeyPatch.context() as patch:
        for name, method in real.items():
            patch.setattr(socket.socket, name, _only_loopback(method))
        yield


def _only_loopback(method: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        is_ip = self.family in (socket.AF_INET, socket.AF_INET6)
        if is_ip and address[0] != "localhost" and not ipaddress.ip_address(address[0]).is_loopback:
            raise PermissionError(f"tests connect to loopback only, not to {address[0]}")
        return method(self, address)

    return connect
