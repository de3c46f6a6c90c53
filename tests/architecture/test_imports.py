"""The walls of the house, each seen to stand and each seen to fall when it is breached on purpose."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.architecture.file_sizes import find_faults
from tests.architecture.sources import deciding_doors, imported_packages, parse, reads_clock, reads_environment

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(path for folder in ("chassis", "gateway", "services") for path in (ROOT / folder).rglob("*.py"))
LIBRARIES = sysconfig.get_paths()["purelib"]


def below_root(paths: list[Path]) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in paths}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy. NOTE: `-S` keeps the installed project, which lies elsewhere, out of its path."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    env = {"PYTHONPATH": f"{folder}:{LIBRARIES}", "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    command = [sys.executable, "-S", "-c", program]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's code and import rules, without the environment."""
    for folder in ("chassis", "gateway", "services"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def plant(copy: Path, path: str, text: str) -> None:
    target = copy / path
    target.parent.mkdir(parents=True, exist_ok=True)
    for parent in target.parents:
        if parent in (copy, copy / "services"):
            break
        (parent / "__init__.py").touch()
    target.write_text(text, encoding="utf-8")


def test_the_import_rules_hold(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("services/legal_aid/handlers/planted.py", "import services.supervision.wiring", "Services never import"),
        ("services/legal_aid/domain/planted.py", "import services.legal_aid.wiring as w\nimport os", "Rules are pure"),
        ("services/legal_aid/domain/planted.py", "import sqlalchemy", "Rules are pure"),
        ("services/legal_aid/domain/planted.py", "import chassis.clock", "Rules are pure"),
        ("services/legal_aid/anything_else.py", "", "Inside a service"),
        ("chassis/kernel/planted.py", "import chassis.clock", "Rules are pure"),
        ("chassis/planted.py", "import services.legal_aid.wiring", "The chassis imports no service"),
        ("gateway/planted.py", "import services.legal_aid.wiring", "The gateway imports no service"),
        ("services/fifth/domain/planted.py", "import sqlalchemy", "Rules are pure"),
        ("services/fifth/handlers/planted.py", "import services.legal_aid.wiring", "Services never import"),
    ],
)
def test_a_planted_import_turns_its_rule_red(copy: Path, path: str, text: str, rule: str) -> None:
    plant(copy, path, text)
    done = lint_imports(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert any(line.startswith(rule) and line.endswith("BROKEN") for line in done.stdout.splitlines()), done.stdout


def test_a_lower_layer_that_imports_a_higher_one_turns_its_rule_red(copy: Path) -> None:
    plant(copy, "services/legal_aid/handlers/planted_above.py", "")
    plant(copy, "services/legal_aid/domain/planted.py", "import services.legal_aid.handlers.planted_above")
    done = lint_imports(copy)
    assert "services.legal_aid.domain is not allowed to import services.legal_aid.handlers" in done.stdout


def test_nameko_and_eventlet_are_imported_by_the_consumer_alone() -> None:
    users = below_root([path for path in CODE if imported_packages(parse(path)) & {"nameko", "eventlet"}])
    assert users <= {"chassis/consumer.py"}


def test_the_environment_is_read_in_three_files() -> None:
    readers = below_root([path for path in CODE if reads_environment(parse(path))])
    assert readers <= {"chassis/settings.py", "chassis/failpoints.py", "chassis/consumer.py"}


def test_time_and_identity_come_from_the_clock() -> None:
    assert below_root([path for path in CODE if reads_clock(parse(path))]) <= {"chassis/clock.py"}


def test_doors_do_not_decide() -> None:
    services = sorted(path for path in (ROOT / "services").iterdir() if path.is_dir())
    assert [fault for service in services for fault in deciding_doors(service)] == []


def test_a_planted_decision_is_seen(tmp_path: Path) -> None:
    (tmp_path / "reactions.py").write_text("def count(tx, event):\n    if event.new:\n        pass\n", encoding="utf-8")
    assert list(deciding_doors(tmp_path)) == [f"{tmp_path.name}/reactions.py:2"]


@pytest.mark.parametrize(
    "text",
    ["import datetime\ndatetime.datetime.now()", "from datetime import date\ndate.today()", "from uuid import uuid4"],
)
def test_a_planted_look_at_the_clock_is_seen(text: str) -> None:
    assert reads_clock(ast.parse(text))


@pytest.mark.parametrize("text", ["import os\nos.environ['A']", "from os import environ", "import os\nos.getenv('A')"])
def test_a_planted_look_at_the_environment_is_seen(text: str) -> None:
    assert reads_environment(ast.parse(text))


def test_long_files_need_a_reason_and_very_long_ones_have_none() -> None:
    counts = {"a.py": 401, "b.py": 251, "c.py": 251, "d.py": 10}
    assert [fault.partition(":")[0] for fault in find_faults(counts, {"c.py": "a table", "d.py": "old"})] == [
        "a.py",
        "b.py",
        "d.py",
    ]
