"""`python -m tests.proofs poison`: bad messages among good ones harm nobody but themselves.

Every good event takes effect, what is no event lies in the dead-letter queue, what no reaction can take is parked, and
the consumer neither ends, nor grows, nor spins. It must not be green when a bad message simply went away.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import sqlalchemy as sa
from kombu import Connection, Producer

from chassis.events import inbox_store
from chassis.events.broker import dead_letter_queue, event_exchange, open_connection
from chassis.schema import alarm, parked_event
from tests.broker.bad_messages import BAD, JSON, UNREADABLE
from tests.proofs.bad_mix import Mix, Sent
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import LISTENER, RABBIT, SOURCE, House, Plan
from tests.proofs.journal import read_journal
from tests.proofs.processes import Faulty
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.proofs.usage import cpu_seconds, most_memory

CONSUMER = "consume-1"
DRAIN_LIMIT, MEMORY_LIMIT, IDLE_SECONDS, IDLE_CPU, SLOWER = 60.0, 300 * 2**20, 3.0, 0.25, 4.0
LISTEN_LIMIT = 60.0


def play(stage: Stage) -> None:
    """Good events alone, then as many with every bad kind among them."""
    good, each = (5000, 25) if stage.full else (500, 4)
    house = stage.house(Plan(name="consumer alone", broker=RABBIT, postgres=True))
    house.begin(CONSUMER)
    with open_connection(house.settings) as connection:
        if not house.crew.wait(lambda: _listens(connection), LISTEN_LIMIT):
            raise Faulty("the consumer does not listen")
        mix, pid = Mix(stage.random), house.crew.pid(CONSUMER)
        alone = _send(stage, house, connection, mix.good(good), "good events alone")
        used = cpu_seconds(pid), time.monotonic()
        mixed = _send(stage, house, connection, mix.mixed(good, each), "good and bad events")
        share = (cpu_seconds(pid) - used[0]) / (time.monotonic() - used[1])
        before = cpu_seconds(pid)
        house.crew.wait(lambda: False, IDLE_SECONDS)
        idle = (cpu_seconds(pid) - before) / IDLE_SECONDS
        stage.demand(house.crew.pid(CONSUMER) == pid, "alive: the consumer was started again")
        stage.demand(most_memory(pid) < MEMORY_LIMIT, f"memory: {most_memory(pid) // 2**20} MiB")
        stage.demand(idle < IDLE_CPU, f"cpu: {idle:.2f} of a core with nothing to do")
        stage.demand(mixed < SLOWER * alone, f"speed: {mixed:.1f} s with bad messages, {alone:.1f} s without")
        stage.tell(good_alone=f"{good} in {alone:.1f} s", good_among_bad=f"{good} in {mixed:.1f} s",
                   memory=f"{most_memory(pid) // 2**20} MiB", cpu=f"{share:.2f} busy {idle:.2f} idle")  # fmt: skip
        _compare(stage, house, connection, mix.sent)
    house.crew.stop()


def _send(stage: Stage, house: House, connection: Connection, sent: list[Sent], what: str) -> float:
    """Publish, and wait until the last position is behind the cursor; the seconds that took."""
    began = time.monotonic()
    exchange = event_exchange(SOURCE).bind(connection.default_channel)
    with connection.channel() as channel:
        producer = Producer(channel, exchange=exchange)
        for each in sent:
            producer.publish(each.body, routing_key="x", headers=each.headers, **{**JSON, **each.properties})
    last = max(each.position for each in sent)
    arrived = house.crew.wait(lambda: _applied(house) >= last, DRAIN_LIMIT)
    stage.demand(arrived, f"drain: {_applied(house)} of {last} after {what}")
    return time.monotonic() - began


def _applied(house: House) -> int:
    with house.reading(LISTENER) as session:
        cursor = inbox_store.read_cursor(session, SOURCE)
    return cursor.applied if cursor else 0


def _listens(connection: Connection) -> bool:
    with connection.channel() as probe:
        try:
            return bool(probe.queue_declare(f"{LISTENER}.inbox", passive=True).consumer_count)
        except connection.channel_errors:
            return False


def _compare(stage: Stage, house: House, connection: Connection, sent: list[Sent]) -> None:
    """Where every single message came to rest."""
    undecodable = Counter(each.raw for each in sent if each.fate == "dead")
    buried: Counter[bytes] = Counter()
    queue = dead_letter_queue(LISTENER).bind(connection.default_channel)

    def collect() -> bool:
        while (message := queue.get(no_ack=True)) is not None:
            buried[_raw(message.body)] += 1
        return buried.total() >= undecodable.total()

    house.crew.wait(collect, DRAIN_LIMIT / 3)
    stage.demand(buried == undecodable, f"dead: {buried.total()} letters, {undecodable.total()} undecodable messages")
    with house.reading(LISTENER) as session:
        counts = {row.kind: int(row.total) for row in session.execute(
            sa.select(alarm.c.kind, sa.func.sum(alarm.c.count).label("total")).group_by(alarm.c.kind))}  # fmt: skip
        parked = sorted(session.execute(sa.select(parked_event.c.position)).scalars())
        effects = [position for _, position in read_journal(session)]
    expected = {fate: sorted(each.position for each in sent if each.fate == fate) for fate in ("good", "parked")}
    clashes = sum(each.fate == "clash" for each in sent)
    stage.demand(effects == expected["good"], f"effects: {len(effects)} of {len(expected['good'])} good events")
    stage.demand(parked == expected["parked"], f"parked: {len(parked)} of {len(expected['parked'])}")
    stage.demand(counts.get("DEAD_LETTER", 0) == undecodable.total(), f"dead: alarms {counts}")
    stage.demand(counts.get("EVENT_INTEGRITY", 0) == clashes, f"clash: alarms {counts}, {clashes} other bodies")
    stage.tell(applied=len(effects), dead_lettered=buried.total(), parked=len(parked), clashes=clashes,
               kinds=len(BAD) + len(UNREADABLE) + 2)  # fmt: skip


def _raw(body: Any) -> bytes:
    return body if isinstance(body, bytes) else str(body).encode()


CASE = Case(name="poison", play=play)
MUTANTS = (
    Mutant(
        name="kombu acks what it cannot decode",
        case=CASE, check=("dead",),
        patches=(Patch(file="chassis/consumer.py", old="        self._bury(message, type(exc).__name__)",
                       new="        message.ack()"),),
    ),
    Mutant(
        name="what fails goes back into the queue",
        case=CASE, check=("dead", "drain", "cpu"),
        patches=(Patch(file="chassis/consumer.py", old="        message.reject()\n",
                       new="        message.requeue()\n"),),
    ),
    Mutant(
        name="nothing is parked",
        case=CASE, check=("drain", "parked"),
        patches=(Patch(file="chassis/events/inbox_turn.py",
                       old="        raise ReactionFailed(delivery, error) from error",
                       new="        raise sa.exc.InterfaceError('', {}, error) from error"),),
    ),
    Mutant(
        name="what a reaction cannot take is dropped",
        case=CASE, check=("parked",),
        patches=(Patch(file="chassis/events/inbox_turn.py",
                       old="        raise ReactionFailed(delivery, error) from error",
                       new="        _log.warning('dropped', error=type(error).__name__)"),),
    ),
    Mutant(
        name="another body under a known id is a duplicate",
        case=CASE, check=("clash",),
        patches=(Patch(file="chassis/events/inbox_store.py",
                       old="        inbox.c.position == delivery.position, inbox.c.sha256 == delivery.sha256,\n",
                       new="        inbox.c.position == delivery.position,\n"),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="poison", cases=(CASE,), mutants=MUTANTS), arguments)
