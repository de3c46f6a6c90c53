"""`python -m tests.rules.collected`: which tests bear the mark of which rule, as pytest collects them, one JSON object.

It must not run a test. Marks of single parameters and marks that are computed are there, as no syntax tree shows them.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections import defaultdict

import pytest

from tests.rules.citations import ROOT

SECONDS = 120


class Collector:
    """A plug-in of pytest that notes the rules of every test."""

    def __init__(self) -> None:
        self.found = defaultdict[str, list[str]](list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Rule id → node ids."""
        for item in session.items:
            for rule in sorted({str(rule) for mark in item.iter_markers("rule") for rule in mark.args}):
                self.found[rule].append(item.nodeid)


def tests_by_rule() -> dict[str, list[str]]:
    """Rule id → node ids with their parameters; collected by a process of its own."""
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def main() -> int:
    """Collect and print."""
    collector = Collector()
    with contextlib.redirect_stdout(io.StringIO()):
        code = pytest.main(["-q", "--collect-only", "-m", "rule", "--rootdir", str(ROOT)], plugins=[collector])
    sys.stdout.write(json.dumps(collector.found))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
