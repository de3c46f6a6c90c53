"""The parts of the proof `n-minus-one`: which commit is the one before, what a wheel holds, which steps count."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.wheels import ROOT
from tests.proofs import releases
from tests.proofs.n_minus_one import judge_steps
from tests.proofs.processes import Faulty
from tests.proofs.stage import Stage
from tests.servers.keeper import SharedServers


def git(folder: Path, *arguments: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": str(folder)}
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, env={"PATH": os.defpath, **own}, capture_output=True, text=True,
        timeout=30, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def commit(folder: Path, *files: str) -> str:
    """Change the files; the commit that holds the change."""
    for name in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as text:
            text.write("x\n")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository in the place of this one."""
    git(tmp_path, "init", "-q", ".")
    monkeypatch.setattr(releases, "ROOT", tmp_path)
    return tmp_path


WHEELS, WIRING, CHASSIS = "deploy/wheels.sh", "services/one/wiring.py", "chassis/tx.py"


def test_the_commit_before_is_the_nearest_whose_service_differs(history: Path) -> None:
    commit(history, WHEELS, WIRING)
    before = commit(history, "services/one/jobs.py")
    commit(history, "services/one/jobs.py")
    commit(history, "services/other/jobs.py", CHASSIS)
    assert releases.commit_before("one") == before


def test_a_service_that_never_changed_is_taken_before_what_it_stands_on_changed(history: Path) -> None:
    commit(history, WHEELS, WIRING)
    before = commit(history, CHASSIS)
    commit(history, CHASSIS)
    assert releases.commit_before("one") == before


def test_a_history_that_is_too_short_is_a_fault_that_says_what_to_do(history: Path) -> None:
    commit(history, WHEELS, WIRING, CHASSIS)
    with pytest.raises(Faulty, match="git fetch --unshallow"):
        releases.commit_before("one")


def test_a_wheel_with_other_code_is_found_out(tmp_path: Path) -> None:
    release = releases.present_release(tmp_path)
    alone = release.install(tmp_path / "env", releases.distribution_of("supervision"))
    assert alone.distributions() == {"sifa-proto", "sifa-chassis", "sifa-supervision"}
    assert release.is_installed(alone, "supervision")
    assert not release.is_installed(alone, "legal_aid")
    (site,) = alone.folder.glob("lib/python*/site-packages")
    file = site / "services" / "supervision" / "jobs.py"
    # NOTE: installers link files, so a file is replaced and never written to.
    text = file.read_bytes()
    file.unlink()
    file.write_bytes(text + b"#")
    assert not release.is_installed(alone, "supervision")


def step(number: int, *, ok: bool = True) -> dict[str, Any]:
    return {"journey": "j", "id": str(number), "ok": ok, "actual": "", "expected": ""}


@pytest.mark.parametrize(
    ("old", "new", "checks"),
    [
        ([step(1), step(2)], [step(1), step(2), step(3)], []),
        ([step(1), step(2)], [step(1), step(2), step(3, ok=False)], []),
        ([step(1), step(2)], [step(1), step(2, ok=False), step(3)], ["demo"]),
        ([step(1), step(2, ok=False)], [step(1), step(2)], ["demo"]),
        ([], [step(1)], ["void"]),
    ],
    ids=["all pass", "a newer step", "a known step of the present", "a step of the earlier", "nothing shown"],
)
def test_the_steps_that_the_earlier_release_knows_must_pass(
    tmp_path: Path, old: list[dict[str, Any]], new: list[dict[str, Any]], checks: list[str]
) -> None:
    stage = Stage(tmp_path / "stage", SharedServers(tmp_path, os.getpid()), ROOT, 1, full=False)
    judge_steps(stage, "x", old, new)
    assert [fault.partition(":")[0] for fault in stage.outcome.faults] == checks
