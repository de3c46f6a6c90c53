"""Empty a service's database between two tests. It must not be pointed at a database that anybody needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.calendar_rows import add_shipped_years
from chassis.events.event_log import start_log
from chassis.migrate import PLATFORM_TABLE, SERVICE_TABLE
from chassis.service import Service

_ORDERS: dict[tuple[str, ...], list[str]] = {}


def empty(service: Service) -> None:
    """Delete every row, begin a new event log and bring the shipped calendar years back; the schema stays."""
    names = children_first(service.database.engine)
    with service.database.write() as session:
        with _without_triggers(session):
            for name in names:
                session.execute(sa.delete(sa.table(name)))
        start_log(session, service=service.name, log_id=service.clock.new_id())
        add_shipped_years(session, now=service.clock.now())


@contextmanager
def _without_triggers(session: Session) -> Iterator[None]:
    """Let go of what protects rows that are never deleted, and put it back."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        yield
        session.execute(sa.text("SET LOCAL session_replication_role = origin"))
        return
    kept = session.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for row in kept:
        session.execute(sa.text(f"DROP TRIGGER {row.name}"))
    yield
    for row in kept:
        session.connection().exec_driver_sql(row.sql)


def children_first(engine: sa.Engine) -> list[str]:
    """Tables but for the migrations' own, those that refer first; the same tables are asked for their order once."""
    names = tuple(sorted(sa.inspect(engine).get_table_names()))
    if names not in _ORDERS:
        metadata = sa.MetaData()
        metadata.reflect(engine)
        ordered = [table.name for table in reversed(metadata.sorted_tables)]
        _ORDERS[names] = [name for name in ordered if name not in (PLATFORM_TABLE, SERVICE_TABLE)]
    return _ORDERS[names]
