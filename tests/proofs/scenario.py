"""One setting of the proof: load under crashes, drain, compare, send everything again, restore an older database.

It must not hide a fault: what does not drain in time is a fault, not a longer wait.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from chassis.clock import random_id
from chassis.events.event_log import fork_log
from tests.proofs.arrival import behind, look
from tests.proofs.books import LogRow, read_books
from tests.proofs.checks import check_effects, check_inbox, check_log, check_writes
from tests.proofs.client_log import read_client_logs
from tests.proofs.house import NONE, SOURCE, House
from tests.proofs.processes import Faulty
from tests.proofs.resend import deliver_again, publish_again
from tests.proofs.writing import START_LIMIT, Writing

DUPLICATE = "duplicate absorbed"
KILL_LIMIT = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is asked of a setting; `patience` is how long the writers may take for it on a busy machine."""

    acks: int
    seconds: float
    kills: int
    duplicates: int = 0
    pause: float = 0.03
    threads: int = 4
    patience: float = START_LIMIT


@dataclass(slots=True)
class Outcome:
    """Figures and faults of one setting."""

    figures: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    seconds: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The figures as one line, with the seconds that each step took."""
        return ", ".join(f"{key} {value}" for key, value in self.figures.items()) + f" ({', '.join(self.seconds)} s)"


class Scenario:
    """The steps of one setting, in the order in which `exactly_once` and `mutants` put them."""

    def __init__(self, house: House, seed: int, *, drain_limit: float, outcome: Outcome | None = None) -> None:
        """The seed decides who is killed when, and what the clients write."""
        self.house, self.outcome, self._drain_limit = house, outcome or Outcome(), drain_limit
        self._random, self._phase = random.Random(seed), 0
        self._logs: list[Path] = []
        self._lost: list[LogRow] = []
        self._lost_log, self._fork = "", 0

    def load(self, size: Size, *, failing: bool) -> None:
        """Write through gRPC while roles are killed; afterwards nothing is in doubt. The crew goes on running."""
        house, crew = self.house, self.house.crew
        house.start(failing=failing)
        writing = Writing(house, str(self._phase), seed=self._random.random(), threads=size.threads, pause=size.pause)
        schedule = self._schedule(size)
        writing.await_acks()
        waited = 0.0
        for offset, role in schedule:
            crew.wait(lambda: False, offset - waited)
            waited = offset
            crew.wait(partial(crew.kill, role), KILL_LIMIT)
        if size.duplicates and house.plan.broker == NONE:
            # Only what was applied already can come twice; on a busy machine that takes its time.
            crew.wait(lambda: look(house).applied >= 2 * size.duplicates, size.patience)
            deliver_again(house, self._random)
        writing.await_acks(size.acks, size.patience)
        self._logs.append(writing.stop())
        self.outcome.faults += writing.faults
        self._phase += 1

    def add_log(self, log: Path) -> None:
        """Believe one more client."""
        self._logs.append(log)

    def calm(self) -> None:
        """Stop everything and start it again without failpoints."""
        self.house.crew.stop()
        self.house.start(failing=False)

    def drain(self) -> None:
        """Wait until everything written has arrived."""
        if not self.house.crew.wait(lambda: not behind(self.house), self._drain_limit):
            self.outcome.faults.append(f"drain: {behind(self.house)} after {self._drain_limit:.0f} s")

    def compare(self) -> None:
        """Every check on the present books."""
        books, told = read_books(self.house), read_client_logs(self._logs)
        crew, outcome = self.house.crew, self.outcome
        outcome.faults += check_writes(books, told) + check_log(books)
        outcome.faults += check_inbox(books, self._lost, self._lost_log)
        outcome.faults += check_effects(books, self._lost, self._fork)
        outcome.figures |= {
            "acked": sum(len(each.names) for each in told.values()),
            "in doubt resolved": sum(bool(each.doubts and each.names) for each in told.values()),
            "kills": crew.kills.total(), "failpoint crashes": crew.crashes.total(), "events": len(books.log),
        }  # fmt: skip

    def count_duplicates(self, least: int) -> None:
        """The run is void when the faults provoked too few duplicates."""
        seen = self.house.crew.count_in_logs(DUPLICATE)
        self.outcome.figures["duplicates absorbed"] = seen
        if seen < least:
            self.outcome.faults.append(f"void: {seen} duplicates were provoked, {least} are asked for")

    def resend(self) -> None:
        """Hand every event over once more, in order through the broker or shuffled without one: no new effect."""
        before, crew = read_books(self.house), self.house.crew
        seen = crew.count_in_logs(DUPLICATE)
        if self.house.plan.broker == NONE:
            again = deliver_again(self.house, self._random)
        else:
            publish_again(self.house)
            crew.wait(lambda: crew.count_in_logs(DUPLICATE) >= seen + len(before.log), self._drain_limit)
            again = crew.count_in_logs(DUPLICATE) - seen
        if again < len(before.log):
            self.outcome.faults.append(f"resend: {again} of {len(before.log)} events came again")
        self.drain()
        after = read_books(self.house)
        effects = len(after.journal) - len(before.journal)
        if effects or after.tallies != before.tallies or after.inbox != before.inbox:
            self.outcome.faults.append(f"resend: {effects} new effects")
        self.outcome.figures["resent"] = f"{again} with {effects} effects"

    def lose_and_restore(self, size: Size) -> None:
        """Put an earlier database of legal_aid back, fork its log and go on; supervision must follow."""
        self.house.crew.stop()
        self.house.back_up(SOURCE)
        self.load(size, failing=False)
        self.drain()
        self.house.crew.stop()
        self._logs.pop()
        lost = read_books(self.house)
        self.house.restore(SOURCE)
        with self.house.writing(SOURCE) as session:
            head = fork_log(session, log_id=random_id())
        self._lost_log, self._fork = head.continues, head.forked_at
        self._lost = [row for row in lost.log if (row.position or 0) > head.forked_at]
        self.load(size, failing=False)
        self.drain()
        self.outcome.figures["restored"] = f"at {self._fork}, {len(self._lost)} events beyond"

    def finish(self) -> None:
        """Stop everything in order."""
        self.house.crew.stop()

    def _schedule(self, size: Size) -> list[tuple[float, str]]:
        """Times and victims, every role as often as any other."""
        roles = self.house.roles
        victims = [role for _ in range(size.kills) for role in self._random.sample(roles, len(roles))][: size.kills]
        return list(zip(sorted(self._random.uniform(0, size.seconds) for _ in victims), victims, strict=True))


def play(scenario: Scenario, steps: list[str], size: Size, small: Size) -> Outcome:
    """Run the named steps; whatever goes wrong on the way is a fault of the outcome."""
    actions = {
        "prepare": scenario.house.prepare, "load": lambda: scenario.load(size, failing=True),
        "calm": scenario.calm, "drain": scenario.drain,
        "compare": scenario.compare, "duplicates": lambda: scenario.count_duplicates(size.duplicates),
        "resend": scenario.resend, "restore": lambda: scenario.lose_and_restore(small), "finish": scenario.finish,
    }  # fmt: skip
    try:
        for step in ("prepare", *steps):
            began = time.monotonic()
            actions[step]()
            scenario.outcome.seconds.append(f"{step} {time.monotonic() - began:.0f}")
    except Faulty as fault:
        scenario.outcome.faults.append(str(fault))
    finally:
        scenario.house.crew.abandon()
    return scenario.outcome
