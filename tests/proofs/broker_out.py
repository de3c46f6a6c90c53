"""`python -m tests.proofs broker-out`: RabbitMQ stopped, frozen, or blocked by its memory alarm; writers go on.

It must not be green when the relay needs a restart, or when events stay behind until the broker is back.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

from tests.proofs.arrival import look
from tests.proofs.client_log import read_client_logs
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import RABBIT, House, Plan
from tests.proofs.scenario import Scenario
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.proofs.windows import answers_in, latency_of, unsettled_in
from tests.proofs.writing import Writing

SLOWER, FAST_ENOUGH = 4.0, 500.0
RETURN_LIMIT, DRAIN_LIMIT, START_LIMIT = 15.0, 60.0, 30.0
LAG_LIMIT = 20.0
OUTAGES = ("stopped", "frozen", "alarmed")


def play(stage: Stage) -> None:
    """A calm while, then three outages, with the way back after each."""
    calm, out = (15.0, 60.0) if stage.full else (6.0, LAG_LIMIT + 8)
    rabbit = stage.broker()
    house = stage.house(Plan(name="broker-out", broker=RABBIT, postgres=True, workers=1), broker=rabbit.url)
    crew = house.crew
    scenario = Scenario(house, 0, drain_limit=DRAIN_LIMIT, outcome=stage.outcome)
    house.start(failing=False)
    writing = Writing(house, "broker-out", seed=stage.random.random(), threads=2, pause=0.2)
    writing.await_acks()
    if not crew.wait(lambda: look(house).applied, START_LIMIT):
        stage.outcome.faults.append("load: no event was applied before the first outage")
    with stage.window("calm"):
        crew.wait(lambda: False, calm)
    pids = {role: crew.pid(role) for role in house.roles}
    _lose(stage, house, "stopped", out, lambda: rabbit.crash(signal.SIGTERM), rabbit.start)
    _lose(stage, house, "frozen", out, rabbit.freeze, rabbit.thaw)
    _lose(stage, house, "alarmed", out, rabbit.block, rabbit.unblock)
    stage.demand(pids == {role: crew.pid(role) for role in house.roles}, "alive: a process was started again")
    scenario.add_log(writing.stop())
    stage.outcome.faults += writing.faults
    began = time.monotonic()
    scenario.drain()
    stage.tell(drained=f"{time.monotonic() - began:.1f} s")
    scenario.compare()
    _judge(stage, writing)
    scenario.finish()


def _lose(
    stage: Stage, house: House, name: str, seconds: float, lose: Callable[[], object], give_back: Callable[[], object]
) -> None:
    """One outage: events are numbered and arrive by gap repair, and the relay is back soon after the broker."""
    crew = house.crew
    before = look(house).applied
    lose()
    with stage.window(name):
        crew.wait(lambda: False, seconds - LAG_LIMIT)
        written = _written(house)
        crew.wait(lambda: look(house).head >= written and look(house).applied > before, LAG_LIMIT)
        lag = look(house)
    stage.demand(lag.head >= written, f"arrive: {name}: {lag.head} of {written} numbered")
    stage.demand(lag.applied > before, f"arrive: {name}: nothing applied since {before}")
    give_back()
    began = time.monotonic()
    crew.wait(lambda: look(house).published >= lag.head, RETURN_LIMIT)
    back = time.monotonic() - began
    stage.demand(look(house).published >= lag.head, f"relay: {name}: not back within {RETURN_LIMIT:.0f} s")
    stage.tell(**{f"relay_back_after_{name}": f"{back:.1f} s"})


def _written(house: House) -> int:
    """The position that the last committed event has or will have."""
    now = look(house)
    return now.head + now.unnumbered


def _judge(stage: Stage, writing: Writing) -> None:
    """Every write in an outage answered at the first try, about as fast as in the calm."""
    told = read_client_logs([writing.log]).values()
    calm = latency_of(answers_in(stage.windows["calm"], told))
    stage.tell(calm=calm)
    bound, rate = max(SLOWER * calm.p99, FAST_ENOUGH), calm.count / stage.windows["calm"].seconds
    for name in OUTAGES:
        window = stage.windows[name]
        out, unsettled = latency_of(answers_in(window, told)), unsettled_in(window, told)
        stage.tell(**{name: f"{out}, {unsettled} unsettled"})
        stage.demand(out.count and not unsettled, f"writes: {name}: {unsettled} of {out.count} not at the first try")
        stage.demand(out.p99 <= bound, f"slow: {name}: p99 {out.p99:.0f} ms, calm {calm.p99:.0f} ms")
        slow = f"slow: {name}: {out.count} writes in {window.seconds:.0f} s"
        stage.demand(2 * out.count / window.seconds >= rate, slow)


CASE = Case(name="broker-out", play=play)
PUBLISH = """        reply = self._once(request, principal, ends)
        import contextlib
        from chassis.events.broker import open_connection
        with contextlib.suppress(Exception):
            connection = open_connection(self._service.settings)
            connection.ensure_connection(max_retries=1, timeout=3)
            connection.Producer().publish("{}", routing_key="nobody", confirm_timeout=3)
            connection.release()
"""
MUTANTS = (
    Mutant(
        name="publish in the request path",
        case=CASE, check=("slow", "writes"),
        patches=(Patch(file="chassis/rpc.py", old="        reply = self._once(request, principal, ends)\n",
                       new=PUBLISH),),
    ),
    Mutant(
        name="no time-outs at the broker",
        case=CASE, check=("arrive", "relay"),
        patches=(
            Patch(file="chassis/events/broker.py",
                  old='{"connect_timeout": 3, "read_timeout": 5, "write_timeout": 5, "max_retries": 1}', new="{}"),
            Patch(file="chassis/events/publisher.py", old="message_id=event.id, timeout=2,",
                  new="message_id=event.id,"),
        ),
    ),
    Mutant(
        name="a relay that gives up",
        case=CASE, check=("relay", "drain"),
        patches=(Patch(file="chassis/events/publisher.py",
                       old="            self.close()\n            raise BrokerUnavailable",
                       new="            self._settings = type(self._settings).__new__(type(self._settings))\n"
                           "            raise BrokerUnavailable"),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="broker-out", cases=(CASE,), mutants=MUTANTS), arguments)
