"""How every command behaves on the command line: exit codes, interruptions, pipes, locales, full disks, secrets.

The rows are those of the command-line table of the project's catalogue of bad input (L01 to L11).
"""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.cli.main import find_commands, main
from chassis.clock import random_id
from tests.operators.command import SIFA, clean, sifa
from tests.servers.keeper import SharedServers
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile

NAME = "party_building"
LONG_RUNNING = {"consume", "demo", "gateway", "serve", "up", "work"}
# These take names of services or nothing, so that what looks like a flag is an unknown service.
NAMES_ALONE = {"check", "health", "images", "keys", "migrate"}
SECRET = "canary-7f3a"


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    return {"SIFA_VAR": str(tmp_path / "var")}


@pytest.fixture
def migrated(own: dict[str, str]) -> dict[str, str]:
    assert sifa(own, "migrate", NAME).code == 0
    return own


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["--nonsense"], ["events"], ["key", "nonsense"]])
def test_l01_a_misused_command_says_how_it_is_used(own: dict[str, str], arguments: list[str]) -> None:
    done = sifa(own, *arguments)
    assert (done.code, done.out, "usage: sifa" in done.err, "Traceback" in done.err) == (2, "", True, False)


@pytest.mark.parametrize("command", sorted(set(find_commands()) - LONG_RUNNING - NAMES_ALONE))
def test_l01_an_unknown_flag_is_misuse(own: dict[str, str], command: str) -> None:
    done = sifa(own, command, "--nonsense")
    assert (done.code, "Traceback" in done.err) == (2, False), done.err


@pytest.mark.parametrize(
    "arguments",
    [["log", "fork", NAME], ["log", "fork", NAME, "--confirm", "yes"], ["events", NAME, "discard", "legal_aid", "x"]],
)
def test_l04_what_cannot_be_undone_asks_for_the_name_once_more(migrated: dict[str, str], arguments: list[str]) -> None:
    before = sifa(migrated, "log", "head", NAME, "--json").out
    done = sifa(migrated, *arguments)
    assert (done.code, "--confirm" in done.err) == (1, True)
    assert sifa(migrated, "log", "head", NAME, "--json").out == before


def test_l04_production_refuses_demonstrations(own: dict[str, str]) -> None:
    real = {**own, "SIFA_ENV": "production", "SIFA_BROKER_URL": "none:"}
    assert sifa(real, "demo", "seed").code == 78
    assert sifa(real, "token", "--role", "x", "--division", "990102").code == 78


@contextmanager
def held(profile: Profile, url: str) -> Iterator[None]:
    """Somebody else migrates: on PostgreSQL the advisory lock, on SQLite the writer's turn."""
    if profile.name == "embedded":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("select pg_advisory_xact_lock(7105)"))
        yield
    engine.dispose()


def test_l05_a_second_migration_says_to_try_again_later(profile: Profile) -> None:
    own = profile.environ(NAME)
    with held(profile, own[f"SIFA_{NAME.upper()}_DATABASE_URL"]):
        done = sifa(own, "migrate", NAME)
    assert (done.code, "somebody else holds" in done.err, "Traceback" in done.err) == (75, True, False)
    assert sifa(own, "migrate", NAME).code == 0


def test_l05_two_migrations_at_once_do_the_work_once(profile: Profile) -> None:
    url = profile.database_url(f"twice_{random_id()[:8]}")
    own = clean({**profile.environ(), f"SIFA_{NAME.upper()}_DATABASE_URL": url})
    both = [subprocess.Popen([*SIFA, "migrate", NAME], env=own, stdin=subprocess.DEVNULL) for _ in range(2)]
    assert {process.wait(timeout=60) for process in both} <= {0, 75}
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(sa.text("select count(*) from event_head")).scalar_one() == 1
    engine.dispose()


