"""What Prometheus is told of a service is what its database says, and a silent database holds up nobody."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from chassis.alarms import raise_alarm
from chassis.clock import real_seconds
from chassis.database import Database
from chassis.deadline_jobs import watch_deadlines
from chassis.events import inbox_store
from chassis.events.event_log import LoggedEvent, append_event, mark_published, number_events
from chassis.figures.collector import WorkFigures
from chassis.jobs import Job, JobRecord, JobRunner
from chassis.kernel.calendar import Basis, Limit
from chassis.lease import take_lease
from chassis.schema import parked_event
from chassis.service import Service
from tests.servers.postgres import postgres
from tests.servers.processes import wait_for
from tests.store.clocks import start, tx_on

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A worker of supervision as this process would know it."""

    service: Service
    relay_lease: tuple[str, str] = ("relay", "me")
    heads: Mapping[str, int] = field(default_factory=dict)
    pulled: Mapping[str, int] = field(default_factory=dict)
    job_records: Mapping[str, JobRecord] = field(default_factory=dict)


@pytest.fixture
def service(supervision: Service) -> Service:
    return supervision


def scrape(figures: WorkFigures) -> Samples:
    registry = CollectorRegistry()
    registry.register(figures)
    families = text_string_to_metric_families(generate_latest(registry).decode())
    return {(each.name, frozenset(each.labels.items())): each.value for family in families for each in family.samples}


def told(service: Service, name: str, /, **labels: str) -> float:
    found = scrape(WorkFigures([Working(service=service, heads={"legal_aid": 30})]))
    return found["sifa_" + name, frozenset({"service": "supervision", **labels}.items())]


def emit(service: Service, count: int, *, minutes_ago: int) -> None:
    created = service.clock.now() - dt.timedelta(minutes=minutes_ago)
    with service.database.write() as session:
        for _ in range(count):
            event = LoggedEvent(
                id=service.clock.new_id(), position=None, type="a.B", subject="x", body="{}", created=created
            )
            append_event(session, event)


def test_an_empty_database_is_up_and_has_nothing_to_say(service: Service) -> None:
    assert told(service, "database_up") == 1
    names = ("events_unpublished", "events_oldest_unpublished_seconds", "deadlines_overdue", "event_log_position")
    assert [told(service, name) for name in names] == [0, 0, 0, 0]


def test_events_that_the_broker_has_not_confirmed_are_counted_with_the_age_of_the_oldest(service: Service) -> None:
    emit(service, 2, minutes_ago=9)
    emit(service, 1, minutes_ago=5)
    assert told(service, "events_unpublished") == 3
    assert 540 <= told(service, "events_oldest_unpublished_seconds") < 560
    with service.database.write() as session:
        number_events(session)
        mark_published(session, 2)
    emit(service, 1, minutes_ago=1)
    assert [told(service, name) for name in ("event_log_position", "event_log_published", "events_unpublished")] == [
        3,
        2,
        2,
    ]
    assert 300 <= told(service, "events_oldest_unpublished_seconds") < 320


def test_a_source_that_is_behind_or_halted_is_told(service: Service) -> None:
    assert told(service, "cursor_lag", source="legal_aid") == 30
    with service.database.write() as session:
        cursor = inbox_store.lock_cursor(session, "legal_aid")
        cursor = replace(cursor, applied=21)
        inbox_store.move_cursor(session, cursor)
        inbox_store.halt(session, cursor, "SOURCE_REWOUND")
    names = ("cursor_applied", "cursor_lag", "cursor_halted")
    assert [told(service, name, source="legal_aid") for name in names] == [21, 9, 1]


def test_parked_and_dead_events_are_told_apart(service: Service) -> None:
    row = {"source": "legal_aid", "subject": "x", "position": 1, "attempts": 1, "next_attempt": 0.0, "error": "E"}
    with service.database.write() as session:
        for number in range(5):
            session.execute(sa.insert(parked_event).values(**row, event_id=f"{number}", dead=number > 2))
    assert [told(service, name, source="legal_aid") for name in ("events_parked", "events_dead")] == [3, 2]


def test_alarms_are_counted_by_kind(service: Service) -> None:
    with service.database.write() as session:
        for subject in ("a", "b", "b"):
            raise_alarm(session, kind="EVENT_DEAD", subject=subject, detail="x", now=service.clock.now())
    assert told(service, "alarms", kind="EVENT_DEAD") == 2


