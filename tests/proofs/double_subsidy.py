"""`python -m tests.proofs double-subsidy`: of many sessions that claim or pay the same, one is entitled, one pays.

It must not let a round be easier than life: two sources, two windows and two registrations of one lawsuit meet in each.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import sqlalchemy as sa

from services.legal_aid.persistence.subsidy_claim import RELEASED, TABLE
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import SOURCE
from tests.proofs.money_house import MoneyHouse, isolation_of, money_house, states
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.services.legal_aid.cases_to_pay import DoneCase, done_case, lawyer
from tests.services.legal_aid.claims import CIVIL, TRIAL_1, Claim, ask, people, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded

LEVELS = ("read committed", "repeatable read", "serializable")
QUICK, FULL = (30, 16), (500, 64)
PAY_EVERY, ENOUGH, MANY_FAULTS = 5, 10**10, 2


def play(stage: Stage, isolation: str) -> None:
    """So many rounds; in each all sessions claim the same, and in every fifth all pay what was approved."""
    rounds, sessions = FULL if stage.full else QUICK
    with money_house(stage, isolation=isolation) as money:
        stage.demand(isolation_of(money.house) == isolation, f"void: the isolation is not {isolation}")
        counter = money.counter
        sources = funded(counter, ENOUGH), funded(counter, ENOUGH, display_name="追加经费")
        who, paid = lawyer(counter), 0
        for number in range(rounds):
            if len(stage.outcome.faults) > MANY_FAULTS:
                break
            court = f"（2026）云01民初{number + 1}号"
            twins = [done_case(counter, who, authority_case_number=court) for _ in range(2)]
            replies = money.at_once(sessions, partial(_claim, counter, twins, sources))
            told = states(replies, state_of)
            stage.demand(told == {"DRAFT": 1, "BLOCKED": sessions - 1}, f"claims: round {number}: {dict(told)}")
            winners = [one for one in replies if not isinstance(one, str) and state_of(one) == "DRAFT"]
            _check_pointers(stage, replies, winners)
            if winners and number % PAY_EVERY == 0:
                paid += _pay(stage, money, winners[0], sessions)
        stage.demand(not money.broken, f"answers: {money.broken}")
        _check_rows(stage, money)
        stage.tell(rounds=rounds, sessions=sessions, paid=paid, tries_again=money.tries_again)


def _claim(counter: Counter, twins: list[DoneCase], sources: tuple[str, str], place: int) -> Claim:
    """Sessions differ in the source, the person at the window and the case."""
    case, window = twins[place // 4 % 2], (counter.clerk, people(counter)["check"])[place // 2 % 2]
    said = Claim(case=case.name, assignment=case.assignments[0], fund_source=sources[place % 2], stage=TRIAL_1,
                 service=CIVIL)  # fmt: skip
    made: Claim = ask(counter, "CreateSubsidyClaim", window, subsidy_claim=said)
    return made


def _check_pointers(stage: Stage, replies: list[Any], winners: list[Claim]) -> None:
    """Whoever comes second is told which claim came first."""
    if len(winners) != 1:
        return
    names = [one.name for one in winners]
    lost = [one for one in replies if not isinstance(one, str) and state_of(one) == "BLOCKED"]
    astray = [one.name for one in lost if list(one.collides_with) != names]
    stage.demand(not astray, f"claims: {len(astray)} do not name the winner")


def _pay(stage: Stage, money: MoneyHouse, winner: Claim, sessions: int) -> int:
    """Many pay one approved claim; how many payments were made."""
    third = money.counter.person("legal_aid_clerk", subject="third")
    step(money.counter, "check", winner, third)
    step(money.counter, "approve", winner)
    told = states(money.at_once(sessions, lambda _place: step(money.counter, "pay", winner)), state_of)
    stage.demand(told == {"PAID": 1, "ACTION_NOT_ALLOWED": sessions - 1}, f"payments: {dict(told)}")
    return told["PAID"]


def _check_rows(stage: Stage, money: MoneyHouse) -> None:
    """The database itself: one live claim for a handler, a stage and a service of one lawsuit, paid once."""
    live = sa.select(sa.func.count()).where(TABLE.c.settlement_state.not_in(RELEASED))
    same = live.group_by(TABLE.c.court_key, TABLE.c.handler, TABLE.c.stage, TABLE.c.service)
    with money.house.reading(SOURCE) as session:
        counts = list(session.execute(same).scalars())
    stage.demand(counts and max(counts) == 1, f"claims: as many as {max(counts, default=0)} live claims of one thing")


CASES = tuple(Case(name=level, play=partial(play, isolation=level)) for level in LEVELS)
NAMING = "services/legal_aid/domain/entitlement.py"
RANDOM = "__import__('random').SystemRandom().random()"
MUTANTS = (
    Mutant(
        name="no unique key of the entitlement",  # Its name says the same; so each claim gets a name of its own.
        case=CASES[0], check=("claims",),
        patches=(
            Patch(file="services/legal_aid/migrations/0005_money.py",
                  old='        sa.UniqueConstraint("case", "stage", "service", name="subsidy_entitlement_once"),\n',
                  new=""),
            Patch(file=NAMING, old='f"{case}/{reach}/{service.name}"',
                  new=f'f"{{case}}/{{reach}}/{{service.name}}/{{{RANDOM}}}"'),
        ),
    ),
    Mutant(
        name="no second key of the lawsuit",
        case=CASES[0], check=("claims",),
        patches=(Patch(file=NAMING, old=" if court_key else None", new=" if not court_key else None"),),
    ),
    Mutant(
        name="a payment is not locked",  # Two who read APPROVED both pay; the ledger stops the second with an error.
        case=CASES[0], check=("payments", "answers"),
        patches=(
            Patch(file="services/legal_aid/persistence/subsidy_claim.py",
                  old="rows = session.execute(query.order_by(TABLE.c.name).with_for_update())",
                  new="rows = session.execute(query.order_by(TABLE.c.name))"),
        ),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="double-subsidy", cases=CASES, mutants=MUTANTS), arguments)
