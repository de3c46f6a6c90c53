"""No code asks the machine for the date behind the clock's back: `SIFA_NOW` moves everything, or it moves nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("chassis", "services", "gateway")
THE_CLOCK = "chassis/clock.py"
# What tells the date or the time of day; `time.monotonic` only measures.
OF_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"}
OF_DATES = {"now", "utcnow", "today"}
# Files that must read the machine's own time although the clock is pinned, each with its reason.
ALLOWED = {
    "chassis/cli/backup.py": "names a folder; two backups under a pinned clock must not meet in one",
    "chassis/cli/up.py": "names the folder that is set aside, for the same reason",
    "chassis/events/broker_file.py": "orders messages without a position in the file broker; no date is made of it",
}


def looks(source: str) -> Iterator[str]:
    """Every look at the machine's clock in a source text, as `line: expression`, however it was imported."""
    tree = ast.parse(source)
    names = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            meant = _meant(node, names)
            if _is_look(meant):
                yield f"{node.lineno}: {meant}"


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Local name → what it stands for, for everything that comes from `time` and `datetime`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "datetime"):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def _meant(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name with its first part spelt out."""
    head, dot, rest = ast.unparse(node).partition(".")
    return names.get(head, "") + dot + rest


def _is_look(meant: str) -> bool:
    module, _, rest = meant.partition(".")
    if module == "time":
        return rest in OF_TIME
    return module == "datetime" and rest.partition(".")[0] in ("date", "datetime") and rest.split(".")[-1] in OF_DATES


def found_in(root: Path) -> dict[str, list[str]]:
    """Looks at the clock by file below the root, tests of the project left out."""
    files = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.py"))
    every = {path.relative_to(root).as_posix(): list(looks(path.read_text("utf-8"))) for path in files}
    return {path: lines for path, lines in every.items() if lines and path != THE_CLOCK}


def test_the_machines_clock_is_read_in_one_file() -> None:
    assert {path: lines for path, lines in found_in(ROOT).items() if path not in ALLOWED} == {}


def test_every_exception_is_still_needed_and_none_is_a_service() -> None:
    assert ALLOWED.keys() == found_in(ROOT).keys() & ALLOWED.keys()
    assert not any(path.startswith("services/") for path in ALLOWED)


def test_the_clock_itself_is_seen_to_look() -> None:
    assert {line.partition(": ")[2] for line in looks((ROOT / THE_CLOCK).read_text("utf-8"))} == {
        "time.time", "datetime.datetime.now",
    }  # fmt: skip


PLANTED = [
    "import datetime as dt\ndt.date.today()",
    "import datetime as dt\nnow = dt.datetime.now",
    "import datetime\ndatetime.datetime.now(datetime.UTC)",
    "from datetime import datetime\ndatetime.utcnow()",
    "from datetime import datetime as moment\nmoment.today()",
    "from datetime import date\nfield(default_factory=date.today)",
    "import time\ntime.time()",
    "import time as clock\nclock.localtime()",
    "from time import time\ntime()",
    "from time import strftime as shown\nshown('%Y')",
    "def late():\n    import time\n    return time.time_ns()",
]
HARMLESS = [
    "import time\ntime.monotonic()\ntime.sleep(1)",
    "from chassis.clock import Clock\nClock().now()\nClock().today()",
    "import datetime as dt\ndt.datetime.fromtimestamp(0, dt.UTC)\ndt.datetime.fromisoformat('2026-01-01')",
    "def due(today, now):\n    return today or now",
]


@pytest.mark.parametrize("text", PLANTED)
def test_a_planted_look_is_seen_whatever_it_is_called(tmp_path: Path, text: str) -> None:
    file = tmp_path / "services" / "fifth" / "domain" / "planted.py"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    assert list(found_in(tmp_path)) == ["services/fifth/domain/planted.py"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_asks_the_clock_or_measures_is_no_look(text: str) -> None:
    assert list(looks(text)) == []
