"""Rows of holds of offices. It must not decide what a hold stops."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from services.grassroots_offices.domain.hold import OfficeHold
from services.grassroots_offices.persistence.row import Row


class OfficeHoldRow(Row):
    """One hold of one office; `lifted_date` null while it runs."""

    __tablename__ = "office_hold"

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text, primary_key=True)
    hold: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    from_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    lifted_date: Mapped[dt.date | None]


TABLE = cast("sa.Table", OfficeHoldRow.__table__)
_read, _write = from_row(OfficeHold, TABLE), to_values(OfficeHold, TABLE)


def save_holds(session: Session, office: str, holds: tuple[OfficeHold, ...]) -> None:
    """Write the holds of an office as they now are; its row is locked meanwhile."""
    session.execute(sa.delete(TABLE).where(TABLE.c.office == office))
    session.execute(sa.insert(TABLE), [{"office": office, **_write(one)} for one in holds])


def holds_of(session: Session, offices: list[str]) -> dict[str, tuple[OfficeHold, ...]]:
    """Those of each office, oldest first."""
    query = sa.select(TABLE).where(TABLE.c.office.in_(offices)).order_by(TABLE.c.from_date, TABLE.c.hold)
    found: dict[str, tuple[OfficeHold, ...]] = {}
    for row in session.execute(query):
        found[row.office] = (*found.get(row.office, ()), _read(row))
    return found


def is_held(session: Session, office: str, on: dt.date) -> bool:
    """Whether a hold of the office ran on the day; the day of its lifting is none."""
    unlifted = sa.or_(TABLE.c.lifted_date.is_(None), TABLE.c.lifted_date > on)
    running = sa.exists().where(TABLE.c.office == office, TABLE.c.from_date <= on, unlifted)
    return bool(session.execute(sa.select(running)).scalar_one())
