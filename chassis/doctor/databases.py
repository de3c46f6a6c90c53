"""Checks of one service's database: it answers, it is this service's, its schema fits, its server is fit for records.

It must not print an address with a password, nor the text of a driver's error.
"""

from __future__ import annotations

import sqlalchemy as sa

from chassis import database_guard
from chassis.doctor.check import Check, Looks, NotSeen, failure, warning
from chassis.doctor.installation import Patient, without_secrets
from chassis.ledger.reading import find_disagreements
from chassis.migrate import PLATFORM_REVISION, PLATFORM_TABLE, SERVICE_TABLE, revision_of
from chassis.schema import event_head

# serve, work and consume each hold a pool to the same database.
ROLES = 3


def look_at_database(patient: Patient) -> Looks:
    """Whether it answers, whose it is and which schema it has."""
    try:
        with patient.connection() as session:
            connection = session.connection()
            if not sa.inspect(connection).has_table(event_head.name):
                yield failure("the database is empty, or not of sifa")
                return
            owner = session.execute(sa.select(event_head.c.service)).scalar_one_or_none()
            platform, own = revision_of(connection, PLATFORM_TABLE), revision_of(connection, SERVICE_TABLE)
    except NotSeen as reason:
        url = patient.settings.database_url(patient.name)
        yield failure(str(reason) if url.startswith("sqlite") else f"{without_secrets(url)}: {reason}")
        return
    if owner != patient.name:
        yield failure(f"the database belongs to {owner or 'nobody'}")
        return
    lowest, highest = patient.manifest.schema
    if platform != PLATFORM_REVISION:
        yield failure(f"{PLATFORM_TABLE} is at {platform or 'nothing'}, this release needs {PLATFORM_REVISION}")
    if not lowest <= own <= highest:
        yield failure(f"{SERVICE_TABLE} is at {own or 'nothing'}, this release needs {lowest} to {highest}")


def look_at_server(patient: Patient) -> Looks:
    """The server's settings; what production refuses is a warning elsewhere."""
    told = failure if patient.settings.production else warning
    with patient.connection() as session:
        for fault in database_guard.server_faults(database_guard.read_server(session)):
            yield told(fault)


def look_at_connections(patient: Patient) -> Looks:
    """Room for the pools of all named services that share this server."""
    mine = sa.make_url(patient.settings.database_url(patient.name))
    with patient.connection() as session:
        allowed = database_guard.connections_allowed(session)
    if allowed is None:
        return
    needed = 0
    for manifest in patient.installation.named:
        url = sa.make_url(patient.settings.database_url(manifest.name))
        if (url.host, url.port) == (mine.host, mine.port):
            needed += database_guard.connections_needed(patient.settings, manifest.name)
    if needed > allowed:
        yield failure(f"serving alone may open {needed} connections, the server gives {allowed}")
    elif needed * ROLES > allowed:
        yield warning(f"serve, work and consume may open {needed * ROLES} connections, the server gives {allowed}")


def look_at_clock(patient: Patient) -> Looks:
    """The two clocks, whose difference moves leases, tokens and deadlines."""
    with patient.connection() as session:
        skew = database_guard.clock_skew(session)
    if skew > database_guard.MOST_SKEW_SECONDS:
        yield failure(f"the clock of the database is {skew:.0f} s away from this machine's")


def look_at_sharing(patient: Patient) -> Looks:
    """Another service with the same address."""
    mine = _place(patient.settings.database_url(patient.name))
    for manifest in patient.installation.named:
        if manifest.name > patient.name and _place(patient.settings.database_url(manifest.name)) == mine:
            yield failure(f"{manifest.name} has the same database")


def look_at_books(patient: Patient) -> Looks:
    """Ledgers that differ from their own lines."""
    with patient.connection() as session:
        for line in find_disagreements(session):
            yield failure(line)


def _place(url: str) -> tuple[object, ...]:
    parsed = sa.make_url(url)
    return parsed.get_backend_name(), parsed.host, parsed.port, parsed.database


DATABASE = Check(
    "database", look_at_database, "A service is ready only while its own database answers and its schema fits.",
    "See that the server runs and SIFA_…_DATABASE_URL is right, then `sifa migrate NAME`.",
)  # fmt: skip
SERVER = Check(
    "database-settings", look_at_server, "What was acknowledged must not be lost; these settings break the promise.",
    "Change postgresql.conf (or ALTER DATABASE … SET), restart the server; production refuses to start meanwhile.",
)  # fmt: skip
CONNECTIONS = Check(
    "database-connections", look_at_connections,
    "Under load the server refuses connections, and calls fail that would have been served.",
    "Raise max_connections, or lower SIFA_…_GRPC_THREADS.",
)  # fmt: skip
CLOCK = Check(
    "database-clock", look_at_clock, "Leases and token times are compared across machines; the service is not ready.",
    "Let both machines follow the same time server (chrony, ntpd).",
)  # fmt: skip
SHARING = Check(
    "database-of-its-own", look_at_sharing, "Each service owns its data; the second would be refused.",
    "Give each service a database of its own.",
)  # fmt: skip
BOOKS = Check(
    "ledgers", look_at_books, "Balances move with lines alone: somebody has changed the books behind the service.",
    "Stop paying, keep a copy of the database for the auditor, then restore the last backup that agrees with itself.",
)  # fmt: skip
OF_DATABASE = (DATABASE, SHARING, SERVER, CONNECTIONS, CLOCK, BOOKS)
