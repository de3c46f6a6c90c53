"""`make bench`: ratios, latency and memory, all from one run on one machine.

It must not fail for being slow: it prints figures beside their targets.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from chassis.up.pss import pss_kib
from tests.bench.assessments import ASSESSED, measure_assessments
from tests.bench.backlog import backlog_rate
from tests.bench.draws import measure_draws
from tests.bench.front_desk import CONTACTS, measure_people, measure_registering
from tests.bench.latency import RATE, commit_to_applied
from tests.bench.load import grpc_caller, http_caller, rate
from tests.bench.many_cases import measure
from tests.bench.many_offices import OFFICES, measure_offices
from tests.bench.payments import approve_and_pay
from tests.bench.self_inspections import SHEETS, measure_self_inspections
from tests.bench.system import System, running_system
from tests.bench.transcoding import crossings
from tests.bench.yardstick import pgbench_rate

SECONDS, ROUNDS = 4, 5
PAYMENTS = 50_000
PARTS = ("payments", "offices", "draws", "assessments", "self-inspections", "people")


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--payments", type=int, default=PAYMENTS, help="how many are approved and paid, 0 for none")
    parser.add_argument("--offices", type=int, default=OFFICES, help="whose coverage and funds are found, 0 for none")
    parser.add_argument("--assessed", type=int, default=ASSESSED, help="offices whose year is assessed, 0 for none")
    parser.add_argument("--sheets", type=int, default=SHEETS, help="forms F-01 that are imported, 0 for none")
    parser.add_argument("--contacts", type=int, default=CONTACTS, help="among which people are found, 0 for none")
    parser.add_argument("--only", choices=PARTS, help="leave the rest out")
    given = parser.parse_args(arguments)
    if given.only is None:
        _system()
    for part in _parts(given):
        if part.count and given.only in (None, part.name):
            _say(part.said)
            for line in part.lines():
                _say(line)
    return 0


@dataclass(frozen=True, slots=True)
class Part:
    """What may be measured alone: its name for `--only`, how many, what is said before, and the lines."""

    name: str
    count: int
    said: str
    lines: Callable[[], Iterable[str]]


def _parts(given: argparse.Namespace) -> Iterator[Part]:
    yield Part("draws", 1, "draws of one in ten with two officers each of forty, in this process:", measure_draws)
    yield Part(
        "offices", given.offices,
        f"coverage and a year's funds of {given.offices:,} offices in this process, one caller, PostgreSQL:",
        lambda: measure_offices(given.offices),
    )  # fmt: skip
    yield Part(
        "assessments", given.assessed,
        f"the year of {given.assessed:,} offices and their people assessed in this process, PostgreSQL:",
        lambda: measure_assessments(given.assessed),
    )  # fmt: skip
    yield Part(
        "self-inspections", given.sheets,
        f"{given.sheets:,} forms F-01 imported from xlsx in this process, one transaction each, PostgreSQL:",
        lambda: measure_self_inspections(given.sheets),
    )  # fmt: skip
    yield Part(
        "people", given.contacts, f"people found among {given.contacts:,} contacts in this process, PostgreSQL:",
        lambda: measure_people(given.contacts),
    )  # fmt: skip
    yield Part(
        "payments", given.payments, f"{given.payments:,} subsidies approved and paid:",
        lambda: approve_and_pay(given.payments).lines(),
    )  # fmt: skip


def _system() -> None:
    _say(f"a backlog worked off by one process: {backlog_rate():.0f} events/s (target 200)")
    with running_system() as system:
        latency = commit_to_applied(system, 2 * SECONDS)
        _say(
            f"commit to applied at {RATE} events/s over RabbitMQ, {latency.events} events:"
            f" p50 {latency.p50:.0f} ms (target 60), p99 {latency.p99:.0f} ms (target 300)"
        )
        _memory(system)
        with _paused(system, "work", "consume"):
            rounds = [_round(system) for _ in range(ROUNDS)]
            crossed = list(crossings(system))
            registered = list(measure_registering(system, SECONDS))
        busy = rate(system, grpc_caller, SECONDS)
    _say(f"eight callers, median of {ROUNDS} rounds, relay and consumer paused while the request path is measured:")
    _say(f"  pgbench -c 8 -j 2 with the statements of one CreateApplication {_middle(rounds, 0):7.0f} /s")
    _say(f"  CreateApplication over gRPC, one serve                         {_middle(rounds, 1):7.0f} /s")
    _say(f"  CreateApplication over HTTP, one gateway                       {_middle(rounds, 2):7.0f} /s")
    _say(f"  over gRPC while relay and consumer work off the backlog        {busy:7.0f} /s")
    _say("contacts registered over HTTP by eight callers:")
    for line in registered:
        _say(line)
    shares = sorted(grpc / yardstick for yardstick, grpc, _ in rounds)
    _say(f"gRPC as a share of pgbench {median(shares):.2f} (target 0.15), from {shares[0]:.2f} to {shares[-1]:.2f}")
    _say(f"HTTP as a share of gRPC {median(http / grpc for _, grpc, http in rounds):.2f}")
    _say("one service behind the gateway and behind Envoy (one worker each), medians of rounds in turn:")
    for crossing in crossed:
        for line in crossing.lines():
            _say(f"  {line}")
    _say("legal aid in this process, one caller (target for a page of 50: p95 300 ms):")
    for line in measure():
        _say(line)


def _round(system: System) -> tuple[float, float, float]:
    """The three rates one after the other, so that a noisy neighbour meets them all."""
    return pgbench_rate(system, SECONDS), rate(system, grpc_caller, SECONDS), rate(system, http_caller, SECONDS)


def _middle(rounds: list[tuple[float, float, float]], place: int) -> float:
    return median(figures[place] for figures in rounds)


@contextmanager
def _paused(system: System, *roles: str) -> Iterator[None]:
    pids = [pid for role, pid in system.pids().items() if role in roles]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def _memory(system: System) -> None:
    sizes = {role: pss_kib(pid) / 1024 for role, pid in system.pids().items()}
    _say("PSS in MiB: " + ", ".join(f"{role} {size:.0f}" for role, size in sizes.items()))
    _say(f"PSS in all: {sum(sizes.values()):.0f} MiB (target 600)")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
