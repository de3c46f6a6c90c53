"""The doctor sees what is wrong with a service's database and its server, each fault planted for real."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from chassis import database_guard
from chassis.alarms import raise_alarm
from chassis.clock import random_id, real_seconds
from chassis.doctor import databases, flow
from chassis.doctor.check import NotSeen
from chassis.doctor.installation import Installation, Patient
from chassis.events import inbox_store, parking
from chassis.events.event_log import LoggedEvent, append_event, mark_published, number_events
from chassis.events.repair import REWOUND
from chassis.lease import RELAY, take_lease
from chassis.migrate import PLATFORM_TABLE, SERVICE_TABLE
from chassis.schema import parked_event
from chassis.service import Service
from chassis.settings import load_settings
from tests.facts import HAPPENED, fact
from tests.operators.conftest import seen, under
from tests.operators.looking import looked
from tests.servers.keeper import SharedServers
from tests.servers.postgres import PostgresServer, postgres
from tests.servers.profiles import Profile
from tests.store.recorder import received

SECRET = "canary-7f3a"


def test_a_database_that_fits_is_nothing_to_tell(listener: Patient) -> None:
    assert [looked(check, listener) for check in databases.OF_DATABASE] == [[]] * len(databases.OF_DATABASE)


def at(patient: Patient, url: str) -> Patient:
    """The same service with its database elsewhere."""
    key = f"SIFA_{patient.name.upper()}_DATABASE_URL"
    return under(patient, services={**patient.settings.services, key: url})


def test_a_database_that_is_not_there_is_told_and_not_made(listener: Patient, profile: Profile) -> None:
    embedded = profile.name == "embedded"
    file = profile.var / "nowhere.sqlite"
    url = f"sqlite:///{file}" if embedded else f"postgresql://u:{SECRET}@127.0.0.1:1/x"
    gone = at(listener, url)
    ((level, what),) = looked(databases.DATABASE, gone)
    assert (level, SECRET in what, file.exists()) == ("FAILURE", False, False)
    with pytest.raises(NotSeen):
        looked(flow.PARKED, gone)


def test_an_empty_database_is_told(listener: Patient, profile: Profile) -> None:
    url = profile.database_url("bare")
    if profile.name == "embedded":
        (profile.var / "bare.sqlite").touch()
    assert looked(databases.DATABASE, at(listener, url)) == [("FAILURE", "the database is empty, or not of sifa")]


def test_the_database_of_another_service_is_told(listener: Patient, teller: Patient) -> None:
    other = at(listener, teller.settings.database_url("legal_aid"))
    assert looked(databases.DATABASE, other) == [("FAILURE", "the database belongs to legal_aid")]
    assert looked(databases.SHARING, Patient(other.installation, teller.manifest)) == [
        ("FAILURE", "supervision has the same database")
    ]


@pytest.mark.parametrize("table", [PLATFORM_TABLE, SERVICE_TABLE])
def test_a_schema_outside_the_range_is_told(supervision: Service, listener: Patient, table: str) -> None:
    with supervision.database.write() as session:
        was = session.execute(sa.text(f"select version_num from {table}")).scalar_one()
        session.execute(sa.text(f"update {table} set version_num = '9999'"))
    try:
        ((level, what),) = looked(databases.DATABASE, listener)
        assert (level, what.startswith(f"{table} is at 9999")) == ("FAILURE", True)
    finally:
        with supervision.database.write() as session:
            session.execute(sa.text(f"update {table} set version_num = '{was}'"))


def test_a_calm_service_is_nothing_to_tell(supervision: Service, listener: Patient) -> None:
    lead(supervision)
    assert [looked(check, listener) for check in flow.OF_FLOW] == [[]] * len(flow.OF_FLOW)


def lead(service: Service) -> None:
    with service.database.write() as session:
        take_lease(session, name=RELAY, holder="somebody", now=real_seconds(), seconds=60)


def test_parked_and_dead_events_are_told_apart(supervision: Service, listener: Patient) -> None:
    with supervision.database.write() as session:
        inbox_store.lock_cursor(session, "legal_aid")
        for position in (1, 2):
            event = fact(position, received(position))
            inbox_store.keep_event(session, event)
            parking.park(session, event, ValueError("secret"))
        session.execute(sa.update(parked_event).where(parked_event.c.position == 1).values(dead=True))
    assert looked(flow.PARKED, listener) == [
        ("FAILURE", "1 events were given up after twelve attempts"), ("WARNING", "1 events wait for another attempt"),
    ]  # fmt: skip


def test_alarms_are_counted_by_kind_without_what_they_are_about(supervision: Service, listener: Patient) -> None:
    with supervision.database.write() as session:
        for number in (1, 2):
            raise_alarm(session, kind="EVENT_DEAD", subject=f"{SECRET}/{number}", detail=SECRET, now=HAPPENED)
    assert looked(flow.ALARMS, listener) == [("WARNING", "2 × EVENT_DEAD")]


def test_a_halted_source_is_told(supervision: Service, listener: Patient) -> None:
    with supervision.database.write() as session:
        inbox_store.halt(session, inbox_store.lock_cursor(session, "legal_aid"), REWOUND)
    assert looked(flow.CURSORS, listener) == [("FAILURE", "nothing of legal_aid is applied any more: SOURCE_REWOUND")]


def tell(service: Service, *, age: dt.timedelta, numbered: bool, published: bool = False) -> None:
    with service.database.write() as session:
        created = service.clock.now() - age
        event = LoggedEvent(id=random_id(), position=None, type="t", subject="s", body="{}", created=created)
        append_event(session, event)
        if numbered:
            number_events(session)
        if published:
            mark_published(session, 1)


@pytest.mark.parametrize("numbered", [False, True])
def test_events_that_wait_for_longer_than_a_minute_are_told(
    supervision: Service, listener: Patient, *, numbered: bool
) -> None:
    lead(supervision)
    tell(supervision, age=dt.timedelta(minutes=5), numbered=numbered)
    ((level, what),) = looked(flow.RELAY, listener)
    assert (level, what.startswith("1 events wait to be published")) == ("FAILURE", True)


def test_young_or_published_events_are_nothing_to_tell(supervision: Service, listener: Patient) -> None:
    lead(supervision)
    tell(supervision, age=dt.timedelta(minutes=5), numbered=True, published=True)
    tell(supervision, age=dt.timedelta(seconds=5), numbered=False)
    assert looked(flow.RELAY, listener) == []


def test_a_lease_that_nobody_holds_is_a_warning(supervision: Service, listener: Patient) -> None:
    assert [found[0] for found in looked(flow.RELAY, listener)] == ["WARNING"]
    with supervision.database.write() as session:
        take_lease(session, name=RELAY, holder="gone", now=real_seconds() - 60, seconds=3)
    assert [found[0] for found in looked(flow.RELAY, listener)] == ["WARNING"]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-10-02T09:00+08:00", []),
        ("2026-10-03T09:00+08:00", [("WARNING", "the working days of 2027 are not known yet")]),
        ("2027-01-01T00:00+08:00", [("FAILURE", "the working days of 2027 are not known")]),
    ],
)
def test_a_year_without_working_days_is_told_ninety_days_before(
    listener: Patient, now: str, told: list[tuple[str, str]]
) -> None:
    assert looked(flow.CALENDAR, under(listener, now=now)) == told


@pytest.fixture(scope="module")
def careless() -> Iterator[PostgresServer]:
    """A server that risks its data and has little room."""
    with postgres(fsync=False, settings={"full_page_writes": "off", "max_connections": "20"}) as server:
        yield server


def asked(url: str, *, production: bool = False, threads: int = 8) -> Patient:
    """Supervision on a database of that server."""
    environ = {"SIFA_SUPERVISION_DATABASE_URL": url, "SIFA_SUPERVISION_GRPC_THREADS": str(threads)}
    real = {"SIFA_ENV": "production", "SIFA_BROKER_URL": "none:"} if production else {}
    installation: Installation = seen(load_settings({**environ, **real}), "supervision")
    return Patient(installation, installation.installed["supervision"])


def test_a_server_that_risks_its_data_is_told(careless: PostgresServer) -> None:
    url = careless.create_database("risky")
    found = looked(databases.SERVER, asked(url, production=True))
    assert [(level, what.split(":")[0]) for level, what in found] == [
        ("FAILURE", "fsync is off, not on"), ("FAILURE", "full_page_writes is off, not on"),
    ]  # fmt: skip
    assert {level for level, _ in looked(databases.SERVER, asked(url))} == {"WARNING"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("set synchronous_commit = off", "synchronous_commit is off"),
        ("set default_transaction_isolation = 'serializable'", "default_transaction_isolation is serializable"),
    ],
)
def test_a_database_with_a_setting_of_its_own_is_told(servers: SharedServers, change: str, told: str) -> None:
    name = f"own_{change.split()[1]}"
    url = servers.postgres().create_database(name)
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text(f"alter database {name} {change}"))
    engine.dispose()
    ((level, what),) = looked(databases.SERVER, asked(url, production=True))
    assert (level, what.startswith(told)) == ("FAILURE", True)


def test_a_database_that_cannot_hold_chinese_is_told(servers: SharedServers) -> None:
    server = servers.postgres()
    engine = sa.create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("create database plain encoding 'SQL_ASCII' template template0 locale 'C'"))
    engine.dispose()
    ((level, what),) = looked(databases.SERVER, asked(server.url("plain"), production=True))
    assert (level, what.startswith("server_encoding is SQL_ASCII")) == ("FAILURE", True)


def test_a_server_that_is_too_old_is_told() -> None:
    good = {key: wanted for key, (wanted, _) in database_guard._WANTED.items()} | {"synchronous_commit": "on"}
    assert list(database_guard.server_faults({**good, "server_version_num": "140000"})) == []
    assert list(database_guard.server_faults({**good, "server_version_num": "130018"})) == [
        "server version 130018 is below 140000"
    ]


@pytest.mark.parametrize(("threads", "level"), [(1, "WARNING"), (12, "WARNING"), (13, "FAILURE")])
def test_pools_beyond_what_the_server_gives_are_told_with_both_numbers(
    careless: PostgresServer, threads: int, level: str
) -> None:
    """Of 20 connections 3 are kept for superusers; a process opens its threads and five."""
    ((found, what),) = looked(databases.CONNECTIONS, asked(careless.url("postgres"), threads=threads))
    needed = (threads + 5) * (1 if level == "FAILURE" else 3)
    assert (found, f"may open {needed} connections, the server gives 17" in what) == (level, True)


def test_a_clock_that_is_away_is_told(servers: SharedServers, monkeypatch: pytest.MonkeyPatch) -> None:
    patient = asked(servers.postgres().url("postgres"))
    assert looked(databases.CLOCK, patient) == []
    monkeypatch.setattr(database_guard.clock_skew, "__defaults__", (lambda: real_seconds() + 6,))
    assert looked(databases.CLOCK, patient) == [
        ("FAILURE", "the clock of the database is 6 s away from this machine's")
    ]
