"""`sifa demo`: every service's demonstrations against a private system; `sifa demo seed`: demo data into this one.

It must not touch the databases of the current system except through `seed`.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from chassis.cli.demo_data import demo_data
from chassis.cli.main import EXIT_USAGE, Command
from chassis.journey import Journey, KeyWish, Recorder
from chassis.manifest import installed_services, load_name
from chassis.settings import child_environment
from chassis.up.ports import Listener, settle

NOW = "2026-06-15T09:00+08:00"
READY_SECONDS = 180


def run(arguments: list[str]) -> int:
    """Exit 0 only if every step of every journey held."""
    if arguments[:1] in (["seed"], ["district"]):
        return demo_data(arguments)
    if arguments not in ([], ["--json"]):
        sys.stderr.write("usage: sifa demo [--json] | sifa demo seed|district [--scale district|city] [--json]\n")
        return EXIT_USAGE
    with tempfile.TemporaryDirectory(prefix="sifa-demo-") as folder, _private_system(Path(folder)) as base:
        passwords = json.loads((Path(folder) / "run" / "accounts.json").read_text(encoding="utf-8"))
        people = {row["account"]: row["password"] for row in passwords}
        report = {"journeys": [_play(journey, base, people, Path(folder)) for journey in _journeys()]}
    if arguments:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(report)
    return 0 if all(step["ok"] for journey in report["journeys"] for step in journey["steps"]) else 1


def _journeys() -> Iterator[Journey]:
    for manifest in installed_services().values():
        name = manifest.load_wiring().journeys
        if name:
            yield from cast("tuple[Journey, ...]", load_name(name))


def _play(journey: Journey, base: str, people: dict[str, str], folder: Path) -> dict[str, Any]:
    mine = child_environment({"SIFA_VAR": str(folder)})
    recorder = Recorder(base, people, {wish.who: make_key(wish, mine) for wish in journey.keys})
    journey.run(recorder)
    return {"name": journey.name, "steps": recorder.report()}


def make_key(wish: KeyWish, environ: Mapping[str, str]) -> str:
    """What an operator does for a department: `sifa key new`, which prints the key once."""
    command = [sys.executable, "-m", "chassis.cli.main", "key", "new", wish.service, "--holder", wish.holder]
    command += ["--authority-type", wish.authority_type, "--role", wish.role, "--division", wish.division]
    made = subprocess.run(command, env=dict(environ), check=True, capture_output=True, text=True, timeout=30)
    return made.stdout.splitlines()[0]


def _print(report: dict[str, Any]) -> None:
    for journey in report["journeys"]:
        sys.stdout.write(f"{journey['name']}\n")
        for step in journey["steps"]:
            mark = "ok  " if step["ok"] else "FAIL"
            sys.stdout.write(f"  {mark} {step['id']:<24} {step['who']:<8} {step['ms']:>5} ms  {step['actual']}\n")
            if not step["ok"]:
                sys.stdout.write(f"       expected: {step['expected']}\n")


@contextmanager
def _private_system(folder: Path) -> Iterator[str]:
    """`sifa up` in a folder of its own, on free ports and a pinned clock; yields the gateway's address."""
    ports = {f"SIFA_{name.upper()}_GRPC_PORT": "0" for name in installed_services()}
    gateway = settle([Listener("gateway", "SIFA_GATEWAY_HTTP_PORT", "127.0.0.1", 0)])[0].port
    mine = {**ports, "SIFA_GATEWAY_HTTP_PORT": str(gateway), "SIFA_VAR": str(folder), "SIFA_NOW": NOW}
    log = (folder / "up.log").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "chassis.cli.main", "up"],
        env=child_environment(mine),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_ready(process, folder / "up.log")
        yield f"http://127.0.0.1:{gateway}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        log.close()


def _wait_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + READY_SECONDS
    while "ready in" not in log.read_text(encoding="utf-8"):
        if process.poll() is not None or time.monotonic() > ends:
            sys.stderr.write(log.read_text(encoding="utf-8"))
            raise RuntimeError("the private system did not become ready")
        time.sleep(0.1)


COMMAND = Command("show every step of the demonstrations on a private system; `demo seed` writes demo data", run)
