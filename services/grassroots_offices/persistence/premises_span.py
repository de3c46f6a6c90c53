"""Rows of premises as they were approved; added, never changed."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from services.grassroots_offices.domain.premises import PremisesSpan
from services.grassroots_offices.persistence.row import Row


class PremisesSpanRow(Row):
    """Premises of one office from a day on; `place` counts from 0."""

    __tablename__ = "premises_span"

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    from_date: Mapped[dt.date]
    premises: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    licence_application: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PremisesSpanRow.__table__)
_read, _write = from_row(PremisesSpan, TABLE), to_values(PremisesSpan, TABLE)


def insert_premises(session: Session, office: str, place: int, span: PremisesSpan) -> None:
    """Write the next ones; the office's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(office=office, place=place, **_write(span)))


def premises_of(session: Session, offices: list[str]) -> dict[str, tuple[PremisesSpan, ...]]:
    """Those of each office, oldest first."""
    query = sa.select(TABLE).where(TABLE.c.office.in_(offices)).order_by(TABLE.c.office, TABLE.c.place)
    found: dict[str, tuple[PremisesSpan, ...]] = {}
    for row in session.execute(query):
        found[row.office] = (*found.get(row.office, ()), _read(row))
    return found
