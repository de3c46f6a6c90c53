"""Strangers try the documents of the registers: grassroots_offices and party_building."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.strangers.system import PEOPLE, token_of
from tests.contract.strangers.trying import populated_system, try_document
from tests.e2e.running import Running
from tests.servers.keeper import SharedServers

OF_SERVICE = {
    "grassroots_offices": ("grassroots", "city"),
    "party_building": ("party", "superior", "secretary", "office", "city"),
}


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, servers: SharedServers) -> Iterator[Running]:
    with populated_system(tmp_path_factory.mktemp("var"), servers) as made:
        yield made


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("service", "account"), [(service, account) for service, accounts in OF_SERVICE.items() for account in accounts]
)
def test_every_operation_keeps_its_document(system: Running, tmp_path: Path, account: str, service: str) -> None:
    try_document(system, tmp_path, service=service, account=account)


def test_no_demo_account_was_locked_out_by_the_trying(system: Running) -> None:
    for account in PEOPLE:
        assert token_of(system, account)
