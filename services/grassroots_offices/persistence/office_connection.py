"""Rows of offices' connections. It must not decide who may see them: whoever reads one has found its office before."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from services.grassroots_offices.domain.office_connection import Connection
from services.grassroots_offices.persistence.row import Row


class OfficeConnectionRow(Row):
    """What is on file of one office."""

    __tablename__ = "office_connection"

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text, primary_key=True)
    intranet_since_date: Mapped[dt.date | None]
    internet_since_date: Mapped[dt.date | None]
    website: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OfficeConnectionRow.__table__)
_read, _write = from_row(Connection, TABLE), to_values(Connection, TABLE)


def save_connection(session: Session, filed: Connection) -> None:
    """Write it in place of the one before; the office's row is locked meanwhile."""
    session.execute(sa.delete(TABLE).where(TABLE.c.office == filed.office))
    session.execute(sa.insert(TABLE).values(_write(filed)))


def load_connection(session: Session, office: str) -> Connection:
    """What is on file of the office; nothing before the first entry."""
    row = session.execute(sa.select(TABLE).where(TABLE.c.office == office)).one_or_none()
    if row is None:
        return Connection(
            office=office, intranet_since_date=None, internet_since_date=None, website="", document_number=""
        )  # fmt: skip
    return _read(row)
