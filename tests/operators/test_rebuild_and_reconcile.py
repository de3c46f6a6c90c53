"""`sifa rebuild`, `reconcile` and `log` on a real pair: legal aid tells over gRPC, supervision applies."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest
import sqlalchemy as sa

from chassis.clients import PeerEventLog
from chassis.clock import random_id
from chassis.events import inbox_store
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from chassis.events.repair import Repairer
from chassis.schema import alarm
from chassis.service import Service
from tests.doors import settings_of
from tests.emptying import empty
from tests.operators.command import SIFA, Done, clean, sifa
from tests.operators.pair import SILENT, SOURCE, TAKER, clues, differences, follow, opened, spoil, tally, tell, telling
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile
from tests.services.supervision.told import missed, ordered, received, registered

FIVE_OF_ONE = [{"source": name, "events": 5 if name == SOURCE else 0} for name in sorted((SOURCE, *SILENT))]
BLOCKED = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%parked_event%'"


@pytest.fixture
def own(profile: Profile) -> dict[str, str]:
    """What a command of this pair finds in its environment."""
    settings_of(profile, SOURCE, TAKER, *SILENT)
    return profile.environ(SOURCE, TAKER, *SILENT)


@pytest.fixture
def taker(own: dict[str, str]) -> Iterator[Service]:
    service = opened(own, TAKER)
    empty(service)
    yield service
    service.database.close()


def test_a_spoilt_projection_is_rebuilt_by_the_command_and_no_effect_happens_twice(
    own: dict[str, str], taker: Service
) -> None:
    with telling(own, fresh=True) as door:
        tell(door.service, registered(), received(), received(), ordered(), missed())
        follow(taker, 5)
        before, found = tally(taker), clues(taker)
        spoil(taker)
        done = sifa(own, "rebuild", TAKER, "--json")
    assert (done.code, json.loads(done.out)) == (0, FIVE_OF_ONE), done.err
    assert (tally(taker), clues(taker)) == (before, found)
    assert found > 0


def test_a_projection_can_be_rebuilt_while_events_arrive(own: dict[str, str], taker: Service) -> None:
    """The command locks the cursor; what arrives meanwhile waits for it and is counted once."""
    with telling(own, fresh=True) as door:
        tell(door.service, registered(), *(received() for _ in range(20)))
        follow(taker, 21)
        running = subprocess.Popen(
            [*SIFA, "rebuild", TAKER], env=clean(own), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        position = 21
        while running.poll() is None:
            tell(door.service, received())
            position += 1
            follow(taker, position)
        _, told = running.communicate(timeout=30)
        assert running.returncode in (0, 1), told
        assert running.returncode == 0 or b"run the command again" in told
        assert tally(taker)["received_count"] == position - 1
        assert sifa(own, "rebuild", TAKER).code == 0
    assert tally(taker)["received_count"] == position - 1


def test_a_source_that_is_away_is_told_and_nothing_is_emptied(own: dict[str, str], taker: Service) -> None:
    with telling(own, fresh=True) as door:
        tell(door.service, registered(), received())
        follow(taker, 2)
    before = tally(taker)
    for command in ("rebuild", "reconcile"):
        done = sifa(own, command, TAKER)
        assert (done.code, "grassroots_offices cannot be had (UNAVAILABLE)" in done.err) == (1, True), done.err
        assert "Traceback" not in done.err
    assert tally(taker) == before


def copy_of(own: dict[str, str], profile: Profile) -> str:
    """Address of a copy of legal aid's database as it is now; nobody may be connected to it."""
    url = own["SIFA_LEGAL_AID_DATABASE_URL"]
    if profile.name == "embedded":
        copy = profile.var / f"copy_{random_id()[:8]}.sqlite"
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as live:
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(url.removeprefix("sqlite:///"), copy)
        return f"sqlite:///{copy}"
    name, source = f"copy_{random_id()[:8]}", url.rpartition("/")[2]
    server = profile.servers.postgres()
    engine = sa.create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'create database "{name}" template "{source}"'))
    engine.dispose()
    return server.url(name)


