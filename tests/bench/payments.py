"""Approve and pay many checked expenses: the head approves each, the cashier pays them in files of 500 (LA-96, LA-115).

It must not measure how they were entered: they are written beforehand.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from services.legal_aid.domain.payment_batch import MOST_LINES
from tests.doors import Identity
from tests.proofs.house import ROOT, SOURCE
from tests.proofs.money_house import MoneyHouse, money_house
from tests.proofs.stage import Stage
from tests.servers.keeper import SharedServers
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.checked_expenses import checked_expenses
from tests.services.legal_aid.claims import Expense, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.payments import export, result_of, take

CALLERS, FEN = 8, 8650


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What it took; `peak_mib` is the most memory that the serving process ever held."""

    count: int
    approve_seconds: float
    pay_seconds: float
    peak_mib: float

    def lines(self) -> Iterator[str]:
        """What is printed."""
        whole = self.approve_seconds + self.pay_seconds
        yield (
            f"{self.count:,} payments approved and paid in {whole:.0f} s: approving {self.approve_seconds:.0f} s by"
            f" {CALLERS} callers, export and import in files of {MOST_LINES} {self.pay_seconds:.0f} s;"
            f" {self.count / whole:.0f} /s, serve held at most {self.peak_mib:.0f} MiB"
        )


def approve_and_pay(count: int) -> Paid:
    """So many payments on PostgreSQL, with a bar on the terminal."""
    with _money() as money, _bar() as bar:
        counter, who = money.counter, lawyer(money.counter)
        source = funded(counter, count * FEN)
        names = checked_expenses(
            counter, done_case(counter, who), source, count, fen=FEN, handler=who.name, unit=who.unit
        )  # fmt: skip
        task, seconds = bar.add_task("approve and pay", total=count), [0.0, 0.0]
        for first in range(0, count, MOST_LINES):
            part = names[first : first + MOST_LINES]
            began = time.monotonic()
            head = counter.person("legal_aid_head", subject="approver")
            told = money.at_once(CALLERS, partial(_approve, counter, head, part))
            if any(isinstance(one, str) for one in told):
                raise RuntimeError(str(told))
            approved = time.monotonic()
            batch = export(counter, source).name
            take(counter, batch, result_of(counter, batch))
            seconds[0] += approved - began
            seconds[1] += time.monotonic() - approved
            bar.advance(task, len(part))
        if read_fund(counter, source).balances.paid_fen != count * FEN:
            raise RuntimeError("not everything is paid")
        return Paid(count=count, approve_seconds=seconds[0], pay_seconds=seconds[1], peak_mib=_high_water(money) / 1024)


def _approve(counter: Counter, head: Identity, names: list[str], place: int) -> int:
    mine = names[place::CALLERS]
    for name in mine:
        step(counter, "approve", Expense(name=name), head)
    return len(mine)


@contextmanager
def _money() -> Iterator[MoneyHouse]:
    with tempfile.TemporaryDirectory(prefix="sifa-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        servers = SharedServers(folder, os.getpid())
        stage = Stage(folder / "payments", servers, ROOT, 1, full=False)
        try:
            with stage.exits, money_house(stage) as money:
                yield money
        finally:
            for crew in stage.crews:
                crew.abandon()
            servers.stop()


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _high_water(money: MoneyHouse) -> int:
    """The most KiB that the kernel ever counted for the serving process."""
    status = Path(f"/proc/{money.house.crew.pid(f'serve-{SOURCE}')}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
