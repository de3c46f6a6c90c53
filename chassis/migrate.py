"""Bring one service's database to the schema its code needs, and tell whether it is there.

It must not run inside `serve`: a server refuses a schema outside its range instead of changing it.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory

from chassis.calendar_rows import add_shipped_years
from chassis.events.event_log import start_log
from chassis.grants import grant_to_app
from chassis.schema import event_head
from chassis.service import Service

PLATFORM_FOLDER = Path(__file__).parent / "migrations"
PLATFORM_TABLE, SERVICE_TABLE = "platform_version", "schema_version"
PLATFORM_REVISION = "0005"


class SchemaUnusable(Exception):
    """The database is not ours, not a database, or newer than this code."""


def migrate(service: Service) -> tuple[str, str]:
    """Apply what is missing in one transaction; returns the platform's and the service's revision.

    Calendar years of the release that the database lacks are added; an application role gets its rights.

    Raises SchemaUnusable when the database belongs to another service or holds revisions that this code does not know.
    """
    try:
        with service.database.write() as session:
            connection = session.connection()
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("select pg_advisory_xact_lock(7105)"))
            platform = _upgrade(connection, PLATFORM_FOLDER, PLATFORM_TABLE)
            owner = session.execute(sa.select(event_head.c.service)).scalar_one_or_none()
            if owner not in (None, service.name):
                raise SchemaUnusable(f"the database of {service.name} belongs to {owner}")
            own = _upgrade(connection, service.manifest.folder / "migrations", SERVICE_TABLE)
            if owner is None:
                start_log(session, service=service.name, log_id=service.clock.new_id())
            add_shipped_years(session, now=service.clock.now())
            grant_to_app(connection, service.name)
    except sa.exc.DatabaseError as error:
        if isinstance(error, sa.exc.OperationalError):
            raise
        raise SchemaUnusable(f"the database of {service.name} is not usable: {type(error.orig).__name__}") from error
    return platform, own


def schema_fits(service: Service) -> bool:
    """Whether the database is this service's and its revisions lie in the range that the code declares."""
    lowest, highest = service.manifest.schema
    with service.database.read() as session:
        connection = session.connection()
        if not sa.inspect(connection).has_table(event_head.name):
            return False
        platform, own = revision_of(connection, PLATFORM_TABLE), revision_of(connection, SERVICE_TABLE)
        owner = session.execute(sa.select(event_head.c.service)).scalar_one_or_none()
    return owner == service.name and platform == PLATFORM_REVISION and lowest <= own <= highest


def revision_of(connection: sa.Connection, table: str) -> str:
    """The revision that the database is at; empty when it has none."""
    context = MigrationContext.configure(connection, opts={"version_table": table})
    return context.get_current_revision() or ""


def _upgrade(connection: sa.Connection, folder: Path, table: str) -> str:
    script = ScriptDirectory(str(folder), version_locations=[str(folder)])
    known = {revision.revision for revision in script.walk_revisions()}
    present = revision_of(connection, table)
    if present and present not in known:
        raise SchemaUnusable(f"{table} is at {present}, which this release does not know")

    def steps(revision: tuple[str, ...], _context: MigrationContext) -> list[RevisionStep]:
        # What alembic's own `command.upgrade` calls; there is no public name for it.
        return list(script._upgrade_revs("head", revision))  # type: ignore[arg-type]  # noqa: SLF001

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=connection, version_table=table)
        environment.run_migrations()
    return revision_of(connection, table)