def test_deadlines_that_somebody_must_look_at_are_counted(service: Service) -> None:
    today = service.clock.today()
    with tx_on(service, f"{today - dt.timedelta(days=7):%Y-%m-%d}") as tx:
        for number, days in enumerate((7, 7, 14)):
            start(tx, subject=f"applications/{number}", limit=Limit(days, Basis.CAL))
    with tx_on(service, f"{today - dt.timedelta(days=9):%Y-%m-%d}") as tx:
        start(tx, subject="applications/8", limit=Limit(2, Basis.CAL))
    names = ("deadlines_due_today", "deadlines_overdue", "deadlines_unresolved")
    assert [told(service, name) for name in names] == [2, 1, 0]
    with tx_on(service, f"{today:%Y-%m-%d}") as tx:
        assert watch_deadlines(tx) == 1
        start(tx, subject="applications/9", limit=Limit(400, Basis.WD))
    assert [told(service, name) for name in names] == [2, 1, 1]


def test_a_lease_is_held_by_its_holder_alone_and_until_it_ends(service: Service) -> None:
    def take(holder: str, now: float) -> None:
        with service.database.write() as session:
            take_lease(session, name="relay", holder=holder, now=now, seconds=30)

    seen = [told(service, "lease_held", lease="relay")]
    take("other", real_seconds() - 100)
    seen.append(told(service, "lease_held", lease="relay"))
    take("me", real_seconds() - 60)
    seen.append(told(service, "lease_held", lease="relay"))
    take("me", real_seconds())
    seen.append(told(service, "lease_held", lease="relay"))
    assert seen == [0, 0, 0, 1]


def test_a_job_is_told_with_its_last_success_and_its_failures(service: Service) -> None:
    def fail(_: object) -> int:
        raise ValueError("x")

    good = Job(name="good", every=dt.timedelta(seconds=1), run=lambda _: 0)
    bad = Job(name="bad", every=dt.timedelta(seconds=1), run=fail)
    runner = JobRunner(service, (good, bad))
    before = real_seconds()
    runner.run(good)
    with pytest.raises(ValueError, match="x"):
        runner.run(bad)
    other = JobRunner(service, (good,))
    assert other.run(good) == 0
    found = scrape(WorkFigures([Working(service=service, job_records=runner.records)]))
    job = {"service": "supervision", "job": "good"}.items()
    assert found["sifa_job_last_success_timestamp_seconds", frozenset(job)] >= before
    assert found["sifa_job_duration_seconds", frozenset(job)] >= 0
    failing = frozenset({"service": "supervision", "job": "bad"}.items())
    assert found["sifa_job_failures_total", failing] == 1
    assert ("sifa_job_last_success_timestamp_seconds", failing) not in found
    assert other.records["good"].finished == 0


def up(figures: WorkFigures) -> float:
    return scrape(figures)["sifa_database_up", frozenset({("service", "supervision")})]


def test_a_database_that_refuses_is_down_and_the_rest_is_told(service: Service, tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"this is no database" * 100)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"postgresql://nobody@127.0.0.1:{closed.getsockname()[1]}/x"
        for url in (f"sqlite:///{tmp_path}/broken.sqlite", nowhere):
            broken = Database(url)
            figures = WorkFigures([
                Working(service=replace(service, database=broken), pulled={"legal_aid": 7}),
            ])  # fmt: skip
            found = scrape(figures)
            assert found["sifa_database_up", frozenset({("service", "supervision")})] == 0
            assert ("sifa_event_log_position", frozenset({("service", "supervision")})) not in found
            assert 7 in found.values()
            broken.close()


def test_a_database_that_accepts_and_says_nothing_is_down(service: Service) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = Database(f"postgresql://x@127.0.0.1:{silent.getsockname()[1]}/x")
        assert up(WorkFigures([Working(service=replace(service, database=mute))])) == 0
        mute.close()


def test_a_frozen_database_is_down_and_is_asked_once_however_many_ask_here(service: Service) -> None:
    with postgres() as server:
        live = Database(server.create_database("supervision"))
        with live.read() as session:
            session.execute(sa.text("select 1"))
        figures = WorkFigures([Working(service=replace(service, database=live))])
        with frozen(server.pid), ThreadPoolExecutor(3) as pool:
            scrapes = [pool.submit(up, figures) for _ in range(3)]
            asking = [questions() for _ in iter(lambda: wait(scrapes, timeout=0.05).not_done, set())]
            # NOTE: looked at while the server is still frozen: whoever waits for it has not come back.
            assert ([scrape.result() for scrape in scrapes], questions(), max(asking)) == ([0, 0, 0], 1, 1)
        wait_for(lambda: questions() == 0, "the end of the question", 30)
        live.close()


@contextmanager
def frozen(server: int) -> Iterator[None]:
    """The server and each of its processes, which are groups of their own, stand still until the block ends."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="utf-8").split()
    pids = [server, *map(int, children)]
    try:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def questions() -> int:
    """How many questions to databases are open."""
    return sum(each.name == "supervision-figures" for each in threading.enumerate())
