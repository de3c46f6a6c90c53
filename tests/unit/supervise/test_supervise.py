"""The supervisor against real processes: what dies comes back, what is told to stop stops, nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.up.pss import descendants, tree_mib
from tests.servers.processes import is_alive, wait_for, wait_until_gone

SLEEPER = "import time; print('here'); time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(600)"
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"


class House:
    """A running stand-in house and what it has said so far."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes]) -> None:
        self.folder, self.process = folder, process

    def said(self) -> str:
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    def pids(self) -> dict[str, int]:
        file = self.folder / "up.pid.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    def hears(self, text: str) -> str:
        return wait_for(lambda: self.said() if text in self.said() else "", f"the house says {text!r}")


@contextmanager
def house(folder: Path, *scripts: str) -> Iterator[House]:
    with (folder / "said.txt").open("wb") as said:
        command = [sys.executable, "-m", "tests.unit.supervise.house", str(folder), *scripts]
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
    running = House(folder, process)
    try:
        wait_for(lambda: len(running.pids()) == len(scripts), "all children run")
        yield running
    finally:
        process.terminate()
        process.wait(30)


def another_pid(running: House, name: str, old: int) -> Callable[[], int]:
    return lambda: pid if (pid := running.pids().get(name, old)) != old else 0


def test_a_killed_child_comes_back_and_the_reason_is_said(tmp_path: Path) -> None:
    with house(tmp_path, SLEEPER, SLEEPER) as running:
        before = running.pids()
        os.kill(before["a"], signal.SIGKILL)
        wait_for(another_pid(running, "a", before["a"]), "a new process for a")
        said = running.hears(f"up| a (pid {before['a']}) died: signal SIGKILL; starts again in 0.2 s")
        assert "b (pid" not in said
        assert running.pids()["b"] == before["b"]


def test_a_child_that_ends_by_itself_is_restarted_ever_more_slowly(tmp_path: Path) -> None:
    with house(tmp_path, "import sys; print('last words', end=''); sys.exit(7)") as running:
        running.hears("died: exit code 7; starts again in 0.2 s")
        said = running.hears("died: exit code 7; starts again in 0.8 s")
        assert "a| last words" in said
        assert "in 0.4 s" in said


def test_sigterm_stops_all(tmp_path: Path) -> None:
    with house(tmp_path, SLEEPER, SLEEPER) as running:
        pids = running.pids()
        running.process.terminate()
        assert running.process.wait(30) == 0
        wait_until_gone(pids.values())
        assert "house| stopped" in running.said()
        assert not (tmp_path / "up.pid.json").exists()


def test_a_child_that_is_deaf_to_sigterm_is_killed(tmp_path: Path) -> None:
    with house(tmp_path, DEAF) as running:
        running.hears("a| deaf")
        pids = running.pids()
        running.process.terminate()
        assert running.process.wait(30) == 0
        wait_until_gone(pids.values())


def test_sigkill_of_the_supervisor_leaves_no_process(tmp_path: Path) -> None:
    with house(tmp_path, SLEEPER, DEAF, SLEEPER) as running:
        running.hears("b| deaf")
        family = descendants(running.process.pid)
        assert set(running.pids().values()) < set(family)
        running.process.kill()
        wait_until_gone(family)


def test_the_children_of_a_dead_child_are_swept(tmp_path: Path) -> None:
    with house(tmp_path, PARENT) as running:
        child = running.pids()["a"]
        family = wait_for(lambda: found if len(found := descendants(child)) > 1 else [], "a grandchild")
        os.kill(child, signal.SIGKILL)
        wait_until_gone(family)


def test_lines_are_kept_in_a_log_file_of_each_child(tmp_path: Path) -> None:
    with house(tmp_path, SLEEPER) as running:
        running.hears("a| here")
        assert (tmp_path / "a.log").read_text(encoding="utf-8") == "here\n"


def test_memory_of_the_tree_is_more_than_that_of_its_root(tmp_path: Path) -> None:
    with house(tmp_path, SLEEPER, SLEEPER) as running:
        running.hears("b| here")
        assert tree_mib(running.process.pid) > tree_mib(running.pids()["a"]) > 1
        assert is_alive(running.process.pid)
