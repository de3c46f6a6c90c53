"""Wheels of every distribution, and empty environments to install one of them into. It must not use our own code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A virtual environment with one of our distributions and what it asks for."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def sifa(self) -> Path:
        """Its command."""
        return self.folder / "bin" / "sifa"

    def run(self, *command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run to the end, away from the checkout; what it prints is kept."""
        return subprocess.run(
            [str(part) for part in command], cwd=self.folder, env=clean(**environ), capture_output=True, text=True,
            timeout=90, check=False,
        )  # fmt: skip

    def distributions(self) -> set[str]:
        """Names of our distributions that are installed here."""
        asked = "from importlib.metadata import distributions as d; print(*{one.name for one in d()})"
        return {name for name in self.run(self.python, "-c", asked).stdout.split() if name.startswith("sifa")}


def clean(**environ: str) -> dict[str, str]:
    """The environment without our settings and without a way back to the checkout."""
    foreign = {key: value for key, value in os.environ.items() if not key.startswith(("SIFA_", "PYTHON", "VIRTUAL"))}
    return {**foreign, **environ}


def build_wheels(into: Path) -> Path:
    """Build all wheels as an operator does."""
    subprocess.run([ROOT / "deploy" / "wheels.sh", into], check=True, capture_output=True, timeout=180)
    return into


def environment(folder: Path, wheels: Path, *distributions: str) -> Environment:
    """A new environment with the distributions, their libraries in the locked versions, and nothing else of ours."""
    uv = [sys.executable, "-m", "uv", "-q"]
    subprocess.run([*uv, "venv", "--python", sys.executable, folder], check=True, timeout=60)
    made = Environment(folder=folder)
    places: list[str | Path] = ["--python", made.python, "--find-links", wheels, "-c", wheels / "constraints.txt"]
    subprocess.run([*uv, "pip", "install", "--prerelease=allow", *places, *distributions], check=True, timeout=180)
    return made
