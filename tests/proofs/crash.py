"""`python -m tests.proofs crash`: what was acknowledged is there, whoever is killed, PostgreSQL and RabbitMQ included.

It must not be green when clients stood still for longer than the bound, or when nothing stood in doubt.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial

from tests.proofs.breakable import Broker, Cluster
from tests.proofs.client_log import read_client_logs
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.exactly_once import FAILPOINTS
from tests.proofs.house import LISTENER, RABBIT, SOURCE, Plan
from tests.proofs.mutants import MUTANTS as BROKEN_CORES
from tests.proofs.scenario import KILL_LIMIT, Scenario
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.proofs.windows import answers_in, latency_of, longest_silence
from tests.proofs.writing import Writing

SILENCE, DRAIN_LIMIT, HELD = 30.0, 120.0, 1.0
POSTGRES, BROKER = "postgresql", "rabbitmq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How much is asked, and how often whom it strikes. Times are seconds."""

    calm: float
    seconds: float
    acks: int
    kills: int
    postgres: int
    broker: int


QUICK = Toll(calm=4, seconds=22, acks=300, kills=10, postgres=2, broker=1)
FULL = Toll(calm=15, seconds=330, acks=6000, kills=200, postgres=3, broker=2)


def play(stage: Stage, *, puller: bool = True) -> None:
    """A calm while, the strikes, and everything compared."""
    toll = FULL if stage.full else QUICK
    rabbit, cluster = stage.broker(), stage.cluster(wal_buffers="16MB")
    urls = {name: cluster.server.create_database(name) for name in (SOURCE, LISTENER)}
    plan = Plan(name="crash", broker=RABBIT, postgres=True, failpoints=FAILPOINTS, puller=puller)
    house = stage.house(plan, broker=rabbit.url, **urls)
    crew = house.crew
    crew.may_defer = True
    scenario = Scenario(house, stage.random.randrange(10**6), drain_limit=DRAIN_LIMIT, outcome=stage.outcome)
    house.start(failing=False)
    calm = Writing(house, "calm", seed=stage.random.random())
    calm.await_acks()
    with stage.window("calm"):
        crew.wait(lambda: False, toll.calm)
    scenario.add_log(calm.stop())
    crew.stop()
    house.start(failing=True)
    writing = Writing(house, "crash", seed=stage.random.random())
    writing.await_acks()
    with stage.window("crash"):
        _strike(stage, scenario, toll, rabbit, cluster)
        writing.await_acks(toll.acks)
    scenario.add_log(writing.stop())
    stage.outcome.faults += calm.faults + writing.faults
    ended = time.monotonic()
    scenario.calm()
    scenario.drain()
    scenario.compare()
    told = read_client_logs([calm.log]), read_client_logs([writing.log])
    silence = longest_silence(told[1].values(), min(ended, stage.windows["crash"].ended))
    doubts = sum(each.doubts for each in told[1].values())
    stage.demand(silence <= SILENCE, f"liveness: {silence:.0f} s without an acknowledged write")
    stage.demand(doubts, "void: no request was ever in doubt")
    stage.tell(calm=latency_of(answers_in(stage.windows["calm"], told[0].values())),
               crashing=latency_of(answers_in(stage.windows["crash"], told[1].values())),
               doubts=doubts, starts_without_database=crew.deferrals.total(), longest_silence=f"{silence:.1f} s",
               database_crashes=toll.postgres, broker_crashes=toll.broker)  # fmt: skip
    scenario.finish()


def _strike(stage: Stage, scenario: Scenario, toll: Toll, rabbit: Broker, cluster: Cluster) -> None:
    """Kill roles and servers at times that the seed gives, each role as often as any other."""
    crew = scenario.house.crew
    rounds = [stage.random.sample(scenario.house.roles, len(scenario.house.roles)) for _ in range(toll.kills)]
    victims = [role for each in rounds for role in each][: toll.kills]
    victims += [POSTGRES] * toll.postgres + [BROKER] * toll.broker
    stage.random.shuffle(victims)
    times = sorted(stage.random.uniform(0, toll.seconds) for _ in victims)
    began = time.monotonic()
    for moment, victim in zip(times, victims, strict=True):
        crew.wait(lambda: False, began + moment - time.monotonic())
        if victim == POSTGRES:
            # A commit that waits for the disk does not depend on the WAL writer; one that does not is lost for sure.
            cluster.hold_writer()
            crew.wait(lambda: False, HELD)
            cluster.crash()
            cluster.begin()
        elif victim == BROKER:
            rabbit.crash()
            rabbit.begin()
        else:
            crew.wait(partial(crew.kill, victim), KILL_LIMIT)


def _core(name: str) -> Patch:
    """The patch of a broken core that `exactly-once` knows already."""
    return next(each.patch for each in BROKEN_CORES if each.name == name)


CASE = Case(name="crash", play=play)
NO_PULLER = Case(name="crash without gap repair", play=partial(play, puller=False))
MUTANTS = (
    Mutant(
        name="respond before commit",
        case=CASE, check=("writes",), patches=(_core("respond-before-commit"),),
    ),
    Mutant(
        name="commits that are not on the disk",
        case=CASE, check=("writes", "inbox", "effects", "log", "drain"),
        patches=(
            Patch(file="chassis/database.py", old='    "-c statement_timeout=5000 ',
                  new='    "-c synchronous_commit=off -c statement_timeout=5000 '),
            # The bell's own commits, one after each write, would bring the others to the disk.
            Patch(file="chassis/events/doorbell.py", old='url.set(drivername="postgresql").render',
                  new='url.set(drivername="postgresql", query={"options": "-csynchronous_commit=off"}).render'),
        ),
    ),
    Mutant(
        name="mark before publish",
        case=NO_PULLER, check=("drain",), patches=(_core("mark-before-publish"),),
    ),
    Mutant(
        name="a failed send is a sent one",
        case=NO_PULLER, check=("drain",),
        patches=(Patch(file="chassis/events/publisher.py",
                       old="            raise BrokerUnavailable(type(error).__name__) from error\n",
                       new="            return\n"),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="crash", cases=(CASE,), mutants=MUTANTS), arguments)
