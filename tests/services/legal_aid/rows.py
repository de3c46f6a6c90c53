"""What legal aid's database holds, counted or whole. It must not change anything."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.service import Service

TABLES = ("application", "decision", "event_log", "audit_entry", "request_reply")


def counts(service: Service) -> dict[str, int]:
    """Rows per table that a unit of work writes to."""
    with service.database.read() as session:
        return {name: session.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
                for name in TABLES}  # fmt: skip


def everything(service: Service) -> dict[str, list[str]]:
    """Every row of every table as text, to see that nothing changed."""
    metadata = sa.MetaData()
    metadata.reflect(service.database.engine)
    with service.database.read() as session:
        return {table.name: sorted(map(str, session.execute(sa.select(table)))) for table in metadata.sorted_tables}
