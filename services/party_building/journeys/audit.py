"""Let other people's bookkeeping programs check a fund's ledger and its balance.

It must not claim a check that did not run.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from chassis.kernel.money import yuan
from services.party_building.domain.fund_allocation import AVAILABLE, EXPORTED

FUND = EXPORTED[AVAILABLE]
SECONDS = 60


def audit(beancount: str, hledger: str, balance_fen: int, after: dt.date) -> tuple[bool, str]:
    """Whether every program that is installed accepts the ledger and the balance; which ones those were."""
    amount = yuan(balance_fen)
    # Without a tolerance of its own beancount lets a balance be a fen off.
    stands = f"{after} balance {FUND} {amount} ~ 0.001 CNY"
    asserted = f"{after} * balance\n  {FUND}  0.00 CNY = {amount} CNY"
    asked = (
        ("bean-check", "fund.beancount", f"{beancount}\n{stands}\n", ()),
        ("hledger", "fund.journal", f"{hledger}\n{asserted}\n", ("check", "-s")),
    )
    found = [_run(program, name, text, more) for program, name, text, more in asked]
    return all(ok for ok, _ in found), ", ".join(said for _, said in found)


def _run(program: str, name: str, text: str, more: tuple[str, ...]) -> tuple[bool, str]:
    beside = Path(sys.executable).with_name(program)
    path = str(beside) if beside.exists() else shutil.which(program)
    if path is None:
        return True, f"{program} is not installed here: NOT checked by it"
    with tempfile.TemporaryDirectory(prefix="sifa-audit-") as folder:
        file = Path(folder) / name
        file.write_text(text, encoding="utf-8")
        command = [path, "-f", str(file), *more] if more else [path, str(file)]
        done = subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)
    return done.returncode == 0, f"{program} {'accepts' if done.returncode == 0 else 'REFUSES'} ledger and balance"