def test_l05_a_database_that_is_away_is_told_in_one_line(own: dict[str, str]) -> None:
    away = {**own, f"SIFA_{NAME.upper()}_DATABASE_URL": f"postgresql://u:{SECRET}@127.0.0.1:1/x"}
    for arguments in (["events", NAME, "parked"], ["log", "head", NAME], ["migrate", NAME], ["key", "list", NAME]):
        done = sifa(away, *arguments)
        assert (done.code, done.err.count("\n"), SECRET in done.err) == (75, 1, False), done.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_l06_an_interrupted_migration_leaves_nothing(
    servers: SharedServers, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    """Stopped while it waits for a table that its next step needs, after other tables were made."""
    url = servers.postgres().create_database(f"stopped_{code}")
    own = clean({"SIFA_VAR": str(tmp_path), f"SIFA_{NAME.upper()}_DATABASE_URL": url})
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("create table blocked (id int)"))
    with engine.connect() as holder, engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watcher:
        # NOTE: a unique name that is not committed yet makes whoever wants it wait, here in the middle of the DDL.
        holder.execute(sa.text("create table policy_pack (sha256 text)"))
        process = subprocess.Popen([*SIFA, "migrate", NAME], env=own, stderr=subprocess.PIPE, text=True)

        def waits() -> bool:
            query = (
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
            )
            return bool(watcher.execute(sa.text(query)).scalar_one())

        wait_for(waits, "the migration waits in the middle")
        process.send_signal(number)
        _, told = process.communicate(timeout=30)
        holder.rollback()
    assert (process.returncode, "Traceback" in told) == (code, False), told
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["blocked"]
    engine.dispose()


@pytest.mark.parametrize("arguments", [["policy", "list"], ["calendar", "show", NAME], ["doctor", "--json", NAME]])
def test_l07_a_reader_that_goes_away_is_no_failure(migrated: dict[str, str], arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*SIFA, *arguments], env=clean(migrated), stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, "Traceback" in done.stderr, "Broken" in done.stderr) == (0, False, False), done.stderr


@pytest.mark.parametrize("descriptor", [1, 2])
def test_l07_a_stream_that_is_closed_is_no_failure(migrated: dict[str, str], descriptor: int) -> None:
    script = f'exec "$@" {descriptor}>&-'
    done = subprocess.run(
        ["bash", "-c", script, "bash", *SIFA, "policy", "list"], env=clean(migrated), capture_output=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr


def test_l08_chinese_is_printed_whole_in_every_locale(own: dict[str, str]) -> None:
    plain = {**own, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "80", "TERM": "dumb"}
    arguments = ("policy", "show", "sv.extension", "--division", "430105", "--on", "2021-02-01")
    assert "开司发〔2021〕1号四、工作步骤（一）" in sifa(plain, *arguments).out
    lines = sifa(plain, "policy", "list").out.splitlines()
    assert lines == sifa(own, "policy", "list").out.splitlines()


@pytest.mark.parametrize(
    "secret",
    [
        f"postgresql://u:{SECRET}@db/x", "postgresql+psycopg://db/x", f"amqp://u:{SECRET}@mq/v",
        f"https://u:{SECRET}@login.example", f"sk_legal_aid_0123456789abcdef_{SECRET}{'x' * 31}",
        f"eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.{SECRET}", "-----BEGIN PRIVATE KEY-----",
    ],
    ids=["database", "database without password", "broker", "address", "api key", "token", "private key"],
)  # fmt: skip
@pytest.mark.parametrize("command", sorted(find_commands()))
def test_l10_a_secret_on_the_command_line_is_refused(
    command: str, secret: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    was = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(sys, "argv", ["sifa", command, f"--url={secret}"])
    try:
        assert main() == 2
    finally:
        signal.signal(signal.SIGTERM, was)
    told = capsys.readouterr().err
    assert ("`ps`" in told, SECRET in told) == (True, False)


def small_files() -> None:
    """The kernel ends every file at 64 KiB, as a disk that fills up in the middle does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))


def test_l11_a_backup_without_room_leaves_nothing(migrated: dict[str, str]) -> None:
    done = sifa(migrated, "backup", preexec_fn=small_files)
    folder = Path(migrated["SIFA_VAR"]) / "backup"
    assert (done.code, "Traceback" in done.err, list(folder.iterdir())) == (1, False, [])
    assert sifa(migrated, "backup").code == 0
    (whole,) = folder.iterdir()
    assert sorted(path.name for path in whole.iterdir()) == ["manifest.json", f"{NAME}.sqlite"]


@pytest.mark.parametrize("arguments", [["policy", "list"], ["log", "head", NAME, "--json"]])
def test_l11_a_list_that_cannot_be_written_whole_is_a_failure(migrated: dict[str, str], arguments: list[str]) -> None:
    """Also when the list is so short that it is written only when the command has ended."""
    buffered = {**clean(migrated), "PYTHONUNBUFFERED": ""}
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*SIFA, *arguments], env=buffered, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
            check=False,
        )  # fmt: skip
    assert (done.returncode, "No space left" in done.stderr, "Traceback" in done.stderr) == (1, True, False), (
        done.stderr
    )
