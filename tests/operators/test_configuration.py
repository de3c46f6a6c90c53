"""What cannot be used is refused at the start with exit code 78 and a line that names it, and never a traceback.

The rows are those of the configuration table of the project's catalogue of bad input (F01 to F13); what is read from
files, F10 and F12, has a file of its own.
"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from grpc_health.v1 import health_pb2

from chassis import clients, rpc, server
from chassis.auth import tokens
from chassis.auth.keys import ensure_keys
from chassis.clock import real_seconds
from chassis.database import PG_OPTIONS
from chassis.manifest import installed_services
from chassis.migrate import SERVICE_TABLE, migrate
from chassis.platform_servicers import Health
from chassis.service import Service, open_service
from chassis.settings import load_settings
from chassis.start_guard import start_faults
from chassis.up import supervise
from gateway import call_metadata, http_server
from tests.operators.command import SIFA, clean, refused, sifa
from tests.servers.keeper import SharedServers
from tests.servers.processes import wait_for

NAME = "legal_aid"
# As shipped, read before any test runs: the doors of other tests are patient while they stand open.
CALL_SECONDS, PEER_SECONDS = rpc.LONGEST_SECONDS, clients.SECONDS
# The health check does not look at who asks.
NOBODY: Any = None
SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING


def test_f01_a_required_key_is_named(tmp_path: Path) -> None:
    real = {"SIFA_ENV": "production", "SIFA_BROKER_URL": "none:", "SIFA_VAR": str(tmp_path)}
    for command in ("serve", "work", "migrate"):
        refused(sifa(real, command, NAME), "SIFA_LEGAL_AID_DATABASE_URL is required in production")


def test_f01_production_does_not_serve_without_an_openid_provider(production: dict[str, str]) -> None:
    without = {key: value for key, value in production.items() if key != "SIFA_OIDC_ISSUER"}
    refused(sifa(without, "serve", NAME), "SIFA_OIDC_ISSUER is required in production")


@pytest.mark.parametrize("key", ["SIFA_DATABSE_URL", "SIFA_LEGAL_AID_DATABSE_URL", "SIFA_HOTS", "SIFA_"])
def test_f02_an_unknown_key_is_named(tmp_path: Path, key: str) -> None:
    refused(sifa({"SIFA_VAR": str(tmp_path), key: "x"}, "serve", NAME), f"{key} is unknown")


def test_f02_every_fault_is_told_at_once(tmp_path: Path) -> None:
    bad = {"SIFA_VAR": str(tmp_path), "SIFA_ENV": "test", "SIFA_HOTS": "x", "SIFA_GATEWAY_HTTP_PORT": "1e3"}
    refused(sifa(bad, "serve"), "SIFA_ENV", "SIFA_HOTS is unknown, did you mean SIFA_HOST", "SIFA_GATEWAY_HTTP_PORT")


def test_f04_the_database_of_another_service_is_refused_and_left_alone(embedded: dict[str, str]) -> None:
    file = Path(embedded["SIFA_VAR"]) / f"{NAME}.sqlite"
    other = {**embedded, "SIFA_SUPERVISION_DATABASE_URL": f"sqlite:///{file}"}
    refused(sifa(other, "serve", "supervision"), "sifa migrate supervision")
    done = sifa(other, "migrate", "supervision")
    assert (done.code, "belongs to legal_aid" in done.err) == (3, True)
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.execute(sa.text("select service from event_head")).scalar_one() == NAME
        assert not sa.inspect(connection).has_table("institution_tally")
    engine.dispose()


def test_f05_a_schema_outside_the_range_is_refused(embedded: dict[str, str]) -> None:
    engine = sa.create_engine(f"sqlite:///{embedded['SIFA_VAR']}/{NAME}.sqlite")
    with engine.begin() as connection:
        connection.execute(sa.text(f"update {SERVICE_TABLE} set version_num = '9999'"))
    engine.dispose()
    refused(sifa(embedded, "serve", NAME), "sifa migrate legal_aid")


@pytest.mark.parametrize("command", ["serve", "work", "doctor", "migrate"])
def test_f06_a_machine_without_the_zone_is_refused(tmp_path: Path, command: str) -> None:
    (tmp_path / "empty" / "tzdata").mkdir(parents=True)
    (tmp_path / "empty" / "tzdata" / "__init__.py").touch()
    bare = {"SIFA_VAR": str(tmp_path), "PYTHONTZPATH": str(tmp_path), "PYTHONPATH": str(tmp_path / "empty")}
    done = sifa(bare, command, NAME)
    assert "Asia/Shanghai" in done.err + done.out
    assert "Traceback" not in done.err
    assert done.code == (1 if command == "doctor" else 78)


@pytest.fixture
def on_postgres(servers: SharedServers, tmp_path: Path) -> Iterator[Service]:
    """A migrated service whose database has a clock of its own."""
    url = servers.postgres().create_database(f"skew_{tmp_path.name}")
    settings = load_settings({"SIFA_VAR": str(tmp_path), "SIFA_LEGAL_AID_DATABASE_URL": url})
    service = open_service(installed_services()[NAME], settings)
    migrate(service)
    yield service
    service.database.close()


@pytest.mark.parametrize(
    ("away", "status"), [(0, SERVING), (4, SERVING), (-4, SERVING), (6, NOT_SERVING), (-6, NOT_SERVING)]
)
def test_f07_a_clock_more_than_five_seconds_away_is_not_ready(on_postgres: Service, away: int, status: int) -> None:
    health = Health(on_postgres, lambda: real_seconds() + away)
    assert health.Check(health_pb2.HealthCheckRequest(), NOBODY).status == status


def test_f07_the_difference_is_logged_once_and_its_end_too(
    on_postgres: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    away = [6.0]
    health = Health(on_postgres, lambda: real_seconds() + away[0])
    for _ in range(3):
        health.Check(health_pb2.HealthCheckRequest(), NOBODY)
    assert capsys.readouterr().out.count("database clock") == 1
    away[0] = 0.0
    assert health.Check(health_pb2.HealthCheckRequest(), NOBODY).status == SERVING
    assert capsys.readouterr().out.count("database clock") == 1


def test_f08_a_port_that_stays_taken_ends_the_server(embedded: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = sifa({**embedded, "SIFA_LEGAL_AID_GRPC_PORT": port}, "serve", NAME)
    assert (done.code, f"port {port} of legal_aid is in use" in done.err) == (1, True)


def test_f08_a_port_that_a_client_holds_for_a_moment_is_waited_for(embedded: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "serve.log"
    with socket.create_server(("127.0.0.1", 0)) as taken, log.open("wb") as said:
        own = clean({**embedded, "SIFA_LEGAL_AID_GRPC_PORT": str(taken.getsockname()[1])})
        process = subprocess.Popen([*SIFA, "serve", NAME], env=own, stdout=said, stderr=said)
        try:
            wait_for(lambda: b"port taken" in log.read_bytes(), "the wait for the port")
            taken.close()
            wait_for(lambda: b"serving " in log.read_bytes(), "the server")
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, log.read_text(encoding="utf-8")


@pytest.fixture
def production(servers: SharedServers, tmp_path: Path) -> dict[str, str]:
    """A service migrated as production would have it, on a database that a test may spoil."""
    keys = tmp_path / "keys"
    ensure_keys(keys, [NAME])
    own = {
        "SIFA_ENV": "production", "SIFA_VAR": str(tmp_path / "var"), "SIFA_KEYS_DIR": str(keys),
        "SIFA_BROKER_URL": "none:", "SIFA_OIDC_ISSUER": "https://login.example", "SIFA_LEGAL_AID_GRPC_PORT": "0",
        "SIFA_LEGAL_AID_DATABASE_URL": servers.postgres().create_database(f"real_{tmp_path.name}"),
    }  # fmt: skip
    done = sifa(own, "migrate", NAME)
    assert done.code == 0, done.err
    return own


def alter(own: dict[str, str], setting: str) -> None:
    engine = sa.create_engine(own["SIFA_LEGAL_AID_DATABASE_URL"])
    with engine.begin() as connection:
        name = connection.execute(sa.text("select current_database()")).scalar_one()
        connection.execute(sa.text(f'alter database "{name}" set {setting}'))
    engine.dispose()


def faults_of(own: dict[str, str]) -> list[str]:
    service = open_service(installed_services()[NAME], load_settings(own))
    try:
        return start_faults([service])
    finally:
        service.database.close()


def test_f13_a_sound_server_is_no_reason_to_refuse(production: dict[str, str]) -> None:
    assert faults_of(production) == []


@pytest.mark.parametrize("setting", ["synchronous_commit = off", "default_transaction_isolation = 'serializable'"])
def test_f13_production_refuses_a_server_that_breaks_its_promises(production: dict[str, str], setting: str) -> None:
    alter(production, setting)
    for command in ("serve", "work"):
        refused(sifa(production, command, NAME), "database of legal_aid", setting.split(maxsplit=1)[0])
    embedded = {key: value for key, value in production.items() if key not in ("SIFA_ENV", "SIFA_OIDC_ISSUER")}
    assert faults_of(embedded) == []


def test_f11_pools_beyond_the_servers_room_are_refused_with_both_numbers(production: dict[str, str]) -> None:
    """The tests' server gives 200 connections, of which 3 are kept for superusers."""
    many = {**production, "SIFA_LEGAL_AID_GRPC_THREADS": "193"}
    refused(sifa(many, "serve", NAME), "may open 198 connections", "gives 197", "SIFA_LEGAL_AID_GRPC_THREADS")
    assert faults_of({**production, "SIFA_LEGAL_AID_GRPC_THREADS": "192"}) == []


