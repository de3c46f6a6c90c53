"""`python -m tests.proofs ledger`: money is conserved, never overdrawn, and never crosses an earmark.

It must not trust the use cases alone: while many clients work at the door, the tables are attacked past them.
"""

from __future__ import annotations

import time
from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.fund_ledger import FUNDS
from tests.proofs.fund_ledger import MUTANTS as FUND_MUTANTS
from tests.proofs.ledger_attacks import STATEMENTS, attack_door, attack_tables, known_of
from tests.proofs.ledger_snapshots import Snapshots
from tests.proofs.money_house import MoneyHouse, money_house
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.services.legal_aid.cases_to_pay import DoneCase, done_case, lawyer
from tests.services.legal_aid.claims import ERROR, brought, claim, state_of, step
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.test_money_model import Money

SOURCES, CLIENTS, SUBSIDY = 5, 32, 140_000
QUICK, FULL = (10.0, 100, 1_000), (60.0, 500, 10_000)
STEPS, TEETH, SEEN, PATIENCE = 50, 20, 10, 60.0


def play_clients(stage: Stage) -> None:
    """Many clients on few sources with too little money, one who reads, one who attacks the tables."""
    seconds, attempts, _ = FULL if stage.full else QUICK
    with money_house(stage) as money:
        counter, who = money.counter, lawyer(money.counter)
        sources = [funded(counter, SUBSIDY * 3 // 2, display_name=f"专项{number}") for number in range(SOURCES)]
        victim = done_case(counter, who)
        held = brought(counter, claim(counter, victim.name, victim.assignments[0], sources[0]), "approve")
        jobs, done = [done_case(counter, who) for _ in range(CLIENTS)], Tally[str]()
        seeds = [stage.random.random() for _ in jobs]
        began, snapshots = time.monotonic(), Snapshots(money.house)
        with ThreadPoolExecutor(CLIENTS + 1) as pool:
            attacks = pool.submit(attack_tables, money.house, STATEMENTS, known_of(held, sources[1]), attempts)
            works = [
                pool.submit(_work, money, job, sources, Random(number), began + seconds, done)
                for job, number in zip(jobs, seeds, strict=True)
            ]
            for work in works:
                work.result()
            crossed = attacks.result()
        crossed += attack_door(money, sources)
        snapshots.stop()
        stage.outcome.faults += [f"crossing: {one} goes through" for one in sorted(set(crossed))] + snapshots.faults
        stage.demand(not money.broken, f"answers: {money.broken}")
        stage.demand(done["FUND_SHORT"] >= TEETH, f"void: only {done['FUND_SHORT']} were refused for lack of money")
        stage.demand(snapshots.count >= SEEN, f"void: only {snapshots.count} snapshots")
        stage.tell(clients=CLIENTS, seconds=int(seconds), paid=done["PAID"], short=done["FUND_SHORT"])
        stage.tell(snapshots=snapshots.count, least_fen=snapshots.least, crossed=f"{len(crossed)}/{attempts}")


def play_model(stage: Stage) -> None:
    """Random commands through the use cases; after each the books are as a plain-Python model has them."""
    _, _, steps = FULL if stage.full else QUICK
    with money_house(stage) as money:
        Money.counter = money.counter
        many = settings(
            max_examples=steps // STEPS, stateful_step_count=STEPS, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        try:
            seeded(stage.random.randrange(10**6))(Money)
            run_state_machine_as_test(Money, settings=many)
        except AssertionError as error:
            stage.demand(False, f"model: {error}")
        stage.tell(commands=f"up to {steps}")


def _work(money: MoneyHouse, job: DoneCase, sources: list[str], random: Random, ends: float, done: Tally[str]) -> None:
    """One client: claim, check, approve, pay and take back, or be refused and let go, again and again."""
    counter = money.counter
    while time.monotonic() < ends or (done["FUND_SHORT"] < TEETH and time.monotonic() < ends + PATIENCE):
        source = random.choice(sources)
        one = money.ask(lambda source=source: claim(counter, job.name, job.assignments[0], source))  # type: ignore[misc]
        for action in ("check", "approve", "pay"):
            if isinstance(one, str) or state_of(one) == "BLOCKED":
                break
            before, one = one, _step(money, action, one)
            if one == "FUND_SHORT":
                done["FUND_SHORT"] += 1
                one = _step(money, "block", before)
        if isinstance(one, str):
            done[one] += 1
        elif state_of(one) == "BLOCKED":
            done["FUND_SHORT"] += 1
            _step(money, "resolve", one, upheld=True)
        else:
            done["PAID"] += 1
            _step(money, "orderReversal", one, reason=ERROR)
            _step(money, "reverse", one)


def _step(money: MoneyHouse, action: str, one: Any, **fields: Any) -> Any:
    chief = {"resolve": money.counter.chief, "block": money.counter.chief}.get(action)
    return money.ask(lambda: step(money.counter, action, one, chief, **fields))


CLIENTS_CASE, MODEL = Case(name="clients", play=play_clients), Case(name="model", play=play_model)
TABLES = "chassis/migrations/0003_ledgers.py"
OVERDRAFT = (
    '        sa.CheckConstraint("may_go_negative OR debits_fen >= credits_fen",'
    ' name="ledger_account_is_not_overdrawn"),\n'
)
EARMARK = 'sa.ForeignKeyConstraint(["entry", "ledger"], own, name="ledger_transfer_of_entry")'
NUMBERED = '        sa.UniqueConstraint("ledger", "number", name="ledger_entry_number"),\n'
MOVES = """       $$ BEGIN
         UPDATE ledger_account SET debits_fen = debits_fen + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.debit;
         UPDATE ledger_account SET credits_fen = credits_fen + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.credit;
         RETURN NULL;
       END $$"""
READS_FIRST = """       $$ DECLARE had bigint; gave bigint; BEGIN
         SELECT debits_fen INTO had FROM ledger_account WHERE ledger = NEW.ledger AND name = NEW.debit;
         SELECT credits_fen INTO gave FROM ledger_account WHERE ledger = NEW.ledger AND name = NEW.credit;
         UPDATE ledger_account SET debits_fen = had + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.debit;
         UPDATE ledger_account SET credits_fen = gave + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.credit;
         RETURN NULL;
       END $$"""
SOURCE_ROWS, BOOKING = "services/legal_aid/persistence/fund_source.py", "chassis/ledger/booking.py"
MUTANTS = (
    Mutant(name="no check against overdraft", case=CLIENTS_CASE, check=("crossing: overdraw",),
           patches=(Patch(file=TABLES, old=OVERDRAFT, new=""),)),
    Mutant(name="a key without the ledger", case=CLIENTS_CASE, check=("crossing: a line in another ledger",),
           patches=(Patch(file=TABLES, old=EARMARK,
                          new='sa.ForeignKeyConstraint(["entry"], ["ledger_entry.name"])'),)),
    Mutant(
        name="read, modify, write",
        case=CLIENTS_CASE, check=("books",),
        patches=(
            Patch(file=TABLES, old=NUMBERED, new=""), Patch(file=TABLES, old=MOVES, new=READS_FIRST),
            Patch(file=TABLES, old=OVERDRAFT, new=""),
            Patch(file=BOOKING, old='sa.bindparam("wanted")).with_for_update()', new='sa.bindparam("wanted"))'),
            Patch(file=SOURCE_ROWS, old="scoped_row(TABLE, name, principal, lock=lock)",
                  new="scoped_row(TABLE, name, principal)"),
        ),
    ),
    *FUND_MUTANTS,
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="ledger", cases=(CLIENTS_CASE, MODEL, FUNDS), mutants=MUTANTS), arguments)
