"""`python -m tests.proofs db-out`: a database goes away; the routes of its service say so at once, the others go on.

The database is crashed, closed to new sessions, and frozen. It must not be green when a write was lost, or when the
service needs a restart to come back.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg

from tests.proofs.asking import Asking
from tests.proofs.breakable import Cluster
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import LISTENER, RABBIT, SOURCE, Plan
from tests.proofs.processes import Faulty
from tests.proofs.scenario import Scenario
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.proofs.writing import Writing
from tests.servers.private import LOOPBACK

AT_ONCE, BACK_LIMIT, DEADLINE, SLOWER, FAST_ENOUGH = 1000.0, 10.0, 2.0, 4.0, 1000.0
START_LIMIT, DRAIN_LIMIT = 60.0, 40.0
# Signals and ended sessions take effect a moment after the call that sent them.
SETTLE = 0.5
UNAVAILABLE, TIMED_OUT, OK = 503, 504, 200


def play(stage: Stage) -> None:
    """A calm while, then three ways to lose the database of legal_aid, with a recovery after each."""
    seconds = 30.0 if stage.full else 7.0
    cluster = stage.cluster()
    plan = Plan(name="db-out", broker=RABBIT, postgres=True, workers=1, gateway=True)
    house = stage.house(plan, **{SOURCE: cluster.server.create_database(SOURCE)})
    crew = house.crew
    scenario = Scenario(house, 0, drain_limit=DRAIN_LIMIT, outcome=stage.outcome)
    house.start(failing=False)
    writing = Writing(house, "db-out", seed=stage.random.random(), threads=2)
    asking = Asking(house, timeout=f"{DEADLINE:.0f}S")
    writing.await_acks()
    if not crew.wait(asking.is_answered, START_LIMIT):
        raise Faulty("the gateway does not answer")
    with stage.window("calm"):
        crew.wait(lambda: False, seconds)
    pids = {role: crew.pid(role) for role in house.roles}
    for name, lose, give_back in (
        ("crashed", cluster.crash, cluster.start),
        ("closed", lambda: _close(cluster), lambda: _open(cluster)),
        ("frozen", cluster.freeze, cluster.thaw),
    ):
        _lose(stage, scenario, asking, name, seconds, lose, give_back)
    asking.stop()
    scenario.add_log(writing.stop())
    stage.outcome.faults += writing.faults
    stage.demand(pids == {role: crew.pid(role) for role in house.roles}, "alive: a process was started again")
    scenario.drain()
    scenario.compare()
    _judge(stage, asking)
    scenario.finish()


def _lose(
    stage: Stage, scenario: Scenario, asking: Asking, name: str, seconds: float,
    lose: Callable[[], object], give_back: Callable[[], object],
) -> None:  # fmt: skip
    """One outage and the way back."""
    crew = scenario.house.crew
    lose()
    crew.wait(lambda: False, SETTLE)
    with stage.window(name):
        crew.wait(lambda: False, seconds)
    give_back()
    returned = time.monotonic()
    crew.wait(lambda: asking.first_ok(SOURCE, returned), 2 * BACK_LIMIT)
    back = asking.first_ok(SOURCE, returned) - returned
    stage.demand(0 < back <= BACK_LIMIT, f"back: {name}, {back:.1f} s after its database")
    stage.tell(**{f"back_after_{name}": f"{back:.1f} s"})
    crew.wait(lambda: False, DEADLINE)


def _judge(stage: Stage, asking: Asking) -> None:
    """Own routes refuse at once or at the deadline; the neighbour's answers are as in the calm."""
    calm = {name: asking.answers(name, stage.windows["calm"]) for name in (SOURCE, LISTENER)}
    stage.tell(calm_own=calm[SOURCE], calm_other=calm[LISTENER])
    bound = max(SLOWER * calm[LISTENER].latency.p99, FAST_ENOUGH)
    for name in ("crashed", "closed", "frozen"):
        own, other = (asking.answers(service, stage.windows[name]) for service in (SOURCE, LISTENER))
        stage.tell(**{f"{name}_own": own, f"{name}_other": other})
        allowed, longest = {UNAVAILABLE}, AT_ONCE
        if name == "frozen":
            allowed, longest = {UNAVAILABLE, TIMED_OUT}, 1000 * DEADLINE + AT_ONCE
        stage.demand(own.are(*allowed), f"own: {name}: {own}")
        stage.demand(own.latency.most <= longest, f"own: {name} took {own.latency.most:.0f} ms")
        stage.demand(other.are(OK), f"other: {name}: {other}")
        stage.demand(other.latency.p99 <= bound, f"other: {name}: p99 {other.latency.p99:.0f} ms, bound {bound:.0f}")


def _close(cluster: Cluster) -> None:
    """The database refuses new sessions and ends the present ones, as an administrator would."""
    _administer(cluster, f"ALTER DATABASE {SOURCE} ALLOW_CONNECTIONS false")
    _administer(cluster, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{SOURCE}'")


def _open(cluster: Cluster) -> None:
    _administer(cluster, f"ALTER DATABASE {SOURCE} ALLOW_CONNECTIONS true")


def _administer(cluster: Cluster, statement: str) -> None:
    with psycopg.connect(
        host=LOOPBACK, port=cluster.server.port, user="postgres", dbname="postgres", autocommit=True, connect_timeout=5
    ) as connection:
        connection.execute(statement.encode())


CASE = Case(name="db-out", play=play)
MUTANTS = (
    Mutant(
        name="a lost database is an internal error",
        case=CASE, check=("own",),
        patches=(Patch(file="chassis/interceptors/errors.py",
                       old="    if isinstance(error, (sa.exc.OperationalError, sa.exc.TimeoutError)):",
                       new="    if isinstance(error, sa.exc.TimeoutError):"),),
    ),
    Mutant(
        name="serve waits for its database",
        case=CASE, check=("own",),
        patches=(Patch(file="chassis/rpc.py",
                       old="                if not (_is_conflict(error, attempt) or (repeatable and "
                           "error.connection_invalidated)):\n                    raise\n"
                           "                time.sleep(random.uniform(0.005, 0.02) * 2**attempt)",
                       new="                time.sleep(1.0 + attempt)"),),
    ),
    Mutant(
        name="a background thread ends with its database",
        case=CASE, check=("drain",),
        patches=(Patch(file="chassis/work.py",
                       old="                except Exception as error:  # noqa: BLE001",
                       new="                except grpc.RpcError as error:  # noqa: BLE001"),),
    ),
    Mutant(
        name="one bulkhead for all services",
        case=CASE, check=("other",),
        patches=(Patch(file="gateway/backends.py",
                       old="        async with self.bulkheads.place(route.service, seconds):",
                       new="        async with self.__dict__.setdefault('one', asyncio.Semaphore(1)):"),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="db-out", cases=(CASE,), mutants=MUTANTS), arguments)
