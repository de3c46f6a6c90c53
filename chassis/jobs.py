"""Work that the clock starts: each job, the service's own or the platform's, runs on one holder of its lease at a time.

It must not be the only guard of a deadline: jobs repeat harmlessly.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from chassis.clock import random_id, real_seconds
from chassis.deadline_jobs import resolve_deadlines, warn_of_missing_year, watch_deadlines
from chassis.lease import take_lease
from chassis.manifest import load_name
from chassis.service import Service
from chassis.tx import Tx

LEASE_SECONDS, BATCH = 30.0, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Run `run(tx)` every so often in a transaction of its own; it returns how many rows it changed.

    A job with much to do changes 100 rows and is run again at once.
    """

    name: str
    every: dt.timedelta
    run: Callable[[Tx], int]


@dataclass(slots=True)
class JobRecord:
    """How a job went in this process: when it last succeeded (real seconds, 0 = never), how long it took, failures."""

    finished: float = 0.0
    seconds: float = 0.0
    failures: int = 0


class JobRunner:
    """The jobs of one service."""

    def __init__(self, service: Service, jobs: tuple[Job, ...]) -> None:
        """Each job is due at once."""
        self._service = service
        self._due = [(job, 0.0) for job in jobs]
        self._holder = random_id()
        self.records = {job.name: JobRecord() for job in jobs}

    def turn(self) -> int:
        """Run what is due and leased to us; returns how many rows changed."""
        changed, now = 0, real_seconds()
        for place, (job, due) in enumerate(self._due):
            if now >= due:
                changed += self._run_all(job)
                self._due[place] = (job, now + job.every.total_seconds())
        return changed

    def _run_all(self, job: Job) -> int:
        """Run one job until it leaves a batch unfilled."""
        changed = last = self.run(job)
        while last >= BATCH:
            last = self.run(job)
            changed += last
        return changed

    def run(self, job: Job) -> int:
        """Run one job now, unless another holder has its lease."""
        record, began = self.records.setdefault(job.name, JobRecord()), time.perf_counter()
        try:
            changed = self._run(job)
        except Exception:
            record.failures += 1
            raise
        if changed is not None:
            record.finished, record.seconds = real_seconds(), time.perf_counter() - began
        return changed or 0

    def _run(self, job: Job) -> int | None:
        """How many rows it changed; None when another holder has the lease."""
        service, name = self._service, f"job:{job.name}"
        with service.database.write() as session:
            fence = take_lease(session, name=name, holder=self._holder, now=real_seconds(), seconds=LEASE_SECONDS)
            if fence is None:
                return None
            return job.run(service.open_tx(session, principal=service.principal, cause=random_id()))


PLATFORM_JOBS = (
    Job(name="watch-deadlines", every=dt.timedelta(seconds=60), run=watch_deadlines),
    Job(name="resolve-deadlines", every=dt.timedelta(seconds=5), run=resolve_deadlines),
    Job(name="warn-of-missing-year", every=dt.timedelta(seconds=60), run=warn_of_missing_year),
)


def load_jobs(service: Service) -> tuple[Job, ...]:
    """The jobs that every service has, and the service's own."""
    name = service.manifest.load_wiring().jobs
    return (*PLATFORM_JOBS, *(cast("tuple[Job, ...]", load_name(name)) if name else ()))
