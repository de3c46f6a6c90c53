"""Rows of the choices behind assignments. They are added, never changed (LA-56)."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_row
from services.legal_aid.domain.allocation import Allocation
from services.legal_aid.persistence.row import Row


class AllocationRow(Row):
    """One choice."""

    __tablename__ = "allocation"
    __table_args__ = (
        sa.Index("allocation_by_case", "case", "name"),
        sa.Index("allocation_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    decided_date: Mapped[dt.date]
    inputs: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    choice: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", AllocationRow.__table__)
_read = from_row(Allocation, TABLE)
_write = to_values(Allocation, TABLE)


def insert_allocation(session: Session, allocation: Allocation) -> None:
    """Keep a choice."""
    session.execute(sa.insert(TABLE).values(_write(allocation)))


def load_allocation(session: Session, name: str, principal: Principal) -> Allocation | None:
    """The choice, if its case lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row)
