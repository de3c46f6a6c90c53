"""Rows of villages. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.village import Village, VillageFilter, VillageState, village_listed
from services.grassroots_offices.persistence.row import Row


class VillageRow(Row):
    """One of them."""

    __tablename__ = "village"
    __table_args__ = (
        sa.Index("village_by_division", "division", "name"),
        sa.Index(
            "village_listed_once",
            "division",
            "display_name",
            unique=True,
            sqlite_where=sa.text("state = 'LISTED'"),
            postgresql_where=sa.text("state = 'LISTED'"),
        ),
    )

    display_name: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    removal_reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", VillageRow.__table__)
_read = from_row(Village, TABLE)
_write = to_values(Village, TABLE)


def insert_village(session: Session, village: Village) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(village)))


def update_village(session: Session, village: Village) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == village.name).values(_write(village)))


def load_village(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Village | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_villages(session: Session, wanted: VillageFilter, page: Page, principal: Principal) -> list[Village]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def refuse_listed(session: Session, village: Village) -> None:
    """Raise ALREADY_EXISTS VILLAGE_LISTED when one of the name is in the division's list (GO-79)."""
    same = sa.exists().where(
        TABLE.c.division == village.division, TABLE.c.display_name == village.display_name,
        TABLE.c.state == VillageState.LISTED.name,
    )  # fmt: skip
    if session.execute(sa.select(same)).scalar_one():
        raise village_listed()


def listed_villages(session: Session, principal: Principal) -> list[Village]:
    """Every village within the caller's divisions that counts, in order of name."""
    query = sa.select(TABLE).where(
        in_scope(TABLE.c.division, principal), TABLE.c.state == VillageState.LISTED.name
    )  # fmt: skip
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]
