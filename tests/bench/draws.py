"""A draw over as many as the nation has, and its verification by the published program, in one process each.

It must not judge: it prints what it measured. Fetching the rosters is left out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from services.supervision.domain.draw import DrawStratum
from services.supervision.domain.draw_roster import DrawOfficer
from tests.services.supervision.proofs_of_draws import PYTHON, proof_of

NATION = {"offices": 13_000, "practitioners": 56_000, "firms": 38_600}
OFFICERS, PERCENT = 40, 10
SECRETS = ("11" * 32, "22" * 32)


def measure_draws() -> Iterator[str]:
    """A line for each roster, and one for all of them in one."""
    rosters = {kind: [f"{kind}/{number:036d}" for number in range(count)] for kind, count in NATION.items()}
    everybody = [one for ids in rosters.values() for one in ids]
    for kind, roster in {**rosters, "together": everybody}.items():
        yield _measure(kind, roster)


def _measure(kind: str, ids: list[str]) -> str:
    officers = [DrawOfficer(name=f"inspectionOfficers/{number}", barred=()) for number in range(OFFICERS)]
    began = time.perf_counter()
    proof, found = proof_of(
        f"draws/{kind}", dict.fromkeys(ids, DrawStratum.ORDINARY), officers, SECRETS, "FC-SSQ-2026135:03+08",
        percent=PERCENT,
    )  # fmt: skip
    drawn = time.perf_counter() - began
    with tempfile.TemporaryDirectory(prefix="sifa-bench-") as folder:
        file = Path(folder) / "bundle.json"
        file.write_text(proof.text, encoding="utf-8")
        began = time.perf_counter()
        subprocess.run([*PYTHON, str(file), proof.sha256], check=True, stdout=sys.stderr)
        verified = time.perf_counter() - began
    size = f"{len(ids):,} {kind}, {len(found.assignments):,} drawn"
    return f"  {size:48} drawn and proved in {drawn:5.1f} s, verified in {verified:5.1f} s"
