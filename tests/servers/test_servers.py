"""The private servers of the tests do what the tests rely on."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from kombu.connection import Connection

from chassis.up.pss import descendants
from tests.servers.keeper import SharedServers
from tests.servers.processes import wait_until_gone
from tests.servers.profiles import Profile


def test_a_profile_gives_an_empty_database_that_takes_a_row(profile: Profile) -> None:
    engine = sa.create_engine(profile.database_url("first"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE noun (id INTEGER PRIMARY KEY)"))
        connection.execute(sa.text("INSERT INTO noun VALUES (1)"))
        rows = connection.scalar(sa.text("SELECT count(*) FROM noun"))
    engine.dispose()
    assert rows == 1


def test_two_names_are_two_databases(profile: Profile) -> None:
    assert profile.database_url("second") != profile.database_url("third")
    assert profile.database_url("second") == profile.database_url("second")


def test_every_vhost_is_claimed_once_and_takes_messages(servers: SharedServers) -> None:
    first, second = servers.claim_vhost(), servers.claim_vhost()
    assert first != second
    with Connection(first) as connection:
        queue = connection.SimpleQueue("greetings")
        queue.put({"hello": "world"})
        assert queue.get(timeout=10).payload == {"hello": "world"}
        queue.close()


def test_postgres_keeps_fsync_on(servers: SharedServers) -> None:
    server = servers.postgres()
    with psycopg.connect(host="127.0.0.1", port=server.port, user="postgres", dbname="postgres") as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_nothing_connects_further_than_loopback() -> None:
    with socket.socket() as probe, pytest.raises(PermissionError, match="loopback only"):
        probe.connect(("192.0.2.1", 80))


@pytest.mark.usefixtures("servers")
def test_servers_go_when_the_owner_of_the_run_is_killed(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    run = SharedServers(tmp_path, owner.pid)
    postmaster = run.postgres().pid
    run.rabbitmq()
    keepers = [int((tmp_path / f"{kind}.pid").read_text()) for kind in ("postgres", "rabbitmq")]
    family = [pid for keeper in keepers for pid in descendants(keeper)]
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    assert postmaster in family
    wait_until_gone(family)


def test_a_run_without_a_server_says_what_did_not_run_and_is_not_green() -> None:
    program = (
        "import sys, pytest, tests.servers.rabbitmq as rabbitmq; rabbitmq.rabbitmq_scripts = lambda: None;"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', 'tests/servers', '-k', 'two_names or loopback']))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stdout
    assert "NOT RUN: rabbitmq-server cannot be had" in done.stdout
    assert "test_two_names_are_two_databases[production]" in done.stdout
    assert "2 passed" in done.stdout
