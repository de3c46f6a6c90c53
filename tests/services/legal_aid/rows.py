"""What legal aid's database holds, counted or whole. It must not change anything."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from chassis.service import Service
from tests.emptying import children_first

TABLES = ("application", "decision", "event_log", "audit_entry", "request_reply")


def counts(service: Service) -> dict[str, int]:
    """Rows per table that a unit of work writes to."""
    with service.database.read() as session:
        return {name: session.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
                for name in TABLES}  # fmt: skip


def everything(service: Service) -> dict[str, list[str]]:
    """Every row of every table as text, to see that nothing changed."""
    names = children_first(service.database.engine)
    with service.database.read() as session:
        return {name: sorted(map(str, session.execute(_whole(name)))) for name in names}


def _whole(name: str) -> sa.Select[Any]:
    return sa.select(sa.text("*")).select_from(sa.table(name))
