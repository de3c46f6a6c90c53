"""`sifa up`: prepare the embedded profile, start every role, wait until it answers and keep it running.

It must not import a service, gRPC or nameko: it starts processes and watches them from outside.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TextIO

from chassis.cli.main import EXIT_CONFIG, EXIT_USAGE, Command
from chassis.manifest import installed_services
from chassis.settings import Settings, load_settings
from chassis.up.child import die_with_parent, why
from chassis.up.ports import PATIENCE, Listener, PortInUse, settle
from chassis.up.pss import tree_mib
from chassis.up.ready import consumers_listen, gateway_answers, services_answer, table
from chassis.up.supervise import Supervisor

HEALTH_LIMIT, CONSUMER_LIMIT, EXIT_SCHEMA, WIDTH = 60.0, 15.0, 3, 8
SIFA = (sys.executable, "-m", "chassis.cli.main")
GATEWAY_KEY = "SIFA_GATEWAY_HTTP_PORT"


class UpError(Exception):
    """`sifa up` cannot go on; the message is the one line that says why and what to do."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def run(arguments: list[str]) -> int:
    """Run until Ctrl-C or SIGTERM. Exit codes: 0 stopped when asked, 1 could not start, 2 misused, 78 configuration."""
    if arguments:
        sys.stderr.write("usage: sifa up\n")
        return EXIT_USAGE
    began = time.monotonic()
    settings = load_settings()
    try:
        lock = _lock(settings.var)
        listeners = settle(_listeners(settings), patience=PATIENCE, waits=_tell_wait)
        for listener in listeners:
            os.putenv(listener.key, str(listener.port))
            os.unsetenv(f"{listener.key}_FILE")
        os.putenv("PYTHONUNBUFFERED", "1")
        with _prepare(settings.var, lock):
            return _supervise(settings, listeners, began)
    except KeyboardInterrupt:
        return 130
    except (UpError, PortInUse) as error:
        sys.stderr.write(f"sifa up: {error}\n")
        return getattr(error, "code", 1)


def _say(name: str, line: str) -> None:
    """One prefixed line; a reader that went away must not end the services with a traceback."""
    try:
        sys.stdout.write(f"{name:<{WIDTH}}| {line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (lives as long as the process)


def _tell_wait(listener: Listener) -> None:
    _say("up", f"port {listener.port} of {listener.name} is taken, waiting up to {PATIENCE:.0f} s")


def _listeners(settings: Settings) -> list[Listener]:
    services = [
        Listener(name, f"SIFA_{name.upper()}_GRPC_PORT", settings.host, settings.grpc_port(name, manifest.grpc_port))
        for name, manifest in installed_services().items()
    ]
    return [*services, Listener("gateway", GATEWAY_KEY, settings.host, settings.gateway_port)]


def _lock(var: Path) -> TextIO:
    """Make the folders and hold them for this process alone."""
    try:
        for folder in ("run", "log"):
            (var / folder).mkdir(parents=True, exist_ok=True)
        lock = (var / "run" / "up.lock").open("w", encoding="utf-8")
    except OSError as error:
        raise UpError(f"cannot write to {var}: {error.strerror}; set SIFA_VAR to another folder") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UpError(f"another `sifa up` runs on {var}; stop it or set SIFA_VAR to another folder") from error
    return lock


def _prepare(var: Path, lock: TextIO) -> TextIO:
    """Migrate, seed the gateway's images and the demo data. What cannot be migrated is set aside, never deleted."""
    code = _step("migrations", "migrate")
    if code == EXIT_SCHEMA:
        aside = var.with_name(f"{var.name}.old-{time.strftime('%Y%m%d-%H%M%S')}")
        var.rename(aside)
        _say("up", f"{var} is of another version or damaged: kept as {aside.name}, starting afresh")
        lock.close()
        lock = _lock(var)
        code = _step("migrations", "migrate")
    code = code or _step("images", "images", "seed") or _step("demo data", "demo", "seed")
    if code:
        raise UpError("set-up failed, see the lines above", EXIT_CONFIG if code == EXIT_CONFIG else 1)
    (var / "run" / "addresses.json").unlink(missing_ok=True)
    return lock


def _step(title: str, *arguments: str) -> int:
    """One preparation in a process of its own; its output is shown when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        [*SIFA, *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        preexec_fn=partial(die_with_parent, os.getpid()),
    )
    for line in done.stdout.splitlines() if done.returncode else []:
        _say(arguments[0], line)
    ending = "done" if done.returncode == 0 else why(done.returncode)
    _say("up", f"{title}: {ending} ({time.monotonic() - began:.1f} s)")
    return done.returncode


def _supervise(settings: Settings, listeners: list[Listener], began: float) -> int:
    supervisor = Supervisor(settings.var / "run", settings.var / "log", _say)
    *services, gateway = listeners
    names = [listener.name for listener in services]
    try:
        supervisor.add("serve", [*SIFA, "serve", *names])
        _await(supervisor, "serve", lambda: services_answer(settings, services))
        for role in () if supervisor.stopping else ("consume", "work", "gateway"):
            supervisor.add(role, [*SIFA, role, *(names if role != "gateway" else [])])
        _await(supervisor, "gateway", lambda: gateway_answers(gateway))
        # Without a broker the consumer is not ready, and nothing but the doorbell is missing.
        supervisor.wait(lambda: consumers_listen(settings), CONSUMER_LIMIT)
        if not supervisor.stopping:
            for line in table(settings, listeners):
                _say("up", line)
            _say("up", f"ready in {time.monotonic() - began:.1f} s, PSS {tree_mib(os.getpid()):.0f} MiB")
        supervisor.run()
    finally:
        supervisor.stop()
        _say("up", "stopped")
    return 0


def _await(supervisor: Supervisor, name: str, healthy: Callable[[], bool]) -> None:
    """Supervise until a child is healthy; give up when it says that it cannot run here, or after a minute."""
    hopeless = (EXIT_USAGE, EXIT_CONFIG)
    supervisor.wait(lambda: supervisor.exits.get(name) in hopeless or healthy(), HEALTH_LIMIT)
    if supervisor.exits.get(name) in hopeless:
        raise UpError(f"{name} cannot run here, see the lines above", supervisor.exits[name])
    if not supervisor.stopping and not healthy():
        raise UpError(f"{name} was not ready within {HEALTH_LIMIT:.0f} s, see the lines above")


COMMAND = Command(help="run everything on this machine: all services, consumers, workers and the gateway", run=run)
