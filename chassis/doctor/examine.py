"""Run checks side by side, each for a bounded time, and gather what they find.

It must not let one check that hangs, or fails in a way of its own, keep the others from being told.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chassis.doctor.check import Check, Finding, Found, Level, NotSeen, failure

SECONDS, AT_ONCE = 3.0, 16


@dataclass(slots=True)
class Examination:
    """One check of one subject, in a thread of its own."""

    check: Check[Any]
    subject: str
    patient: Any
    found: list[Found] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    ends: float = 0.0

    def start(self, seconds: float) -> None:
        """Begin; the thread is left behind when its time is over."""
        self.ends = time.monotonic() + seconds
        threading.Thread(target=self._run, name=f"doctor-{self.check.id}", daemon=True).start()

    def findings(self) -> list[Finding]:
        """What it found, or that it did not end in time, or that all is well."""
        hung = [] if self.over.is_set() else [failure("no answer in time")]
        found = [*self.found, *hung] or [Found(Level.FINE, "")]
        return [
            Finding(
                level=one.level, check=self.check.id, subject=self.subject, what=one.what, why=self.check.why,
                remedy=self.check.remedy,
            )
            for one in found
        ]  # fmt: skip

    def _run(self) -> None:
        try:
            for one in self.check.look(self.patient):
                self.found.append(one)
        except NotSeen as reason:
            self.found.append(Found(Level.UNSEEN, str(reason)))
        except Exception as error:  # noqa: BLE001 - a check that fails is a finding, and its text may hold an address
            self.found.append(failure(f"the look itself failed: {type(error).__name__}"))
        self.over.set()


def examine(examinations: Iterable[Examination], *, seconds: float = SECONDS) -> tuple[list[Finding], bool]:
    """All findings in the order given, and whether some check still hangs.

    At most sixteen run at once; one whose time is over makes room, so the whole is bounded by the number of checks.
    """
    every = list(examinations)
    running: list[Examination] = []
    for one in every:
        if len(running) >= AT_ONCE:
            running = _with_room(running)
        one.start(seconds)
        running.append(one)
    for one in running:
        one.over.wait(max(0.0, one.ends - time.monotonic()))
    return [finding for one in every for finding in one.findings()], not all(one.over.is_set() for one in every)


def _with_room(running: list[Examination]) -> list[Examination]:
    """Wait until one is over or has had its time; those that still run."""
    while True:
        left = [one for one in running if not one.over.is_set() and one.ends > time.monotonic()]
        if len(left) < len(running):
            return left
        running[0].over.wait(0.01)
