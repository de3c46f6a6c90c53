"""beancount and hledger accept what a ledger is written as, and come to our balances, to the fen."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import realization

from chassis.kernel.ledger import Draft, EntryKind, Transfer, post
from chassis.ledger.booking import book, open_ledger
from chassis.ledger.export import to_beancount, to_hledger
from chassis.ledger.reading import load_balances, read_entries
from chassis.service import Service
from tests.store.clocks import day, tx_on

FUND = "fundSources/local-2026"
NAMES = {
    "TREASURY": "Equity:Treasury", "AVAILABLE": "Assets:Available", "RESERVED": "Assets:Reserved",
    "PAID": "Expenses:Subsidy",
}  # fmt: skip
SPITEFUL = '文号"；; | \\ (2026)\n1 号'


@pytest.fixture
def service(supervision: Service) -> Service:
    with supervision.database.write() as session:
        open_ledger(session, FUND, {name: name == "TREASURY" for name in NAMES})
    with tx_on(supervision, "2026-06-15") as tx:
        _, reserved, *_ = book(tx, FUND, [
            _draft(EntryKind.BOOK, "TREASURY", "AVAILABLE", 30_000_001, document=SPITEFUL),
            *(_draft(EntryKind.RESERVE, "AVAILABLE", "RESERVED", amount) for amount in (140_007, 1, 99)),
        ])  # fmt: skip
        lines = post(reserved, "PAID")
        book(tx, FUND, [Draft(
            kind=EntryKind.POST, purpose="付款", subject="claims/1", transfers=lines, booked_date=day("2026-07-01"),
            made_by="a", approved_by="b", settles=reserved.name,
        )])  # fmt: skip
    return supervision


def _draft(kind: EntryKind, credit: str, debit: str, amount: int, document: str = "") -> Draft:
    line = Transfer(debit=debit, credit=credit, amount_fen=amount)
    return Draft(
        kind=kind, purpose="拨款", subject="claims/1", transfers=(line,), booked_date=day("2026-06-15"), made_by="a",
        approved_by="b", document=document,
    )  # fmt: skip


def written(file: Path, lines: Iterable[str]) -> Path:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def in_beancount(service: Service, file: Path, up_to: int) -> dict[str, int]:
    """Fen by account as beancount adds them up; its own checker must have nothing to say."""
    with service.database.read() as session:
        entries = list(read_entries(session, FUND, up_to=up_to))
    written(file, to_beancount(entries, NAMES, dt.date(2026, 1, 1)))
    check = [sys.executable, "-c", "import sys; from beancount.scripts.check import main; sys.exit(main())", str(file)]
    assert subprocess.run(check, check=False, capture_output=True, timeout=60).returncode == 0
    directives, errors, _ = loader.load_file(str(file))
    assert errors == []
    tree = realization.realize(directives)
    return {
        name: _fen(realization.get(tree, account).balance.get_currency_units("CNY").number)
        for name, account in NAMES.items()
    }


def in_hledger(service: Service, file: Path, up_to: int) -> dict[str, int]:
    """Fen by account as hledger adds them up, checked strictly."""
    with service.database.read() as session:
        written(file, to_hledger(read_entries(session, FUND, up_to=up_to), NAMES))
    base = ["hledger", "-f", str(file)]
    subprocess.run([*base, "check", "--strict"], check=True, timeout=60)
    shown = subprocess.run(
        [*base, "balance", "-N", "--flat", "-E", "-O", "csv"], check=True, capture_output=True, text=True, timeout=60
    )
    rows = dict(list(csv.reader(shown.stdout.splitlines()))[1:])
    return {
        name: _fen(Decimal(rows[account].removesuffix(" CNY"))) for name, account in NAMES.items() if account in rows
    }


def _fen(yuan: Decimal) -> int:
    fen = yuan * 100
    assert fen == int(fen)
    return int(fen)


@pytest.mark.rule("M-01")
@pytest.mark.parametrize("up_to", [1, 3, 5])
def test_others_add_up_to_our_balances(service: Service, tmp_path: Path, up_to: int) -> None:
    beancount = in_beancount(service, tmp_path / "ledger.beancount", up_to)
    hledger = in_hledger(service, tmp_path / "ledger.journal", up_to)
    assert {**dict.fromkeys(NAMES, 0), **hledger} == beancount
    if up_to == 5:
        with service.database.read() as session:
            assert beancount == load_balances(session, FUND)
    assert sum(beancount.values()) == 0


def test_the_text_is_the_same_whenever_it_is_written_at_a_position(service: Service) -> None:
    with service.database.read() as session:
        before = list(to_hledger(read_entries(session, FUND, up_to=3), NAMES))
    with tx_on(service, "2026-08-01") as tx:
        book(tx, FUND, [_draft(EntryKind.RESERVE, "AVAILABLE", "RESERVED", 5)])
    with service.database.read() as session:
        assert list(to_hledger(read_entries(session, FUND, up_to=3), NAMES)) == before
