"""The newest word of party_building on relations that follow people to another office; filled by a projection alone."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from chassis.upsert import Upsert
from services.grassroots_offices.domain.told_succession import ToldSuccession
from services.grassroots_offices.persistence.row import Row


class ToldSuccessionRow(Row):
    """Two offices."""

    __tablename__ = "told_succession"

    office: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    successor: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    settled: Mapped[bool]
    due_date: Mapped[dt.date | None]
    position: Mapped[int] = mapped_column(sa.BigInteger)


TABLE = cast("sa.Table", ToldSuccessionRow.__table__)
_KEY = ["office", "successor"]
_read, _write = from_row(ToldSuccession, TABLE), to_values(ToldSuccession, TABLE)
_KEEP = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_update(
        index_elements=_KEY, where=TABLE.c.position < row.excluded.position,
        set_={column.name: row.excluded[column.name] for column in TABLE.c if column.name not in _KEY},
    ),
)  # fmt: skip


def keep_succession(session: Session, told: ToldSuccession) -> None:
    """Write what was told, unless something newer is known."""
    _KEEP.run(session, _write(told))


def open_successions_to(session: Session, office: str) -> list[ToldSuccession]:
    """What has still to follow people to the office, in order of where they came from."""
    query = sa.select(TABLE).where(TABLE.c.successor == office, ~TABLE.c.settled).order_by(TABLE.c.office)
    return [_read(row) for row in session.execute(query)]
