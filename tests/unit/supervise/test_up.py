"""`sifa up` from its first line to its last, with stand-ins for the roles."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.manifest import installed_services
from chassis.up.pss import descendants
from tests.servers.processes import wait_for, wait_until_gone

ROOT = Path(__file__).parents[3]


def environment(var: Path) -> dict[str, str]:
    keys = [f"SIFA_{name.upper()}_GRPC_PORT" for name in installed_services()]
    return {"PATH": os.defpath, "SIFA_VAR": str(var), **dict.fromkeys([*keys, "SIFA_GATEWAY_HTTP_PORT"], "0")}


def start(var: Path, said: Path, **settings: str) -> subprocess.Popen[bytes]:
    with said.open("wb") as output:
        command = [sys.executable, "-m", "tests.unit.supervise.stand_in", "up"]
        env = environment(var) | settings
        return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=env, cwd=ROOT)


@contextmanager
def up(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    said = folder / "said.txt"
    process = start(folder / "var 目录", said)
    try:
        wait_for(lambda: "ready in" in said.read_text(encoding="utf-8"), "sifa up is ready")
        yield process, said
    finally:
        process.terminate()
        process.wait(30)


def test_it_prints_addresses_accounts_time_and_memory_and_stops_cleanly(tmp_path: Path) -> None:
    with up(tmp_path) as (process, said):
        text = said.read_text(encoding="utf-8")
        for name in installed_services():
            assert re.search(rf"up +\| {name} +127\.0\.0\.1:\d+\n", text)
        assert re.search(r"up +\| gateway +http://127\.0\.0\.1:\d+\n", text)
        assert re.search(r"zhang +demo +张三, legal_aid\.clerk", text)
        assert re.search(r"ready in \d+\.\d s, PSS \d+ MiB", text)
        pids = json.loads((tmp_path / "var 目录" / "run" / "up.pid.json").read_text(encoding="utf-8"))
        assert sorted(pids) == ["consume", "gateway", "serve", "work"]
        process.terminate()
        assert process.wait(30) == 0
        assert said.read_text(encoding="utf-8").endswith("up      | stopped\n")
        wait_until_gone(pids.values())


def test_a_killed_role_comes_back_on_its_old_port(tmp_path: Path) -> None:
    with up(tmp_path) as (_, said):
        run = tmp_path / "var 目录" / "run"
        before = json.loads((run / "up.pid.json").read_text(encoding="utf-8"))
        addresses = (run / "addresses.json").read_text(encoding="utf-8")
        os.kill(before["serve"], signal.SIGKILL)
        wait_for(lambda: said.read_text(encoding="utf-8").count("serve   | serving") == 2, "serve serves again")
        assert (run / "addresses.json").read_text(encoding="utf-8") == addresses
        assert f"serve (pid {before['serve']}) died: signal SIGKILL" in said.read_text(encoding="utf-8")


def test_sigkill_leaves_no_process(tmp_path: Path) -> None:
    with up(tmp_path) as (process, _):
        family = descendants(process.pid)
        assert len(family) == 5
        process.kill()
        wait_until_gone(family)


def test_a_second_one_on_the_same_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    with up(tmp_path):
        second = start(tmp_path / "var 目录", tmp_path / "second.txt")
        assert second.wait(30) == 1
        lines = (tmp_path / "second.txt").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 1
        assert lines[0].startswith("sifa up: another `sifa up` runs on ")


def test_a_port_that_stays_in_use_is_one_line_that_names_port_and_key(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        process = start(tmp_path / "var", tmp_path / "said.txt", SIFA_GATEWAY_HTTP_PORT=port)
        assert process.wait(30) == 1
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert said.splitlines() == [
        f"up      | port {port} of gateway is taken, waiting up to 5 s",
        f"sifa up: port {port} of gateway is in use, set SIFA_GATEWAY_HTTP_PORT to another or to 0",
    ]


def test_a_folder_that_cannot_be_migrated_is_kept_and_a_new_one_begun(tmp_path: Path) -> None:
    var = tmp_path / "var 目录"
    var.mkdir()
    (var / "legal_aid.sqlite").write_bytes(b"of another time")
    with up(tmp_path) as (_, said):
        (aside,) = tmp_path.glob("var 目录.old-*")
        assert (aside / "legal_aid.sqlite").read_bytes() == b"of another time"
        assert f"kept as {aside.name}, starting afresh" in said.read_text(encoding="utf-8")
