"""The process that asks the gateway, and what it was answered in a part of the run.

It must not judge.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.proofs.house import LISTENER, ROOT, SOURCE, House
from tests.proofs.load import DIVISION
from tests.proofs.processes import launch
from tests.proofs.windows import Latency, Window, latency_of

STOP_LIMIT, OK = 45.0, 200
QUESTIONS = {
    SOURCE: {"path": "/v1/legal-aid/applications?pageSize=1", "role": "legal_aid_clerk"},
    LISTENER: {"path": "/v1/supervision/institutionTallies?pageSize=1", "role": "supervision_officer"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one question was answered in one window."""

    statuses: Mapping[int, int]
    latency: Latency

    @property
    def asked(self) -> int:
        """How often it was asked."""
        return sum(self.statuses.values())

    def are(self, *allowed: int) -> bool:
        """Whether there were answers, and no other than these."""
        return bool(self.statuses) and set(self.statuses) <= set(allowed)

    def __str__(self) -> str:
        """As it stands in a line of figures."""
        counts = " ".join(f"{count}x{status}" for status, count in sorted(self.statuses.items()))
        return f"{counts} p50 {self.latency.p50:.0f} p99 {self.latency.p99:.0f} max {self.latency.most:.0f} ms"


class Asking:
    """Asks each service one question that reads its database, through the gateway."""

    def __init__(self, house: House, *, timeout: str = "5S", pause: float = 0.05) -> None:
        """`timeout` as in the header Grpc-Timeout."""
        self._house, folder = house, house.folder
        self._log, self._stop, config = folder / "asked", folder / "asked-stop", folder / "asked.json"
        questions = [{"name": name, "timeout": timeout, **asked} for name, asked in QUESTIONS.items()]
        config.write_text(json.dumps({
            "base": house.base, "keys": str(house.settings.keys_dir), "log": str(self._log), "stop": str(self._stop),
            "division": DIVISION, "pause": pause, "questions": questions,
        }))  # fmt: skip
        self._process = launch(("-m", "tests.proofs.probe", str(config)), folder / "probe.log", ROOT, {})

    def is_answered(self) -> bool:
        """Whether the last answer to each question was OK."""
        return all(rows and rows[-1]["status"] == OK for rows in map(self._rows, QUESTIONS))

    def first_ok(self, name: str, after: float) -> float:
        """The moment of the first good answer to a question asked after a moment; 0 when there was none."""
        return next((row["at"] + row["seconds"] for row in self._rows(name)
                     if row["at"] >= after and row["status"] == OK), 0.0)  # fmt: skip

    def answers(self, name: str, window: Window) -> Answers:
        """What was asked and answered in the window."""
        rows = [row for row in self._rows(name) if window.holds(row["at"]) and window.holds(row["at"] + row["seconds"])]
        statuses = Counter(int(row["status"]) for row in rows)
        return Answers(statuses=statuses, latency=latency_of([row["seconds"] for row in rows]))

    def stop(self) -> None:
        """Let the questions that are under way be answered."""
        self._stop.touch()
        if not self._house.crew.wait(lambda: self._process.poll() is not None, STOP_LIMIT):
            self._process.kill()
        self._process.wait()

    def _rows(self, name: str) -> list[dict[str, float]]:
        file = Path(f"{self._log}-{name}")
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]