@pytest.fixture
def restored(own: dict[str, str], taker: Service, profile: Profile) -> dict[str, str]:
    """Three facts, a backup, two more facts that were applied; then the backup is all that legal aid has."""
    with telling(own, fresh=True) as door:
        tell(door.service, registered(), received(), received())
        follow(taker, 3)
    backup = copy_of(own, profile)
    with telling(own) as door:
        tell(door.service, received(), ordered())
        follow(taker, 5)
    assert differences_while_telling(own) == (0, [])
    return {**own, "SIFA_LEGAL_AID_DATABASE_URL": backup}


def differences_while_telling(own: dict[str, str]) -> tuple[int, list[tuple[str, int]]]:
    with telling(own):
        return differences(own)


def fork(own: dict[str, str]) -> Done:
    return sifa(own, "log", "fork", SOURCE, "--confirm", SOURCE, "--json")


def test_after_a_restore_exactly_what_the_source_has_lost_is_listed_and_nothing_applied_twice(
    restored: dict[str, str], taker: Service
) -> None:
    old = json.loads(sifa(restored, "log", "head", SOURCE, "--json").out)[0]
    (new,) = json.loads(fork(restored).out)
    assert (new["continues"], new["forked_at"], new["position"]) == (old["log_id"], 3, 3)
    before, found = tally(taker), clues(taker)
    with telling(restored) as door:
        tell(door.service, received())
        follow(taker, 4)
        assert differences(restored) == (1, [("LOST_AT_SOURCE", 4), ("LOST_AT_SOURCE", 5)])
    assert tally(taker)["received_count"] == before["received_count"] + 1
    assert clues(taker) == found
    with taker.database.read() as session:
        assert session.execute(sa.select(alarm)).all() == []


def test_a_restore_without_a_fork_halts_the_consumer_and_the_doctor_says_so(
    restored: dict[str, str], taker: Service
) -> None:
    before = tally(taker)
    with telling(restored) as door:
        tell(door.service, received())
        peer = PeerEventLog(taker.settings, caller=TAKER, peer=SOURCE, default_port=0)
        with closing(Repairer(taker, Inbox(load_reactor(taker)), peer, SOURCE)) as repairer:
            wait_for(lambda: repairer.look() or halted(taker), "halted", 20)
    assert tally(taker) == before
    done = sifa(restored, "doctor", TAKER)
    assert (done.code, "halted-sources supervision: nothing of legal_aid" in done.out) == (1, True)
    assert [row["kind"] for row in json.loads(sifa(restored, "events", TAKER, "alarms", "--json").out)] == [
        "SOURCE_REWOUND"
    ]


def ended_or_waits(process: subprocess.Popen[str], waits: Callable[[], object]) -> bool:
    return process.poll() is not None or bool(waits())


def rebuilding(own: dict[str, str], waits: Callable[[], object]) -> subprocess.Popen[str]:
    """The command, begun again when it gave up before it came to the place where it waits."""
    for _ in range(5):
        process = subprocess.Popen([*SIFA, "rebuild", TAKER], env=clean(own), stderr=subprocess.PIPE, text=True)
        wait_for(partial(ended_or_waits, process, waits), "the rebuild waits in the middle", 30)
        if process.poll() is None:
            return process
        process.communicate(timeout=30)
    raise AssertionError("the rebuild never waited in the middle")


def halted(taker: Service) -> bool:
    with taker.database.read() as session:
        cursor = inbox_store.read_cursor(session, SOURCE)
    return cursor is not None and bool(cursor.halted)


@pytest.mark.parametrize("profile", ["production"], indirect=True, scope="module")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_l06_a_rebuild_that_is_interrupted_leaves_the_old_projection(
    own: dict[str, str], taker: Service, number: signal.Signals, code: int
) -> None:
    """Stopped after the tables were emptied: the next thing it reads is held by somebody else."""
    with telling(own, fresh=True) as door:
        tell(door.service, registered(), received())
        follow(taker, 2)
        before = tally(taker)
        engine = sa.create_engine(own["SIFA_SUPERVISION_DATABASE_URL"])
        watcher = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with watcher, engine.begin() as holder:
            holder.execute(sa.text("lock table parked_event in access exclusive mode"))
            process = rebuilding(own, lambda: watcher.execute(sa.text(BLOCKED)).scalar_one())
            process.send_signal(number)
            _, told = process.communicate(timeout=30)
        engine.dispose()
    assert (process.returncode, "Traceback" in told) == (code, False), told
    assert tally(taker) == before
