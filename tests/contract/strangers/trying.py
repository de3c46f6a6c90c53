"""schemathesis tries every operation of a document against a whole system, signed in as one of its people.

It looks for server errors, undocumented statuses and content types, replies that do not fit their schema, sound
requests that are refused although the document says nothing of it, bad ones that are taken, and open doors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from services.party_building import journeys as party
from tests.contract.strangers.system import (
    embedded_system,
    existing_names,
    open_applications,
    report_income,
    token_of,
)
from tests.e2e.running import Running
from tests.servers.keeper import SharedServers

HERE = Path(__file__).parent
TOOL = Path(sys.executable).with_name("schemathesis")
# Who may do most of a service tries all of it; the others meet the same rules for fields, and mostly closed doors.
WHOLE = ("--phases", "examples,coverage,fuzzing")
FURTHER = ("--phases", "examples,fuzzing", "--max-examples", "5")
HOW = {
    "clerk": WHOLE, "head": FURTHER, "leader": FURTHER, "grassroots": WHOLE, "city": FURTHER, "party": WHOLE,
    "superior": FURTHER, "secretary": FURTHER, "office": FURTHER,
}  # fmt: skip


@contextmanager
def populated_system(folder: Path, servers: SharedServers) -> Iterator[Running]:
    """A system with things of most kinds and states; their names stand in a file for the tool."""
    with embedded_system(folder, servers) as made:
        open_applications(made.recorder())
        report_income(made.recorder())
        for journey in party.JOURNEYS:
            journey.run(made.recorder())
        names = json.dumps(existing_names(made.recorder()))
        (made.var / "names.json").write_text(names, encoding="utf-8")
        yield made


def try_document(
    system: Running, folder: Path, *, service: str, account: str, unsayable: Iterable[tuple[str, str]] = ()
) -> None:
    """Let the tool try the service's document as the account. Raises AssertionError with what it found.

    `unsayable` are fields and reasons of refusals that no schema can state, beside those that are known to `hooks`.
    """
    pids = system.roles()
    environ = os.environ | {
        "STRANGER_TOKEN": token_of(system, account),
        "STRANGER_NAMES": str(system.var / "names.json"),
        "STRANGER_UNSAYABLE": json.dumps(list(unsayable)),
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[2]), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        [
            str(TOOL), "--config-file", str(HERE / "schemathesis.toml"), "run",
            f"{system.base}/openapi/{service}.json", *HOW.get(account, WHOLE),
        ],
        env=environ, cwd=folder, capture_output=True, text=True, timeout=880, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in system.log()
    assert "internal error" not in system.log()
    assert system.roles() == pids
