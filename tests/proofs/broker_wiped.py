"""`python -m tests.proofs broker-wiped`: the broker forgets everything; nothing is lost, doubled or started again.

RabbitMQ comes back with its users and vhosts alone; the folder of the file broker is deleted. It must not be green when
no message was in the queue at that moment.
"""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Callable

from kombu import Connection

from chassis.events.broker import dead_letter_queue, event_exchange, open_connection
from tests.proofs.arrival import look
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import FILE, LISTENER, RABBIT, SOURCE, House, Plan
from tests.proofs.scenario import Scenario
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.proofs.writing import Writing

CONSUMER = "consume-1"
AGAIN_LIMIT, DRAIN_LIMIT, PILE_LIMIT = 30.0, 90.0, 30.0
PILE, PAUSE = 5, 4.0


def play_rabbit(stage: Stage) -> None:
    """The queue, the exchanges and the dead-letter queue are made again by those who need them."""
    rabbit = stage.broker()
    house = stage.house(Plan(name="wiped RabbitMQ", broker=RABBIT, postgres=True, workers=1), broker=rabbit.url)

    def wipe() -> None:
        rabbit.crash()
        rabbit.wipe()
        rabbit.start()

    _play(stage, house, wipe, lambda: _is_consumed(house))
    with open_connection(house.settings) as connection:
        event_exchange(SOURCE).bind(connection.default_channel).publish("{", routing_key="x")
        found = house.crew.wait(lambda: _has_dead_letter(connection), AGAIN_LIMIT)
    stage.demand(found, "dead: a bad message after the wipe is in no dead-letter queue")
    house.crew.stop()


def play_file(stage: Stage) -> None:
    """The folders and the binding are made again."""
    house = stage.house(Plan(name="wiped file broker", broker=FILE, postgres=False, workers=1))
    folder = house.settings.var / "broker"
    _play(stage, house, lambda: shutil.rmtree(folder), lambda: _is_bound(house))
    house.crew.stop()


def _play(stage: Stage, house: House, wipe: Callable[[], None], returned: Callable[[], bool]) -> None:
    """Write; let messages pile up before a stopped consumer; wipe; go on."""
    times = 4 if stage.full else 2
    crew = house.crew
    scenario = Scenario(house, 0, drain_limit=DRAIN_LIMIT, outcome=stage.outcome)
    house.start(failing=False)
    writing = Writing(house, "wiped", seed=stage.random.random(), threads=2, pause=0.15)
    writing.await_acks()
    stage.demand(crew.wait(lambda: look(house).applied, AGAIN_LIMIT), "load: nothing was applied before the wipe")
    pids = {role: crew.pid(role) for role in house.roles}
    piles, again = [], []
    for _ in range(times):
        crew.signal(CONSUMER, signal.SIGSTOP)
        before = look(house)
        crew.wait(lambda pile=before.published + PILE: look(house).published >= pile, PILE_LIMIT)  # type: ignore[misc]
        piles.append(look(house).published - before.published)
        wipe()
        crew.signal(CONSUMER, signal.SIGCONT)
        began = time.monotonic()
        came = crew.wait(returned, AGAIN_LIMIT)
        again.append(f"{time.monotonic() - began:.1f}")
        crew.wait(lambda: False, PAUSE)
        stage.demand(came, f"again: no queue within {AGAIN_LIMIT:.0f} s")
    stage.demand(min(piles) >= PILE, f"void: messages in the queue when it was wiped: {piles}")
    scenario.add_log(writing.stop())
    stage.outcome.faults += writing.faults
    scenario.drain()
    scenario.compare()
    stage.demand(pids == {role: crew.pid(role) for role in house.roles}, "alive: a process was started again")
    stage.tell(wiped=times, in_the_queue_then=" ".join(map(str, piles)), listening_again_after=f"{' '.join(again)} s")


def _is_consumed(house: House) -> bool:
    """Whether the consumer waits at its queue, as the broker sees it."""
    with open_connection(house.settings) as connection, connection.channel() as probe:
        try:
            return bool(probe.queue_declare(f"{LISTENER}.inbox", passive=True).consumer_count)
        except connection.channel_errors:
            return False


def _is_bound(house: House) -> bool:
    """Whether the folder of the file broker holds the binding again."""
    file = house.settings.var / "broker" / "control" / f"{SOURCE}.events.exchange"
    try:
        return any(LISTENER in str(row) for row in json.loads(file.read_bytes()))
    except (FileNotFoundError, ValueError):
        return False


def _has_dead_letter(connection: Connection) -> bool:
    """Whether the dead-letter queue is there and holds something."""
    with connection.channel() as probe:
        try:
            return dead_letter_queue(LISTENER).bind(probe).get(no_ack=True) is not None
        except connection.channel_errors:
            return False


RABBIT_CASE, FILE_CASE = Case(name="RabbitMQ", play=play_rabbit), Case(name="file broker", play=play_file)
NO_REPAIR = Patch(file="chassis/events/repair.py",
                  old="        if head.position > cursor.applied and stuck >= limit * self._patience:\n",
                  new="        if head.position > cursor.applied and stuck < -1:\n")  # fmt: skip
CHANNEL = "chassis/events/broker_file.py"
MUTANTS = (
    Mutant(name="nothing is pulled after RabbitMQ", case=RABBIT_CASE, check=("drain",), patches=(NO_REPAIR,)),
    Mutant(
        name="the dead-letter queue is made once",
        case=RABBIT_CASE, check=("dead",),
        patches=(Patch(file="chassis/consumer.py", old='        if self.amqp_uri.startswith("amqp"):\n',
                       new='        if self.amqp_uri.startswith("amqp") and not self._consumers:\n'),),
    ),
    Mutant(name="nothing is pulled after the folder", case=FILE_CASE, check=("drain",), patches=(NO_REPAIR,)),
    Mutant(
        name="a folder is made once",
        case=FILE_CASE, check=(CONSUMER, "alive", "again", "drain"),
        patches=(Patch(file=CHANNEL, old="        folder.mkdir(parents=True, exist_ok=True)\n", new=""),),
    ),
    Mutant(
        name="a binding is made once",
        case=FILE_CASE, check=("again",),
        patches=(Patch(file=CHANNEL, old="            self._keep_bindings(queue)\n", new=""),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="broker-wiped", cases=(RABBIT_CASE, FILE_CASE), mutants=MUTANTS), arguments)
