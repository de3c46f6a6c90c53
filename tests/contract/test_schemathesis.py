"""schemathesis tries every operation of every document against a whole system, signed in as three people in turn.

It looks for server errors, undocumented statuses and content types, replies that do not fit their schema, sound
requests that are refused although the document says nothing of it, bad ones that are taken, and open doors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.party_building import journeys as party
from tests.contract.strangers.system import (
    PEOPLE,
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
WHOLE, FURTHER = "examples,coverage,fuzzing", "examples,fuzzing"
PHASES = {
    "clerk": WHOLE, "head": FURTHER, "leader": FURTHER, "grassroots": WHOLE, "city": FURTHER, "party": WHOLE,
    "superior": FURTHER, "secretary": FURTHER, "office": FURTHER,
}  # fmt: skip
OF_SERVICE = {
    "legal_aid": ("clerk", "head", "leader"), "supervision": ("clerk", "head", "leader"),
    "identity": ("clerk", "head", "leader"), "grassroots_offices": ("grassroots", "city"),
    "party_building": ("party", "superior", "secretary", "office", "city"),
}  # fmt: skip


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, servers: SharedServers) -> Iterator[Running]:
    with embedded_system(tmp_path_factory.mktemp("var"), servers) as made:
        open_applications(made.recorder())
        report_income(made.recorder())
        for journey in party.JOURNEYS:
            journey.run(made.recorder())
        names = json.dumps(existing_names(made.recorder()))
        (made.var / "names.json").write_text(names, encoding="utf-8")
        yield made


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("service", "account"), [(service, account) for service, accounts in OF_SERVICE.items() for account in accounts]
)
def test_every_operation_keeps_its_document(system: Running, tmp_path: Path, account: str, service: str) -> None:
    pids = system.roles()
    environ = os.environ | {
        "STRANGER_TOKEN": token_of(system, account),
        "STRANGER_NAMES": str(system.var / "names.json"),
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(
        [
            str(TOOL), "--config-file", str(HERE / "strangers" / "schemathesis.toml"), "run",
            f"{system.base}/openapi/{service}.json", "--phases", PHASES[account],
        ],
        env=environ, cwd=tmp_path, capture_output=True, text=True, timeout=880, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in system.log()
    assert "internal error" not in system.log()
    assert system.roles() == pids


def test_no_demo_account_was_locked_out_by_the_trying(system: Running) -> None:
    for account in PEOPLE:
        assert token_of(system, account)
