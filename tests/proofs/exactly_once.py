"""`python -m tests.proofs exactly-once`: no acknowledged write is lost, each event takes effect once and in order.

Four settings: no broker at all, the file broker, RabbitMQ, and a RabbitMQ that loses half. It must not be green when
the faults had no teeth: too few duplicates make a run void.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import time
from pathlib import Path

from tests.proofs.house import FILE, NONE, RABBIT, House, Plan
from tests.proofs.mutants import MUTANTS, judge_mutants
from tests.proofs.scenario import Outcome, Scenario, Size, play
from tests.servers.keeper import SharedServers

FAILPOINTS = "after_publish=0.02,after_commit_before_ack=0.01,after_commit_before_response=0.01"
PLANS = (
    Plan(name="no broker, SQLite", broker=NONE, postgres=False, failpoints=FAILPOINTS),
    Plan(name="file broker, SQLite", broker=FILE, postgres=False, failpoints=FAILPOINTS),
    Plan(name="RabbitMQ, PostgreSQL", broker=RABBIT, postgres=True, failpoints=FAILPOINTS, consumers=2),
    Plan(name="half-deaf RabbitMQ, PostgreSQL", broker=RABBIT, postgres=True,
         failpoints=f"{FAILPOINTS},lose_message=0.5"),
)  # fmt: skip
QUICK, FULL = (
    Size(acks=300, seconds=9, kills=7, duplicates=5),
    Size(acks=2000, seconds=60, kills=40, duplicates=20, patience=600),
)
SMALL = Size(acks=40, seconds=0, kills=0)
RESTORED = (1, 2)
# P1 and P9 promise that everything has arrived a minute after the faults have ended.
DRAIN_LIMIT = 60.0


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants. Exit code 1 when a check failed or a mutant was not seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs exactly-once")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", action="store_true", help="about two and a half minutes (default)")
    sizes.add_argument(
        "--full", action="store_true", help="many times the load and the kills, with a restore in every setting"
    )
    parser.add_argument("--seed", type=int, help="repeats the schedule of kills and the load of an earlier run")
    parser.add_argument("--mutants", action="store_true", help="show that five broken cores turn it red")
    parser.add_argument("--only", help="run the settings or mutants whose name holds this text")
    parser.add_argument("--keep", action="store_true", help="keep databases and logs")
    given = parser.parse_args(arguments)
    names = [item.name for item in (MUTANTS if given.mutants else PLANS)]
    if given.only and not any(given.only in name for name in names):
        parser.error(f"--only fits none of: {'; '.join(names)}")
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"exactly-once: seed {seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="sifa-proof-"))
    servers = SharedServers(folder, os.getpid())
    began = time.monotonic()
    try:
        if given.mutants:
            green = judge_mutants(folder, servers, seed, given.only or "")
        else:
            green = prove(folder, servers, seed, FULL if given.full else QUICK, given.only or "", everywhere=given.full)
    finally:
        servers.stop()
        if given.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"exactly-once: {'green' if green else 'RED'} in {time.monotonic() - began:.0f} s, seed {seed}")
    return 0 if green else 1


def prove(folder: Path, servers: SharedServers, seed: int, size: Size, only: str, *, everywhere: bool) -> bool:
    """All settings, one line each, and every fault."""
    servers.start()
    faults = 0
    for number, plan in enumerate(PLANS):
        if only not in plan.name:
            continue
        house = House(plan, folder / f"setting_{number + 1}", servers)
        steps = ["load", "calm", "drain", "compare", "duplicates", "resend"]
        steps += ["restore", "compare", "finish"] if everywhere or number in RESTORED else ["finish"]
        outcome = play(Scenario(house, seed, drain_limit=DRAIN_LIMIT), steps, size, SMALL)
        report(plan.name, outcome)
        faults += len(outcome.faults)
    return faults == 0


def report(name: str, outcome: Outcome) -> None:
    """One line of figures, one for each fault."""
    print(f"  {'RED  ' if outcome.faults else 'green'} {name}: {outcome.line}", flush=True)
    for fault in outcome.faults:
        print(f"        {fault}", flush=True)
