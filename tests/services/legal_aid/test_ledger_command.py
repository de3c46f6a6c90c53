"""`sifa ledger export` writes a source's ledger, and beancount and hledger come to our balances, to the fen."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import realization

from chassis.cli.main import EXIT_USAGE, find_commands
from chassis.ledger.reading import load_balances
from services.legal_aid.commands import UNKNOWN, run_ledger
from services.legal_aid.domain.fund_balance import EXPORTED
from tests.servers.profiles import Profile
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ERROR, brought, claim, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, approve, fund, funded, propose

NOBODYS = "fundSources/0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"


@pytest.fixture(autouse=True)
def on_the_profile(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in profile.environ("legal_aid").items():
        monkeypatch.setenv(key, value)


@pytest.fixture
def source(counter: Counter) -> str:
    """A source with an entry of every kind."""
    name = funded(counter, 30_000_001)
    for end in ("pay", "approve", "reverse"):
        done = done_case(counter)
        made = brought(counter, claim(counter, done.name, done.assignments[0], name), "approve")
        if end != "approve":
            made = step(counter, "pay", made)
        if end == "reverse":
            step(counter, "reverse", step(counter, "orderReversal", made, reason=ERROR))
    stopped = done_case(counter)
    step(counter, "block", brought(counter, claim(counter, stopped.name, stopped.assignments[0], name), "approve"))
    following = fund(counter, year=2027).name
    approve(counter, propose(counter, "CarryOverFundSource", name, amount_fen=7, arrived_fen=3, carried_into=following,
                             document=f'{DOCUMENT}"；; |'))  # fmt: skip
    return name


def written(source: str, form: str, file: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run_ledger(["export", source, "--format", form]) == 0
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    return file


def ours(counter: Counter, source: str) -> dict[str, int]:
    with counter.door.service.database.read() as session:
        return load_balances(session, source)


def fen(yuan: Decimal) -> int:
    assert yuan * 100 == int(yuan * 100)
    return int(yuan * 100)


@pytest.mark.rule("LA-90", "M-01")
def test_beancount_accepts_the_ledger_and_agrees(
    counter: Counter, source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(source, "beancount", tmp_path / "ledger.beancount", capsys)
    check = subprocess.run([Path(sys.executable).with_name("bean-check"), file], check=False, timeout=60)
    assert check.returncode == 0
    directives, errors, _ = loader.load_file(str(file))
    assert errors == []
    tree = realization.realize(directives)
    found = {
        name: fen(realization.get(tree, account).balance.get_currency_units("CNY").number)
        for name, account in EXPORTED.items()
    }
    assert found == ours(counter, source)
    assert sum(found.values()) == 0
    assert found["EXECUTED"] == 140_000


@pytest.mark.rule("LA-90", "M-01")
def test_hledger_accepts_the_ledger_and_agrees(
    counter: Counter, source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["hledger", "-f", str(written(source, "hledger", tmp_path / "ledger.journal", capsys))]
    subprocess.run([*base, "check", "--strict"], check=True, timeout=60)
    shown = subprocess.run(
        [*base, "balance", "-N", "--flat", "-E", "-O", "csv"], check=True, capture_output=True, text=True, timeout=60
    )
    rows = dict(list(csv.reader(shown.stdout.splitlines()))[1:])
    found = {name: fen(Decimal(rows.get(account, "0").removesuffix(" CNY"))) for name, account in EXPORTED.items()}
    assert found == ours(counter, source)


def test_an_empty_ledger_is_written_as_well(
    counter: Counter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(
        fund(counter).name.upper().replace("FUNDSOURCES", "fundSources"), "beancount", tmp_path / "x", capsys
    )
    assert loader.load_file(str(file))[1] == []


def test_an_unknown_source_and_a_word_that_is_none_are_told_apart(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_ledger(["export", NOBODYS]) == UNKNOWN
    assert NOBODYS in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        run_ledger(["export", "经费"])
    assert stopped.value.code == EXIT_USAGE
    assert "ledger" in find_commands()
    assert counter.institution
