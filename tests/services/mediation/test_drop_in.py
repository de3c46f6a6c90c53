"""The fifth service is dropped in: without its three folders all is sound, and with them nothing else changes.

What `make deploy-files` renders follows the services that are there, and is compared after it was rendered again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.delivery.copies import Copy, succeeded
from tests.delivery.wheels import ROOT

FOLDERS = ("services/mediation", "proto/sifa/mediation", "tests/services/mediation")
RENDERED = "deploy/"
# What looks at every service that is installed, and at lists that people keep by hand.
SELECTION = (
    "tests/contract/test_flows.py", "tests/contract/test_events.py", "tests/contract/test_reasons.py",
    "tests/unit/chassis/test_policy_keys.py", "tests/unit/chassis/test_policy_cases.py",
)  # fmt: skip
UP = ("tests/e2e/test_up.py", "-k", "every_journey_is_listed")


def is_sound(copy: Copy) -> bool:
    """What `sifa check`, the layers and a selection of tests say of the copy."""
    python = ".venv/bin/python"
    checks = (
        ("make", "setup-dev"), ("make", "deploy-files"), (".venv/bin/sifa", "check"), (".venv/bin/lint-imports",),
        (python, "-m", "pytest", "-q", *SELECTION), (python, "-m", "pytest", "-q", *UP),
    )  # fmt: skip
    return all(succeeded(copy.run(*check)) for check in checks)


@pytest.mark.timeout(900)
def test_without_the_folders_all_is_sound_and_with_them_nothing_else_changes(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "sifa")
    for folder in FOLDERS:
        shutil.rmtree(copy.folder / folder)
    left = copy.files()
    assert is_sound(copy)
    after = copy.files()
    assert [name for name in left if after.get(name) != left[name] and not name.startswith(RENDERED)] == []
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, copy.folder / folder, ignore=shutil.ignore_patterns("__pycache__"))
    assert is_sound(copy)
    assert copy.files() == copy.given
