"""Approve and pay many checked expenses: the head approves 200 a call, the cashier pays files of 500 (LA-96, LA-115).

It must not measure how they were entered: they are written beforehand.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from services.legal_aid.domain.payment_batch import MOST_LINES
from tests.bench.progress import bar
from tests.proofs.house import ROOT, SOURCE
from tests.proofs.money_house import MoneyHouse, money_house
from tests.proofs.stage import Stage
from tests.servers.keeper import SharedServers
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.checked_expenses import checked_expenses
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.payments import ask, export, result_of, take

NAMES, FEN = 200, 8650


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
            f" {NAMES} a call, export and import in files of {MOST_LINES} {self.pay_seconds:.0f} s;"
            f" {self.count / whole:.0f} /s, serve held at most {self.peak_mib:.0f} MiB"
        )


def approve_and_pay(count: int) -> Paid:
    """So many payments on PostgreSQL, with a bar on the terminal."""
    with _money() as money, bar(Console(stderr=True)) as progress:
        counter, who = money.counter, lawyer(money.counter)
        source = funded(counter, count * FEN)
        names = checked_expenses(
            counter, done_case(counter, who), source, count, fen=FEN, handler=who.name, unit=who.unit
        )  # fmt: skip
        task, seconds = progress.add_task("approve and pay", total=count), [0.0, 0.0]
        for first in range(0, count, MOST_LINES):
            part = names[first : first + MOST_LINES]
            began = time.monotonic()
            head = counter.person("legal_aid_head", subject="approver")
            for start in range(0, len(part), NAMES):
                ask(counter, "ApprovePayments", head, names=part[start : start + NAMES])
            approved = time.monotonic()
            batch = export(counter, source).name
            take(counter, batch, result_of(counter, batch))
            seconds[0] += approved - began
            seconds[1] += time.monotonic() - approved
            progress.advance(task, len(part))
        if read_fund(counter, source).balances.paid_fen != count * FEN:
            raise RuntimeError("not everything is paid")
        return Paid(count=count, approve_seconds=seconds[0], pay_seconds=seconds[1], peak_mib=_high_water(money) / 1024)


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


def _high_water(money: MoneyHouse) -> int:
    """The most KiB that the kernel ever counted for the serving process."""
    status = Path(f"/proc/{money.house.crew.pid(f'serve-{SOURCE}')}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
