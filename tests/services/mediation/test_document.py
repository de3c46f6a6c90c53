"""Strangers try the document of mediation, signed in as the clerk of its register and as a mediator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.mediation import journeys
from tests.contract.strangers.system import embedded_system
from tests.contract.strangers.trying import try_document
from tests.e2e.running import Running
from tests.servers.keeper import SharedServers

# Who lists it, by the name of its id in paths and of its collection.
COLLECTIONS = {
    "mediation_organisation": ("guide", "mediationOrganisations"),
    "dispute": ("mediator", "disputes"),
    "referral": ("mediator", "referrals"),
    "reported_total": ("guide", "reportedTotals"),
}


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, servers: SharedServers) -> Iterator[Running]:
    with embedded_system(tmp_path_factory.mktemp("var"), servers) as made:
        for journey in journeys.JOURNEYS:
            journey.run(made.recorder())
        (made.var / "names.json").write_text(json.dumps(_names(made)), encoding="utf-8")
        yield made


def _names(system: Running) -> dict[str, list[str]]:
    recorder = system.recorder()
    return {
        one: [row["name"] for row in recorder.call(who, "GET", f"/v1/mediation/{many}?pageSize=1000").body[many]]
        for one, (who, many) in COLLECTIONS.items()
    }


@pytest.mark.timeout(900)
@pytest.mark.parametrize("account", ["guide", "mediator"])
def test_every_operation_keeps_its_document(system: Running, tmp_path: Path, account: str) -> None:
    unsayable = (("month", "MONTH_NOT_OVER"),)
    try_document(system, tmp_path, service="mediation", account=account, unsayable=unsayable)
