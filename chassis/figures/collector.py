"""Ask the databases of a process when Prometheus asks, all at once and with a common limit.

It must not make anybody wait: a database that does not answer in time is `sifa_database_up 0`, and it is not asked
again while a question to it is still open.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import sqlalchemy as sa
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from chassis.clock import real_seconds
from chassis.figures.readings import (
    FAMILIES,
    Moment,
    Reading,
    read_duties,
    read_lease,
    read_log,
    read_messages,
    read_sources,
)
from chassis.jobs import JobRecord
from chassis.service import Service

LIMIT_SECONDS, STATEMENT_MS = 3.0, 2000


class Watched(Protocol):
    """A service's worker as the figures see it."""

    @property
    def service(self) -> Service:
        """Whose database is asked."""

    @property
    def relay_lease(self) -> tuple[str, str]:
        """Name of the relay's lease, and who this process is there."""

    @property
    def heads(self) -> Mapping[str, int]:
        """The last known head of every source."""

    @property
    def pulled(self) -> Mapping[str, int]:
        """Events by source that had to be fetched because the broker did not bring them."""

    @property
    def job_records(self) -> Mapping[str, JobRecord]:
        """How each job went that ran here."""


class WorkFigures(Collector):
    """The figures of all services that one `sifa work` works for."""

    def __init__(self, workers: Sequence[Watched]) -> None:
        self._looks = [_Look(worker) for worker in workers]
        self._workers = workers

    def describe(self) -> Iterator[Metric]:
        """Nothing is known before somebody asks."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Families with the present values."""
        up = GaugeMetricFamily("sifa_database_up", "1 when the database answered in time.", labels=("service",))
        families = {
            name: GaugeMetricFamily(name, text, labels=("service", *labels))
            for name, (text, labels) in FAMILIES.items()
        }
        for look in self._looks:
            look.begin()
        ends = time.monotonic() + LIMIT_SECONDS
        for look in self._looks:
            readings = look.end(max(0.0, ends - time.monotonic()))
            up.add_metric((look.name,), float(readings is not None))
            for name, labels, value in readings or ():
                families[name].add_metric((look.name, *labels), value)
        yield up
        yield from families.values()
        yield from self._of_this_process()

    def _of_this_process(self) -> Iterator[Metric]:
        """What needs no database."""
        pulled = CounterMetricFamily(
            "sifa_events_pulled", "Events the broker did not bring.", labels=("service", "source")
        )
        job = ("service", "job")
        last = GaugeMetricFamily("sifa_job_last_success_timestamp_seconds", "When the job last succeeded.", labels=job)
        took = GaugeMetricFamily("sifa_job_duration_seconds", "How long it then took.", labels=job)
        failed = CounterMetricFamily("sifa_job_failures", "How often it failed here.", labels=job)
        for worker in self._workers:
            name = worker.service.name
            for source, number in sorted(worker.pulled.items()):
                pulled.add_metric((name, source), number)
            for task, record in sorted(worker.job_records.items()):
                failed.add_metric((name, task), record.failures)
                if record.finished:
                    last.add_metric((name, task), record.finished)
                    took.add_metric((name, task), record.seconds)
        yield from (pulled, last, took, failed)


class _Look:
    """One question to one database at a time, in a thread that nobody has to wait for."""

    def __init__(self, worker: Watched) -> None:
        self.name = worker.service.name
        self._worker = worker
        self._lock = threading.Lock()
        self._done: threading.Event | None = None
        self._readings: list[Reading] | None = None

    def begin(self) -> None:
        """Ask, unless the last question is still open."""
        with self._lock:
            if self._done is None or self._done.is_set():
                self._done = threading.Event()
                threading.Thread(target=self._ask, args=(self._done,), name=f"{self.name}-figures", daemon=True).start()

    def end(self, seconds: float) -> list[Reading] | None:
        """The answer; None when there is none within the time, or no database."""
        assert self._done is not None
        return self._readings if self._done.wait(seconds) else None

    def _ask(self, done: threading.Event) -> None:
        try:
            self._readings = _read(self._worker)
        except sa.exc.SQLAlchemyError:
            self._readings = None
        finally:
            done.set()


def _read(worker: Watched) -> list[Reading]:
    service = worker.service
    at = Moment(now=service.clock.now(), today=service.clock.today(), real_seconds=real_seconds())
    with service.database.read() as session:
        if not service.database.sqlite:
            session.execute(sa.text(f"SET LOCAL statement_timeout = {STATEMENT_MS}"))
        return [
            *read_log(session, at),
            *read_sources(session, worker.heads),
            *read_duties(session, at),
            *read_messages(session, at),
            *read_lease(session, *worker.relay_lease, at),
        ]
