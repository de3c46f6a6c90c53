"""Gapless numbers per division and year. It must not know what is numbered."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import Upsert


def counting(table: sa.Table) -> Callable[[Session, str, int], int]:
    """The next number of a division and year from a table of division, year and last.

    Gapless: the counter's row stays locked until the transaction that uses the number ends.
    """
    upsert = Upsert(
        table,
        lambda row: row.on_conflict_do_update(
            index_elements=[table.c.division, table.c.year], set_={"last": table.c.last + 1}
        ).returning(table.c.last),
    )

    def next_count(session: Session, division: str, year: int) -> int:
        return int(upsert.run(session, {"division": division, "year": year, "last": 1}).scalar_one())

    return next_count
