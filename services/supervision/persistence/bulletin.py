"""Rows of bulletins. It must not count what they say."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.supervision.domain.bulletin import Bulletin, BulletinFilter, BulletinState, bulletin_exists
from services.supervision.persistence.row import Row


class BulletinRow(Row):
    """One of them; figures, names and positions lie in JSON."""

    __tablename__ = "bulletin"
    __table_args__ = (
        sa.UniqueConstraint("division", "period", name="bulletin_once_a_period"),
        sa.Index("bulletin_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    division: Mapped[str] = mapped_column(sa.Text)
    period: Mapped[str] = mapped_column(sa.Text)
    remark: Mapped[str] = mapped_column(sa.Text)
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    named: Mapped[list[Any]] = mapped_column(sa.JSON)
    positions: Mapped[list[Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    compiled_date: Mapped[dt.date]
    issued_date: Mapped[dt.date | None]
    issue_document: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", BulletinRow.__table__)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.division, TABLE.c.period]).returning(TABLE.c.name),
)
_read, _write = from_row(Bulletin, TABLE), to_values(Bulletin, TABLE)


def insert_bulletin(session: Session, bulletin: Bulletin) -> None:
    """Write a new one. Raises ALREADY_EXISTS `BULLETIN_EXISTS` for a second one of division and period."""
    if _INSERT.run(session, _write(bulletin)).one_or_none() is None:
        raise bulletin_exists()


def update_bulletin(session: Session, bulletin: Bulletin) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == bulletin.name).values(_write(bulletin)))


def load_bulletin(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Bulletin | None:
    """The bulletin, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_bulletins(session: Session, wanted: BulletinFilter, page: Page, principal: Principal) -> list[Bulletin]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, period=wanted.period)
    return [_read(row) for row in session.execute(query)]


def find_issued(session: Session, page: Page) -> list[Bulletin]:
    """Those of all divisions that were issued, with one row more than the page's size when there is another page."""
    issued = TABLE.c.state == BulletinState.ISSUED.name
    query = sa.select(TABLE).where(issued).order_by(TABLE.c.name).limit(page.size + 1)
    if page.after is not None:
        query = query.where(TABLE.c.name > page.after)
    return [_read(row) for row in session.execute(query)]
