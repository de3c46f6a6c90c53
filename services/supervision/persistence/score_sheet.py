"""Rows of score sheets. It must not score."""

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
from services.supervision.domain.score_sheet import ScoreSheet, ScoreSheetFilter, ScoreSheetState
from services.supervision.persistence.row import Row


class ScoreSheetRow(Row):
    """One sheet; categories, deductions and signatures lie in JSON."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        sa.Index("score_sheet_by_division", "division", "name"),
        sa.Index("score_sheet_by_campaign_unit", "campaign_unit", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    campaign_unit: Mapped[str] = mapped_column(sa.ForeignKey("campaign_unit.name"))
    campaign: Mapped[str] = mapped_column(sa.ForeignKey("campaign.name"))
    unit: Mapped[str] = mapped_column(sa.ForeignKey("supervised_unit.name"))
    subject: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    officers: Mapped[list[Any]] = mapped_column(sa.JSON)
    checked_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    replaces: Mapped[str] = mapped_column(sa.Text)
    replacement_reason: Mapped[str] = mapped_column(sa.Text)
    categories: Mapped[list[Any]] = mapped_column(sa.JSON)
    deductions: Mapped[list[Any]] = mapped_column(sa.JSON)
    total_tenths: Mapped[int]
    full_tenths: Mapped[int]
    share: Mapped[int]
    signatures: Mapped[list[Any]] = mapped_column(sa.JSON)
    return_reason: Mapped[str] = mapped_column(sa.Text)
    final_date: Mapped[dt.date | None]
    pass_mark_tenths: Mapped[int | None]
    verdict: Mapped[str | None] = mapped_column(sa.Text)
    verdict_reason: Mapped[str] = mapped_column(sa.Text)
    verdict_document: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ScoreSheetRow.__table__)
_read, _write = from_row(ScoreSheet, TABLE), to_values(ScoreSheet, TABLE)


def insert_sheet(session: Session, sheet: ScoreSheet) -> None:
    """Write a new one; its unit is locked by then."""
    session.execute(sa.insert(TABLE).values(_write(sheet)))


def update_sheet(session: Session, sheet: ScoreSheet) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == sheet.name).values(_write(sheet)))


def load_sheet(session: Session, name: str, principal: Principal, *, lock: bool = False) -> ScoreSheet | None:
    """The sheet, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def lock_sheet(session: Session, name: str) -> ScoreSheet | None:
    """The sheet whose place another takes, locked; it lies where the other one does."""
    row = session.execute(sa.select(TABLE).where(TABLE.c.name == name).with_for_update()).one_or_none()
    return None if row is None else _read(row)


def find_sheets(session: Session, wanted: ScoreSheetFilter, page: Page, principal: Principal) -> list[ScoreSheet]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, campaign=wanted.campaign, campaign_unit=wanted.campaign_unit, state=wanted.state
    )
    return [_read(row) for row in session.execute(query)]


def standing_sheets(session: Session, campaign_unit: str) -> list[tuple[str, ScoreSheetState]]:
    """Sheets of a unit that nothing has replaced, in order of entry."""
    query = sa.select(TABLE.c.name, TABLE.c.state).where(
        TABLE.c.campaign_unit == campaign_unit, TABLE.c.state != ScoreSheetState.REPLACED.name
    )
    return [(name, ScoreSheetState[state]) for name, state in session.execute(query.order_by(TABLE.c.name))]
