"""A fund's ledger over the API is what other people's programs check, and nobody claims a check that did not run."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import grpc
import pytest
from sifa.party_building.v1 import fund_statement_pb2 as pb

from services.party_building.journeys.audit import audit
from tests.doors import refused
from tests.services.party_building.registry import Registry, new_name
from tests.services.party_building.test_fund_spends import act, funded, propose, report

AFTER = dt.date(2026, 7, 1)


def ledger(registry: Registry, office: str, form: pb.LedgerForm.ValueType) -> str:
    name = office.replace("offices/", "fundLedgers/")
    found: pb.FundLedger = registry.call("GetFundLedger", name=name, form=form)
    assert (found.name, found.form) == (name, form)
    return found.text


@pytest.fixture
def written(registry: Registry) -> tuple[str, str]:
    """A fund with a month, a spending and a correction, in both syntaxes; 1,200.00 yuan are left."""
    office, _ = funded(registry)
    act(registry, "ApproveFundSpend", propose(registry, office, 120_000).name)
    report(registry, office, 8_000_000, version=2)
    return ledger(registry, office, pb.LEDGER_FORM_BEANCOUNT), ledger(registry, office, pb.LEDGER_FORM_HLEDGER)


def test_both_programs_accept_the_ledger_and_its_balance(written: tuple[str, str]) -> None:
    assert audit(*written, 120_000, AFTER) == (
        True, "bean-check accepts ledger and balance, hledger accepts ledger and balance",
    )  # fmt: skip


def test_a_balance_that_is_a_fen_off_is_refused_by_both(written: tuple[str, str]) -> None:
    assert audit(*written, 120_001, AFTER) == (
        False, "bean-check REFUSES ledger and balance, hledger REFUSES ledger and balance",
    )  # fmt: skip


def test_a_program_that_is_missing_is_named_as_missing(
    written: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    ok, said = audit(*written, 120_001, AFTER)
    assert ok
    assert said.count("is not installed here: NOT checked by it") == 2


def test_another_county_reads_no_ledger(registry: Registry) -> None:
    office, _ = funded(registry)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    name = office.replace("offices/", "fundLedgers/")
    hidden = refused(lambda: registry.call("GetFundLedger", neighbour, name=name, form=pb.LEDGER_FORM_HLEDGER))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    absent = refused(lambda: ledger(registry, new_name("offices"), pb.LEDGER_FORM_HLEDGER))
    assert absent.code == grpc.StatusCode.NOT_FOUND
