"""The steps of the image's build, carried out in an empty folder without an engine, make an environment that runs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.deployment.plan import deployed_services
from chassis.manifest import installed_services
from tests.delivery.wheels import ROOT, Environment, clean

LINES = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
STEPS = [line.split(maxsplit=1) for line in LINES if line and not line.startswith("#")]
SECOND = [place for place, step in enumerate(STEPS) if step[0] == "FROM"][1]
BUILD, FINAL = STEPS[1:SECOND], STEPS[SECOND + 1 :]


def copied(folder: Path, told: str) -> None:
    """COPY of files that git knows, as a fresh clone has them."""
    *sources, target = told.split()
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", "--", *sources], cwd=ROOT, check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        place = folder / (Path(target) / Path(name).name if target.endswith("/") else Path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    top = tmp_path_factory.mktemp("image")
    source = top / "src"
    for word, told in BUILD:
        if word == "COPY":
            copied(source, told)
        elif word == "RUN":
            command = [str(top) + part if part.startswith("/") else part for part in json.loads(told)]
            done = subprocess.run(
                command, cwd=source, env=clean(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=400,
                check=False,
            )  # fmt: skip
            assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    yield Environment(folder=top / "opt" / "sifa")
    shutil.rmtree(top, ignore_errors=True)


def test_the_build_runs_the_scripts_that_are_tested_and_nothing_else() -> None:
    runs = [json.loads(told) for word, told in BUILD if word == "RUN"]
    scripts = ["deploy/setup.sh", "deploy/wheels.sh", "deploy/install.sh"]
    assert [run[:2] for run in runs] == [["bash", script] for script in scripts]


def test_the_image_is_nobodys_in_particular_and_starts_the_command() -> None:
    final = dict(FINAL)
    assert (final["USER"], final["ENTRYPOINT"], final["COPY"]) == (
        "10001:10001",
        '["sifa"]',
        "--from=build /opt/sifa /opt/sifa",
    )
    assert "HEALTHCHECK" not in final
    assert [told for word, told in STEPS if word == "FROM"] == [
        "python:3.11-slim-bookworm AS build", "python:3.11-slim-bookworm",
    ]  # fmt: skip


@pytest.mark.timeout(600)
def test_what_was_built_runs_every_command(image: Environment, tmp_path: Path) -> None:
    helped = image.run(image.sifa, "--help")
    assert helped.returncode == 0
    assert [
        role
        for role in ("serve", "work", "consume", "gateway", "migrate", "health")
        if f"  {role}" not in helped.stderr
    ] == []
    assert "is not installed" not in helped.stderr
    assert len(image.distributions()) == 3 + len(installed_services())
    checked = image.run(image.sifa, "check", SIFA_VAR=str(tmp_path))
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.timeout(600)
def test_what_was_built_renders_the_same_files(image: Environment, tmp_path: Path) -> None:
    rendered = image.run(image.sifa, "deploy", "files", tmp_path)
    assert rendered.returncode == 0, rendered.stderr
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert file.read_bytes() == (ROOT / "deploy" / file.relative_to(tmp_path)).read_bytes()
    assert len(deployed_services()) >= 4


@pytest.mark.timeout(600)
def test_what_was_built_needs_no_folder_to_write_but_its_own(image: Environment, tmp_path: Path) -> None:
    done = image.run(image.sifa, "deploy", "secrets", tmp_path / "secrets")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secrets" / "legal_aid_database_url").exists()
