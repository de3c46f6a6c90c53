"""An earlier release of this project and the present one as wheels in environments of their own.

It must not import from either: what it makes is run by processes.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from tests.delivery.wheels import Environment, environment
from tests.proofs.house import ROOT
from tests.proofs.processes import Faulty


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One state of the project: its source tree and its wheels."""

    name: str
    tree: Path
    wheels: Path

    def install(self, folder: Path, *distributions: str) -> Environment:
        """An environment with these distributions of this release and what they ask for."""
        return environment(folder, self.wheels, *distributions)

    def services(self) -> list[str]:
        """Names of the services that this release has."""
        return sorted(file.parent.name for file in self.tree.glob("services/*/pyproject.toml"))

    def is_installed(self, env: Environment, service: str) -> bool:
        """Whether the environment holds the service's and the chassis's files of this release, byte for byte."""
        (site,) = env.folder.glob("lib/python*/site-packages")
        for folder in (f"services/{service}", "chassis"):
            mine = {file.relative_to(self.tree): file for file in (self.tree / folder).rglob("*.py")}
            if not mine or any(not _same(site / name, file) for name, file in mine.items()):
                return False
        return True


def distribution_of(service: str) -> str:
    """The name under which a service is installed."""
    return f"sifa-{service.replace('_', '-')}"


def present_release(folder: Path) -> Release:
    """The working tree as it is."""
    return _build("the present one", ROOT, folder)


def earlier_release(commit: str, folder: Path) -> Release:
    """The project as it was at a commit. Raises Faulty when the history does not hold it."""
    tree = folder / f"tree-{commit[:9]}"
    tree.mkdir(parents=True)
    packed = tree.with_suffix(".tar")
    _git("archive", "--output", str(packed), commit)
    with tarfile.open(packed) as archive:
        archive.extractall(tree, filter="data")
    packed.unlink()
    # Only its libraries are used, for compiling the contracts and packing the wheels.
    (tree / ".venv").symlink_to(ROOT / ".venv")
    done = subprocess.run(
        [tree / ".venv" / "bin" / "python", tree / "proto" / "build.py"], capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise Faulty(f"the contracts of {commit[:9]} cannot be compiled: {done.stderr[-500:]}")
    return _build(commit[:9], tree, folder)


def commit_before(service: str) -> str:
    """The nearest earlier commit whose wheel of the service differs, or that of what it stands on.

    Raises Faulty when the history is not deep enough.
    """
    for paths in ((f"services/{service}", f"proto/sifa/{service}"), ("chassis", "proto/sifa/platform")):
        last = _git("log", "-1", "--format=%H", "HEAD", "--", *paths)
        before = _git("rev-parse", "--verify", "--quiet", f"{last}^", must=False)
        needed = (f"services/{service}/wiring.py", "deploy/wheels.sh")
        found = _git("ls-tree", "--name-only", before, *needed, must=False) if before else ""
        if len(found.splitlines()) == len(needed):
            return before
    raise Faulty(f"no earlier {service} in this history; a shallow checkout needs `git fetch --unshallow`")


def _build(name: str, tree: Path, folder: Path) -> Release:
    wheels = folder / f"wheels-{name.replace(' ', '-')}"
    shutil.rmtree(wheels, ignore_errors=True)
    done = subprocess.run(
        ["bash", tree / "deploy" / "wheels.sh", wheels], capture_output=True, text=True, timeout=180, check=False
    )
    if done.returncode:
        raise Faulty(f"the wheels of {name} cannot be built: {done.stderr[-500:]}")
    return Release(name=name, tree=tree, wheels=wheels)


def _same(installed: Path, source: Path) -> bool:
    return installed.exists() and installed.read_bytes() == source.read_bytes()


def _git(*arguments: str, must: bool = True) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    if must and done.returncode:
        raise Faulty(f"git {arguments[0]}: {done.stderr.strip()[-300:]}")
    return done.stdout.strip()
