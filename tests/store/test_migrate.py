"""Migrations make what the code expects, once, in a database that is the service's own."""

from __future__ import annotations

import importlib
import pkgutil
from typing import cast

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import chassis.ledger.tables  # noqa: F401 - its tables belong to PLATFORM
from chassis.events.event_log import read_head
from chassis.manifest import installed_services, load_name
from chassis.migrate import PLATFORM_TABLE, SERVICE_TABLE, SchemaUnusable, migrate, schema_fits
from chassis.schema import PLATFORM, event_head
from chassis.service import Service, open_service
from tests.doors import settings_of
from tests.servers.profiles import Profile
from tests.store.opening import Open

SERVICES = sorted(installed_services())


def tables_of(service: Service) -> sa.MetaData:
    """The platform's and the service's own tables as one."""
    dotted = service.manifest.load_wiring().tables
    package = importlib.import_module(dotted.partition(":")[0].rpartition(".")[0])
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
    both = sa.MetaData()
    for metadata in (PLATFORM, cast("sa.MetaData", load_name(dotted))):
        for table in metadata.sorted_tables:
            table.to_metadata(both)
    return both


@pytest.mark.parametrize("name", SERVICES)
def test_the_migrated_schema_equals_the_tables_of_the_code(fresh: Open, name: str) -> None:
    service = fresh(name)
    versions = (PLATFORM_TABLE, SERVICE_TABLE)
    with service.database.engine.connect() as connection:
        options = {"include_name": lambda given, kind, _: kind != "table" or given not in versions}
        context = MigrationContext.configure(connection, opts={"compare_type": True, **options})
        assert compare_metadata(context, tables_of(service)) == []


@pytest.mark.parametrize("name", SERVICES)
def test_migrating_again_changes_nothing(fresh: Open, name: str) -> None:
    service = fresh(name)
    with service.database.read() as session:
        before = read_head(session)
    again = migrate(service)
    with service.database.read() as session:
        assert (read_head(session), again) == (before, ("0005", service.manifest.schema[1]))


def test_an_empty_database_does_not_fit(unmigrated: Open) -> None:
    assert not schema_fits(unmigrated("legal_aid"))


def test_a_migrated_database_fits(fresh: Open) -> None:
    assert schema_fits(fresh("legal_aid"))


def test_the_head_has_one_row_and_no_more(fresh: Open) -> None:
    service = fresh("legal_aid")
    row = {"service": "x", "log_id": "x", "continues": "", "forked_at": 0, "position": 0, "published": 0}
    with pytest.raises(sa.exc.IntegrityError), service.database.write() as session:
        session.execute(sa.insert(event_head).values(only=2, **row))


def test_a_database_of_another_service_is_refused(fresh: Open, profile: Profile) -> None:
    url = fresh("party_building").database.url.render_as_string(hide_password=False)
    settings = settings_of(profile, "grassroots_offices", SIFA_GRASSROOTS_OFFICES_DATABASE_URL=url)
    other = open_service(installed_services()["grassroots_offices"], settings)
    with pytest.raises(SchemaUnusable, match="belongs to party_building"):
        migrate(other)
    assert not schema_fits(other)
    other.database.close()


@pytest.mark.parametrize("table", [PLATFORM_TABLE, SERVICE_TABLE])
def test_a_revision_that_this_release_does_not_know_is_refused(fresh: Open, table: str) -> None:
    service = fresh("legal_aid")
    with service.database.write() as session:
        session.execute(sa.text(f"update {table} set version_num = '9999'"))
    with pytest.raises(SchemaUnusable, match=f"{table} is at 9999"):
        migrate(service)
    assert not schema_fits(service)


@pytest.mark.parametrize("profile", ["embedded"], indirect=True, scope="module")
def test_a_file_that_is_no_database_is_refused_and_left_alone(unmigrated: Open, profile: Profile) -> None:
    service = unmigrated("legal_aid")
    file = profile.var / str(service.database.url.database)
    file.write_bytes(b"minutes of a meeting" * 400)
    with pytest.raises(SchemaUnusable, match="not usable"):
        migrate(service)
    assert file.read_bytes() == b"minutes of a meeting" * 400
