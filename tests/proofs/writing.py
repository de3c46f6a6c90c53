"""One client process that writes to legal_aid until it is told to stop.

It must not judge: what its log says is compared later.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.proofs.client_log import count_acks
from tests.proofs.house import ROOT, House
from tests.proofs.processes import launch

START_LIMIT, STOP_LIMIT, ENOUGH = 120.0, 60.0, 8


class Writing:
    """The client, its log and the faults of its life."""

    def __init__(self, house: House, name: str, *, seed: float, threads: int = 4, pause: float = 0.03) -> None:
        """Start it; the processes of the house may still be coming up."""
        self._house, folder = house, house.folder
        self.log, self._stop = folder / f"{name}-client.jsonl", folder / f"{name}-stop"
        self.faults: list[str] = []
        config = folder / f"{name}-load.json"
        config.write_text(json.dumps({
            "target": f"127.0.0.1:{house.port}", "keys": str(house.settings.keys_dir), "log": str(self.log),
            "places": str(folder / "places.json"), "stop": str(self._stop), "seed": seed, "threads": threads,
            "pause": pause,
        }))  # fmt: skip
        self._process = launch(("-m", "tests.proofs.load", str(config)), folder / "client.log", ROOT, {})

    def await_acks(self, count: int = ENOUGH, limit: float = START_LIMIT) -> None:
        """Go on until so many writes were acknowledged."""
        if not self._house.crew.wait(lambda: count_acks(self.log) >= count, limit):
            self.faults.append(f"load: only {count_acks(self.log)} of {count} acknowledged writes in {limit:.0f} s")

    def stop(self) -> Path:
        """Let every request that is under way come to its end; the log."""
        self._stop.touch()
        if not self._house.crew.wait(lambda: self._process.poll() is not None, STOP_LIMIT):
            self._process.kill()
            self.faults.append("load: requests stay in doubt")
        if self._process.wait():
            self.faults.append(f"load: the client failed: {self._house.crew.log('client')[-500:]}")
        return self.log
