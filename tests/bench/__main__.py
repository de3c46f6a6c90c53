"""`make bench`: ratios, latency and memory, all from one run on one machine.

It must not fail for being slow: it prints figures beside their targets.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from chassis.up.pss import pss_kib
from tests.bench.latency import RATE, commit_to_applied
from tests.bench.load import grpc_caller, http_caller, rate
from tests.bench.system import System, running_system
from tests.bench.yardstick import pgbench_rate

SECONDS = 8


def main() -> int:
    """Measure and print."""
    with running_system() as system:
        latency = commit_to_applied(system, SECONDS)
        _say(
            f"commit to applied at {RATE} events/s over RabbitMQ, {latency.events} events:"
            f" p50 {latency.p50:.0f} ms (target 60), p99 {latency.p99:.0f} ms (target 300)"
        )
        _memory(system)
        with _paused(system, "work", "consume"):
            yardstick = pgbench_rate(system, SECONDS)
            over_grpc = rate(system, grpc_caller, SECONDS)
            over_http = rate(system, http_caller, SECONDS)
        busy = rate(system, grpc_caller, SECONDS)
    _say("eight callers, relay and consumer paused while the request path is measured:")
    _say(f"  pgbench -c 8 -j 2 with the statements of one CreateApplication {yardstick:7.0f} /s")
    _say(f"  CreateApplication over gRPC, one serve                         {over_grpc:7.0f} /s")
    _say(f"  CreateApplication over HTTP, one gateway                       {over_http:7.0f} /s")
    _say(f"  over gRPC while relay and consumer work off the backlog        {busy:7.0f} /s")
    _say(f"gRPC as a share of pgbench {over_grpc / yardstick:.2f} (target 0.15), HTTP as a share of gRPC "
         f"{over_http / over_grpc:.2f}")  # fmt: skip
    return 0


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
    sys.exit(main())
