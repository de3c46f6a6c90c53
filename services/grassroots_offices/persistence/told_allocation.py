"""The newest word of party_building on the 3% of each month; filled by a projection alone."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from chassis.upsert import Upsert
from services.grassroots_offices.domain.told_allocation import ToldAllocation
from services.grassroots_offices.persistence.row import Row


class ToldAllocationRow(Row):
    """An office's month."""

    __tablename__ = "told_allocation"

    office: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    period: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    report_version: Mapped[int]
    base_fen: Mapped[int] = mapped_column(sa.BigInteger)
    due_fen: Mapped[int] = mapped_column(sa.BigInteger)
    booked_fen: Mapped[int] = mapped_column(sa.BigInteger)
    position: Mapped[int] = mapped_column(sa.BigInteger)


TABLE = cast("sa.Table", ToldAllocationRow.__table__)
_KEY = ["office", "period"]
_read, _write = from_row(ToldAllocation, TABLE), to_values(ToldAllocation, TABLE)
_KEEP = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_update(
        index_elements=_KEY, where=TABLE.c.position < row.excluded.position,
        set_={column.name: row.excluded[column.name] for column in TABLE.c if column.name not in _KEY},
    ),
)  # fmt: skip


def keep_allocation(session: Session, told: ToldAllocation) -> None:
    """Write what was told, unless something newer is known."""
    _KEEP.run(session, _write(told))


def allocation_of(session: Session, office: str, period: str) -> ToldAllocation | None:
    """What was told of the office and month."""
    row = session.execute(sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.period == period)).one_or_none()
    return None if row is None else _read(row)
