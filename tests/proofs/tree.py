"""A copy of the chassis, and of what else is patched, with texts replaced, for processes that load from there.

It must not leave a doubt: a text that does not stand exactly once is refused; a patched file says that it was loaded.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.proofs.house import ROOT
from tests.proofs.processes import Crew

WHOLE = "chassis/__init__.py"
# What a file does as a program comes last, and may never end.
SCRIPT = '\nif __name__ == "__main__":\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """Replace a text that stands exactly once in a file of the chassis, of the gateway or of a service."""

    file: str
    old: str
    new: str


class PatchDoesNotFit(Exception):
    """The production code has changed; the mutant must be rewritten."""


def grow_tree(folder: Path, patches: Sequence[Patch]) -> Path:
    """Copy the chassis, and every distribution with a patch, and apply the patches. Raises PatchDoesNotFit."""
    for package in {"chassis", *map(_package, patches)}:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for patch in patches:
        file = folder / patch.file
        text = file.read_text(encoding="utf-8")
        if text.count(patch.old) != 1:
            raise PatchDoesNotFit(f"{patch.file} holds {text.count(patch.old)} times: {patch.old}")
        file.write_text(text.replace(patch.old, patch.new), encoding="utf-8")
    for name in _announcing(patches):
        code, is_script, script = (folder / name).read_text(encoding="utf-8").partition(SCRIPT)
        announcement = f"\nimport os as _os\n\n_os.write(2, {_mark(name).encode()!r} + b'\\n')\n"
        (folder / name).write_text(code + announcement + is_script + script, encoding="utf-8")
    return folder


def was_imported(crew: Crew, patches: Sequence[Patch]) -> list[str]:
    """Files of the tree that no process has loaded; an empty list is good news."""
    return [name for name in _announcing(patches) if not crew.count_in_logs(_mark(name))]


def _package(patch: Patch) -> str:
    first, second = patch.file.split("/")[:2]
    return f"{first}/{second}" if first == "services" else first


def _announcing(patches: Sequence[Patch]) -> list[str]:
    return [WHOLE, *sorted({patch.file for patch in patches})]


def _mark(name: str) -> str:
    return f"loaded from the proof's own tree: {name}"
