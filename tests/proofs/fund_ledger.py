"""Cases of the proof `ledger` on the party-building funds: what offices report becomes 3% of it, and no more is spent.

It must not trust the events: consumers are killed while reports arrive, and every event is delivered again.
"""

from __future__ import annotations

import time
from collections import Counter as Tally
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random

import sqlalchemy as sa

from services.party_building.domain.fund_allocation import ALLOCATED, AVAILABLE, SPENT
from tests.proofs.command import Case, Mutant
from tests.proofs.fund_books import faults_of
from tests.proofs.fund_house import HEARS, SHORT, FundHouse, drain, fund_house
from tests.proofs.ledger_attacks import attack_tables, on_ledgers
from tests.proofs.ledger_snapshots import Snapshots
from tests.proofs.resend import deliver_again
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch

OFFICES, CLIENTS = 3, 16
QUICK, FULL = (10.0, 100, 3), (60.0, 500, 15)
TEETH, SEEN, REPORTS, PATIENCE = 20, 10, 50, 60.0
STATEMENTS = {
    **on_ledgers(inflow=(AVAILABLE, ALLOCATED), outflow=(AVAILABLE, SPENT)),
    "delete an entry": "DELETE FROM ledger_entry WHERE name = :entry",
}
FIRST = sa.text("SELECT name FROM ledger_entry WHERE ledger = :ledger ORDER BY number LIMIT 1")
WORKS = (FundHouse.report, FundHouse.report, FundHouse.spend, FundHouse.spend, FundHouse.book, FundHouse.check)


def play_funds(stage: Stage) -> None:
    """Many clients report, correct, spend, book and true up; consumers die; the tables are attacked meanwhile."""
    seconds, attempts, kills = FULL if stage.full else QUICK
    with fund_house(stage, OFFICES) as funds:
        seeds = [stage.random.random() for _ in range(CLIENTS)]
        began, done, snapshots = time.monotonic(), Tally[str](), Snapshots(funds.house, HEARS)
        with ThreadPoolExecutor(CLIENTS + 1) as pool:
            attacks = pool.submit(attack_tables, funds.house, STATEMENTS, _known(funds), attempts, name=HEARS)
            works = [pool.submit(_work, funds, Random(seed), began + seconds, done) for seed in seeds]
            _kill_consumers(funds, works, stage.random, began, seconds / kills)
            for work in works:
                work.result()
            crossed = attacks.result()
        drain(funds)
        doubles = deliver_again(funds.house, stage.random)
        for office in funds.offices:
            funds.check(stage.random, office)
        snapshots.stop()
        stage.outcome.faults += [f"crossing: {one} goes through" for one in sorted(set(crossed))] + snapshots.faults
        stage.outcome.faults += list(faults_of(funds))
        stage.demand(not funds.broken, f"answers: {funds.broken}")
        short = sum(count for answer, count in funds.answers.items() if answer.endswith(SHORT))
        killed = sum(count for name, count in funds.house.crew.kills.items() if name.startswith("consume"))
        stage.demand(short >= TEETH, f"void: only {short} were refused for lack of money")
        stage.demand(snapshots.count >= SEEN, f"void: only {snapshots.count} snapshots")
        stage.demand(doubles >= REPORTS, f"void: only {doubles} events were delivered again")
        stage.demand(killed, "void: no consumer was killed")
        stage.tell(clients=CLIENTS, seconds=int(seconds), works=done.total(), short=short, killed=killed)
        stage.tell(again=doubles, snapshots=snapshots.count, crossed=f"{len(crossed)}/{attempts}")


def _work(funds: FundHouse, random: Random, ends: float, done: Tally[str]) -> None:
    """One client, until the time is over and enough were refused for lack of money."""
    while time.monotonic() < ends or (_short(funds) < TEETH and time.monotonic() < ends + PATIENCE):
        work = random.choice(WORKS)
        work(funds, random, random.choice(funds.offices))
        done[work.__name__] += 1


def _short(funds: FundHouse) -> int:
    return sum(count for answer, count in list(funds.answers.items()) if answer.endswith(SHORT))


def _kill_consumers(funds: FundHouse, works: list[Future[None]], random: Random, began: float, pause: float) -> None:
    """Keep the house running; now and then one of the consumers of reports dies."""
    crew, due = funds.house.crew, began + pause

    def is_over() -> bool:
        nonlocal due
        if time.monotonic() >= due:
            due += pause
            crew.kill(f"consume-{random.randint(1, funds.house.plan.consumers)}")
        return all(work.done() for work in works)

    crew.wait(is_over, 10 * PATIENCE)


def _known(funds: FundHouse) -> dict[str, object]:
    """An entry of the first fund, and another fund."""
    ours, theirs, *_ = (office.replace("offices/", "funds/") for office in funds.offices)
    with funds.house.reading(HEARS) as session:
        entry = session.execute(FIRST, {"ledger": ours}).scalar_one()
    return {"ours": ours, "theirs": theirs, "entry": entry}


FUNDS = Case(name="funds", play=play_funds)
TABLES = "chassis/migrations/0003_ledgers.py"
MUTANTS = (
    Mutant(name="funds without a check against overdraft", case=FUNDS, check=("crossing: overdraw",),
           patches=(Patch(file=TABLES, new="",
                          old='        sa.CheckConstraint("may_go_negative OR debits_fen >= credits_fen",'
                              ' name="ledger_account_is_not_overdrawn"),\n'),)),
    Mutant(name="a fund that nobody locks", case=FUNDS, check=("overspent",),
           patches=(Patch(file="services/party_building/persistence/fund.py",
                          old='sa.bindparam("whose")).with_for_update()', new='sa.bindparam("whose"))'),)),
    Mutant(name="a correction that takes nothing back", case=FUNDS, check=("model",),
           patches=(Patch(file="services/party_building/handlers/fund_allocation.py", new="",
                          old="        _add(tx, ledger, reversal_of(earlier, now=tx.now))\n"),)),
    Mutant(name="3% of the whole received", case=FUNDS, check=("model",),
           patches=(Patch(file="services/party_building/domain/fund_allocation.py",
                          old='    base -= income.pass_through_fen if mode["less_pass_through"] else 0\n',
                          new=""),)),
    Mutant(name="a text that does not balance", case=FUNDS, check=("audit",),
           patches=(Patch(file="chassis/ledger/export.py", old="{yuan(-transfer.amount_fen)}",
                          new="{yuan(1 - transfer.amount_fen)}"),)),
)  # fmt: skip
