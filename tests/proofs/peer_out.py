"""`python -m tests.proofs peer-out`: a frozen `serve` costs its own callers their deadline, a stopped consumer nobody.

It must not be green when a neighbour became slower than in the calm of the same run.
"""

from __future__ import annotations

import signal
import time

from tests.proofs.arrival import look
from tests.proofs.asking import Asking
from tests.proofs.client_log import read_client_logs
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import LISTENER, RABBIT, SOURCE, House, Plan
from tests.proofs.processes import Faulty
from tests.proofs.scenario import Scenario
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.proofs.windows import answers_in, latency_of, unsettled_in
from tests.proofs.writing import Writing

SLOWER, FAST_ENOUGH = 4.0, 1000.0
DEADLINE, OVER, BACK_LIMIT = 2.0, 1.0, 10.0
START_LIMIT, DRAIN_LIMIT = 60.0, 60.0
OK, TIMED_OUT = 200, 504
CONSUMER = "consume-1"


def play_frozen(stage: Stage) -> None:
    """Supervision's `serve` stands still: its calls end at the deadline, legal_aid's reads and writes do not notice."""
    plan = Plan(name="frozen peer", broker=RABBIT, postgres=True, workers=1, apart=True, gateway=True)
    house, seconds = stage.house(plan), 40.0 if stage.full else 9.0
    scenario, writing, asking = _begin(stage, house, seconds)
    house.crew.signal(f"serve-{LISTENER}", signal.SIGSTOP)
    with stage.window("frozen"):
        house.crew.wait(lambda: False, seconds)
    house.crew.signal(f"serve-{LISTENER}", signal.SIGCONT)
    returned = time.monotonic()
    house.crew.wait(lambda: asking.first_ok(LISTENER, returned), 2 * BACK_LIMIT)
    back = asking.first_ok(LISTENER, returned) - returned
    stage.demand(0 < back <= BACK_LIMIT, f"back: {back:.1f} s after it went on")
    _end(stage, scenario, writing, asking)
    own, other, calm = (
        asking.answers(name, stage.windows[window])
        for name, window in ((LISTENER, "frozen"), (SOURCE, "frozen"), (SOURCE, "calm"))
    )
    stage.demand(own.are(TIMED_OUT), f"own: {own}")
    stage.demand(own.latency.most <= 1000 * (DEADLINE + OVER), f"own: {own}, deadline {DEADLINE:.0f} s")
    stage.demand(other.are(OK), f"other: {other}")
    bound = max(SLOWER * calm.latency.p99, FAST_ENOUGH)
    stage.demand(other.latency.p99 <= bound, f"other: {other}, bound {bound:.0f} ms")
    stage.tell(frozen=own, other_calm=calm, other_then=other, back_after=f"{back:.1f} s")
    _compare_writes(stage, writing, "frozen")
    scenario.finish()


def play_deaf(stage: Stage) -> None:
    """No consumer and nobody who pulls: users notice nothing, and the backlog is drained afterwards."""
    plan = Plan(name="consumer down", broker=RABBIT, postgres=True, workers=1, gateway=True, puller=False)
    house, seconds = stage.house(plan), 120.0 if stage.full else 12.0
    scenario, writing, asking = _begin(stage, house, seconds / 2)
    house.crew.leave(CONSUMER)
    with stage.window("deaf"):
        house.crew.wait(lambda: False, seconds)
    writing.stop()
    house.crew.wait(lambda: look(house).published == look(house).head, DRAIN_LIMIT)
    before = look(house)
    began = time.monotonic()
    house.begin(CONSUMER)
    house.crew.wait(lambda: look(house).applied > before.applied, START_LIMIT)
    first, at = look(house).applied, time.monotonic()
    scenario.drain()
    rate = (look(house).applied - first) / max(time.monotonic() - at, 0.001)
    backlog = before.head - before.applied
    stage.demand(backlog > 0, "void: no backlog")
    _end(stage, scenario, writing, asking)
    for name in (SOURCE, LISTENER):
        then = asking.answers(name, stage.windows["deaf"])
        stage.demand(then.are(OK), f"users: {name}: {then}")
        stage.tell(**{f"{name}_then": then})
    stage.tell(backlog=backlog, drained=f"{rate:.0f}/s", whole=f"{time.monotonic() - began:.1f} s")
    _compare_writes(stage, writing, "deaf")
    scenario.finish()


def _begin(stage: Stage, house: House, calm: float) -> tuple[Scenario, Writing, Asking]:
    """Everything runs, somebody writes, somebody asks."""
    house.start(failing=False)
    writing = Writing(house, "peer", seed=stage.random.random(), threads=2, pause=0.06)
    asking = Asking(house, timeout=f"{DEADLINE:.0f}S")
    writing.await_acks()
    if not house.crew.wait(asking.is_answered, START_LIMIT):
        raise Faulty("the gateway does not answer")
    with stage.window("calm"):
        house.crew.wait(lambda: False, calm)
    return Scenario(house, 0, drain_limit=DRAIN_LIMIT, outcome=stage.outcome), writing, asking


def _end(stage: Stage, scenario: Scenario, writing: Writing, asking: Asking) -> None:
    """Nobody writes or asks any more, and everything has arrived."""
    asking.stop()
    log = writing.stop()
    scenario.add_log(log)
    stage.outcome.faults += writing.faults
    scenario.drain()
    scenario.compare()


def _compare_writes(stage: Stage, writing: Writing, name: str) -> None:
    """Writes answered at the first try, about as fast as in the calm."""
    told = read_client_logs([writing.log]).values()
    calm, then = (latency_of(answers_in(stage.windows[each], told)) for each in ("calm", name))
    unsettled = unsettled_in(stage.windows[name], told)
    stage.demand(then.count and not unsettled, f"writes: {unsettled} of {then.count} not answered at the first try")
    stage.demand(then.p99 <= max(SLOWER * calm.p99, FAST_ENOUGH), f"writes: {then}, calm {calm}")
    stage.tell(writes_calm=calm, writes_then=then)


FROZEN, DEAF = Case(name="frozen peer", play=play_frozen), Case(name="consumer down", play=play_deaf)
ASK_PEER = """        from chassis.clients import PeerEventLog
        peer = PeerEventLog(
            self._service.settings, caller=self._service.name, peer="supervision", default_port=50054
        )
        try:
            peer.get_head()
        except grpc.RpcError:
            pass
        reply = self._once(request, principal, ends)
"""
MUTANTS = (
    Mutant(
        name="a write asks a peer",
        case=FROZEN, check=("writes",),
        patches=(Patch(file="chassis/rpc.py", old="        reply = self._once(request, principal, ends)\n",
                       new=ASK_PEER),),
    ),
    Mutant(
        name="one bulkhead for all services",
        case=FROZEN, check=("other",),
        patches=(Patch(file="gateway/backends.py",
                       old="        async with self.bulkheads.place(route.service, seconds):",
                       new="        async with self.__dict__.setdefault('one', asyncio.Semaphore(1)):"),),
    ),
    Mutant(
        name="the gateway waits without a deadline",
        case=FROZEN, check=("own",),
        patches=(Patch(file="gateway/backends.py", old="timeout=max(until - time.monotonic(), 0.001)",
                       new="timeout=25"),),
    ),
    Mutant(
        name="the queue goes with its consumer",
        case=DEAF, check=("drain",),
        patches=(Patch(file="chassis/events/broker.py", old="        queue_arguments=arguments if quorum else None,\n",
                       new="        auto_delete=True,\n"),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="peer-out", cases=(FROZEN, DEAF), mutants=MUTANTS), arguments)
