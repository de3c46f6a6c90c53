"""Rows of award rounds. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.award_round import AwardKind, AwardRound, AwardRoundFilter, round_begun
from services.grassroots_offices.persistence.row import Row


class AwardRoundRow(Row):
    """One of them."""

    __tablename__ = "award_round"
    __table_args__ = (
        sa.Index("award_round_by_division", "division", "name"),
        sa.UniqueConstraint("division", "kind", "year", name="award_round_once"),
    )

    kind: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    division: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    candidates: Mapped[list[Any]] = mapped_column(sa.JSON)
    compiled_date: Mapped[dt.date]
    decision_document: Mapped[str] = mapped_column(sa.Text)
    chosen_date: Mapped[dt.date | None]
    published_document: Mapped[str] = mapped_column(sa.Text)
    published_date: Mapped[dt.date | None]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AwardRoundRow.__table__)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.division, TABLE.c.kind, TABLE.c.year]).returning(
        TABLE.c.name
    ),
)
_read = from_row(AwardRound, TABLE)
_write = to_values(AwardRound, TABLE)


def insert_award_round(session: Session, award: AwardRound) -> None:
    """Write a new one. Raises ALREADY_EXISTS `ROUND_BEGUN`."""
    if _INSERT.run(session, _write(award)).one_or_none() is None:
        raise round_begun()


def update_award_round(session: Session, award: AwardRound) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == award.name).values(_write(award)))


def load_award_round(session: Session, name: str, principal: Principal, *, lock: bool = False) -> AwardRound | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_award_rounds(session: Session, wanted: AwardRoundFilter, page: Page, principal: Principal) -> list[AwardRound]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind)
    return [_read(row) for row in session.execute(query)]


def rounds_of(session: Session, division: str, year: int) -> dict[AwardKind, str]:
    """The rounds that were begun in a division and year."""
    query = sa.select(TABLE.c.kind, TABLE.c.name).where(TABLE.c.division == division, TABLE.c.year == year)
    return {AwardKind[row[0]]: row[1] for row in session.execute(query)}
