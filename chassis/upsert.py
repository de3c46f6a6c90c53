"""INSERT … ON CONFLICT, which PostgreSQL and SQLite both know and SQLAlchemy spells twice.

It must not be built on the request path: building a statement costs more than sending it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


class Upsert:
    """One statement for both engines; `finish` says what happens on a conflict and what is returned."""

    def __init__(self, table: sa.Table, finish: Callable[[Any], Any]) -> None:
        """`finish` is called with an INSERT that has `on_conflict_do_nothing` and `on_conflict_do_update`."""
        self._by_engine = {
            "sqlite": finish(sqlite.insert(table)),
            "postgresql": finish(postgresql.insert(table)),
        }

    def run(self, session: Session, row: dict[str, Any]) -> sa.Result[Any]:
        """Execute it with one row."""
        return session.execute(self._by_engine[session.get_bind().dialect.name], row)
