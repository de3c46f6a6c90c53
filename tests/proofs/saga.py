"""`python -m tests.proofs saga`: whoever is killed between any two steps, both services end with the same story.

It must not be green when nobody was killed at some step, or when one side completed what the other did not begin.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

import grpc

from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.mutants import MUTANTS as BROKEN_CORES
from tests.proofs.processes import Faulty
from tests.proofs.saga_house import OFFICES, PARTY, ROLES, SagaHouse, saga_house
from tests.proofs.sagas import BORN, FOUNDERS, KINDS, STEPS, Saga, member_of
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch

Strike = tuple[str, int, str]
DRAIN_LIMIT = 60.0


def play(stage: Stage, *, production: bool) -> None:
    """One saga for each strike: a kind, a step, and who is killed there."""
    strikes = _strikes(stage)
    with saga_house(stage, production=production) as house:
        sagas = _prepare(house, strikes)
        for saga, (_, place, victim) in zip(sagas, strikes, strict=True):
            _run(house, saga, place, victim)
        house.until("the offices of both services differ", partial(_counts_agree, house, sagas), DRAIN_LIMIT)
        for saga in sagas:
            stage.outcome.faults += saga.faults()
        told = Counter(one.licence_application for one in house.desk.told("LicenceApplicationEnded"))
        stage.demand(
            told == Counter(one.application.name for one in sagas), f"agree: ends told {sorted(told.values())}"
        )
        killed = house.crew.kills
        stage.demand(killed.total() == len(strikes), f"void: {killed.total()} kills of {len(strikes)}")
        stage.demand(set(killed) == set(ROLES), f"void: nobody killed {sorted(set(ROLES) - set(killed))}")
        stage.tell(sagas=len(sagas), boundaries=len({strike[:2] for strike in strikes}), kills=killed.total(),
                   ended_by_grpc=house.crew.crashes.total(),
                   of_each_role=f"{min(killed.values())} to {max(killed.values())}")  # fmt: skip


def _strikes(stage: Stage) -> list[Strike]:
    """Every step of every kind with every process; quick takes two of these in turn for each step."""
    chosen: list[Strike] = []
    turn = stage.random.randrange(len(ROLES))
    for kind in KINDS:
        for place in range(len(STEPS[kind])):
            roles = ROLES if stage.full else (ROLES[turn % len(ROLES)], ROLES[(turn + 3) % len(ROLES)])
            chosen += [(kind, place, role) for role in roles]
            turn += 1
    return chosen


def _prepare(house: SagaHouse, strikes: list[Strike]) -> list[Saga]:
    """Offices, people without one, and members, before anybody is killed."""
    desk = house.desk
    home, target = desk.enter_office().name, desk.enter_office().name
    sagas = []
    for number, (kind, _, _) in enumerate(strikes):
        people = [desk.enter_practitioner(home) for _ in range(FOUNDERS if kind == BORN else 1)]
        if kind == BORN:
            people = [desk.leave(one) for one in people]
        sagas.append(Saga(kind=kind, house=house, people=[one.name for one in people], home=home, target=target,
                          number=number))  # fmt: skip
    staff = sum(saga.kind != BORN for saga in sagas)
    house.until("party_building does not hear of people", lambda: sagas[0].coverage(home) == staff)
    for saga in sagas:
        if saga.kind != BORN:
            saga.member = member_of(house, saga.people[0])
    return sagas


def _run(house: SagaHouse, saga: Saga, place: int, victim: str) -> None:
    """A saga from beginning to end; a server is killed when it has answered, whoever carries on before it can."""
    serves = victim.startswith("serve")
    for number, step in enumerate(saga.steps):
        if number == place and not serves:
            house.kill(victim)
        try:
            saga.do(step)
        except grpc.RpcError as error:
            raise Faulty(f"lost: {saga.kind} {saga.number} at {step}: {error.details()}") from error
        if number == place and serves:
            house.kill(victim)


def _counts_agree(house: SagaHouse, sagas: list[Saga]) -> bool:
    """Whether party_building counts as many people at each office as grassroots_offices has there."""
    desk = house.desk
    staff = Counter(
        one.office for one in desk.call("ListPractitioners", desk.clerk, page_size=1000).practitioners if one.office
    )
    offices = {sagas[0].home, sagas[0].target, *(one.application.office for one in sagas)}
    return all(sagas[0].coverage(office) == staff[office] for office in offices)


EMBEDDED = Case(name="on files", play=partial(play, production=False))
PRODUCTION = Case(name="on PostgreSQL and RabbitMQ", play=partial(play, production=True))
HANDLERS = {name: f"services/{name}/handlers" for name in (OFFICES, PARTY)}
MUTANTS = (
    Mutant(
        name="the licence is handed over without the party organisation",
        case=EMBEDDED, check=("gate",),
        patches=(Patch(file=f"services/{OFFICES}/domain/licence_deciding.py",
                       old="    return step is None or step.state is PartyStepState.OPEN\n",
                       new="    return step is None or step.state is not PartyStepState.FAILED\n"),),
    ),
    Mutant(
        name="the relation moves and the licence never hears of it",
        case=EMBEDDED, check=("stuck",),
        patches=(Patch(file=f"{HANDLERS[PARTY]}/relation_transfer.py",
                       old="    if after.application:\n        _open_gate(",
                       new="    if not after.application:\n        _open_gate("),),
    ),
    Mutant(
        name="what is given up stays begun on the other side",
        case=EMBEDDED, check=("stuck",),
        patches=(Patch(file=f"{HANDLERS[OFFICES]}/licence_decision.py",
                       old="    tx.emit(fact, subject=after.name)\n", new="    del fact\n"),),
    ),
    Mutant(
        name="the relation is refused and the licence goes on waiting",
        case=EMBEDDED, check=("stuck",),
        patches=(Patch(file=f"{HANDLERS[PARTY]}/relation_transfer.py",
                       old="        tx.emit(fact, subject=after.name)\n    return after\n\n\ndef get_transfer",
                       new="        del fact\n    return after\n\n\ndef get_transfer"),),
    ),
    Mutant(
        name="respond before commit",
        case=EMBEDDED, check=("lost", "stuck"),
        patches=(next(each.patch for each in BROKEN_CORES if each.name == "respond-before-commit"),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="saga", cases=(EMBEDDED, PRODUCTION), mutants=MUTANTS), arguments)