def test_f11_what_is_waited_for_inside_ends_before_what_waits_for_it() -> None:
    """No setting changes these limits, so nothing has to be refused; a call never outlasts its caller's deadline.

    A delivery may wait for its database longer than the broker's consumer timeout: the broker then delivers it again,
    which the inbox knows (`tests/broker/test_lost_channels.py`).
    """
    limits = {name: int(number) / 1000 for name, number in re.findall(r"(\w+_timeout)=(\d+)", PG_OPTIONS)}
    call, idle = ("a call", CALL_SECONDS), limits["idle_in_transaction_session_timeout"]
    nested = [
        (("a lock", limits["lock_timeout"]), ("a statement", limits["statement_timeout"])),
        (("a statement", limits["statement_timeout"]), call), (("a peer's answer", PEER_SECONDS), call),
        (call, ("an idle transaction", idle)), (call, ("the gateway's patience", call_metadata.DEFAULT_SECONDS)),
        (("running calls at the end", server.GRACE_SECONDS), ("the supervisor's patience", supervise.GRACE)),
        (("the gateway's end", http_server.STOP_SECONDS), ("the supervisor's patience", supervise.GRACE)),
        (("a token of a service", PEER_SECONDS), ("its life", tokens.SERVICE_SECONDS)),
    ]  # fmt: skip
    assert [(inner, outer) for inner, outer in nested if inner[1] > outer[1]] == []
