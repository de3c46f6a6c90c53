"""A database of the first platform revision is brought to the newest one with everything that is in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from chassis.calendar_files import read_years
from chassis.calendar_rows import load_years
from chassis.events.event_log import read_head, start_log
from chassis.migrate import PLATFORM_FOLDER, PLATFORM_REVISION, PLATFORM_TABLE, migrate, schema_fits
from chassis.schema import alarm, audit_entry
from chassis.service import Service
from tests.facts import HAPPENED
from tests.store.opening import Open

NEW = {
    "calendar_year",
    "deadline",
    "api_key",
    "policy_pack",
    "ledger",
    "ledger_transfer",
    "sealing",
    "outgoing_message",
}


@pytest.fixture
def old(unmigrated: Open, tmp_path: Path) -> Service:
    """A service whose database is at revision 0001, with a log, an audit entry and an alarm."""
    service = unmigrated("party_building")
    shutil.copy(PLATFORM_FOLDER / "0001_platform.py", tmp_path)
    script = ScriptDirectory(str(tmp_path), version_locations=[str(tmp_path)])
    with service.database.write() as session:
        with EnvironmentContext(Config(), script, fn=lambda now, _: script._upgrade_revs("head", now)) as environment:
            environment.configure(connection=session.connection(), version_table=PLATFORM_TABLE)
            environment.run_migrations()
        start_log(session, service=service.name, log_id="log-1")
        entry = {
            "at": HAPPENED,
            "actor": "zhang",
            "cause": "c",
            "action": "a",
            "object": "o",
            "rules": "",
            "document": "",
        }
        session.execute(sa.insert(audit_entry), [entry] * 3)
        times = {"first_at": HAPPENED, "last_at": HAPPENED, "count": 2}
        session.execute(sa.insert(alarm), {"kind": "DEAD_LETTER", "subject": "x", "detail": "", **times})
    return service


def tables(service: Service) -> set[str]:
    return set(sa.inspect(service.database.engine).get_table_names())


def test_an_old_database_does_not_fit_until_it_is_migrated(old: Service) -> None:
    assert NEW.isdisjoint(tables(old))
    assert not schema_fits(old)
    assert migrate(old)[0] == PLATFORM_REVISION == "0005"
    assert schema_fits(old)
    assert tables(old) >= NEW


def test_what_was_there_stays(old: Service) -> None:
    migrate(old)
    with old.database.read() as session:
        assert read_head(session).log_id == "log-1"
        assert [row.seq for row in session.execute(sa.select(audit_entry))] == [1, 2, 3]
        assert session.execute(sa.select(alarm.c["count"])).scalar_one() == 2


def test_an_old_database_gets_the_shipped_years_and_the_index_of_the_audit(old: Service) -> None:
    migrate(old)
    indexes = {index["name"] for index in sa.inspect(old.database.engine).get_indexes("audit_entry")}
    assert indexes == {"audit_entry_of_object"}
    with old.database.read() as session:
        assert load_years(session) == read_years()
