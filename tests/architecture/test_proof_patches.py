"""Every mutant of a proof still has its place in the code: what moved would be noticed only when a proof is run."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.proofs.__main__ import PROOFS
from tests.proofs.tree import Patch

ROOT = Path(__file__).parents[2]
PATCHES = [
    pytest.param(patch, id=f"{name}: {mutant.name}")
    for name, module in PROOFS.items()
    for mutant in getattr(importlib.import_module(module), "MUTANTS", ())
    for patch in getattr(mutant, "patches", ())
]


@pytest.mark.parametrize("patch", PATCHES)
def test_what_a_mutant_replaces_is_there_once(patch: Patch) -> None:
    assert (ROOT / patch.file).read_text(encoding="utf-8").count(patch.old) == 1


def test_there_are_mutants_at_all() -> None:
    assert len(PATCHES) > 20
