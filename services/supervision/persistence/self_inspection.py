"""Rows of self-inspections, and what is known of their rows. It must not decide what is complete."""

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
from services.supervision.domain.self_inspection import (
    HANDED_IN,
    SelfInspection,
    SelfInspectionFilter,
    sheet_opened,
)
from services.supervision.persistence import clue, institution_tally
from services.supervision.persistence.row import Row


class SelfInspectionRow(Row):
    """One sheet; its rows lie in `rows`."""

    __tablename__ = "self_inspection"
    __table_args__ = (
        sa.UniqueConstraint("campaign_unit", "person", name="self_inspection_once"),
        sa.Index("self_inspection_by_division", "division", "name"),
        sa.Index("self_inspection_by_campaign", "campaign", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    campaign_unit: Mapped[str] = mapped_column(sa.ForeignKey("campaign_unit.name"))
    person: Mapped[str] = mapped_column(sa.Text)
    campaign: Mapped[str] = mapped_column(sa.ForeignKey("campaign.name"))
    unit_title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str] = mapped_column(sa.Text)
    rows: Mapped[list[Any]] = mapped_column(sa.JSON)
    filled_date: Mapped[dt.date | None]
    filler: Mapped[str] = mapped_column(sa.Text)
    approver: Mapped[str] = mapped_column(sa.Text)
    contact: Mapped[str] = mapped_column(sa.Text)
    figures: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    sha256: Mapped[str] = mapped_column(sa.Text)
    submitted_date: Mapped[dt.date | None]
    days_late: Mapped[int]
    return_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", SelfInspectionRow.__table__)
_read, _write = from_row(SelfInspection, TABLE), to_values(SelfInspection, TABLE)


def insert_sheet(session: Session, sheet: SelfInspection) -> None:
    """Write a new one; its unit is locked by then. Raises ALREADY_EXISTS `SHEET_OPENED`."""
    taken = sa.exists().where(TABLE.c.campaign_unit == sheet.campaign_unit, TABLE.c.person == sheet.person)
    if session.execute(sa.select(taken)).scalar_one():
        raise sheet_opened()
    session.execute(sa.insert(TABLE).values(_write(sheet)))


def update_sheet(session: Session, sheet: SelfInspection) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == sheet.name).values(_write(sheet)))


def load_sheet(session: Session, name: str, principal: Principal, *, lock: bool = False) -> SelfInspection | None:
    """The sheet, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_sheets(
    session: Session, wanted: SelfInspectionFilter, page: Page, principal: Principal
) -> list[SelfInspection]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, campaign_unit=wanted.campaign_unit, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def people_handed_in(session: Session, campaign_unit: str) -> frozenset[str]:
    """People of a unit who have handed their own sheets in."""
    states = [state.name for state in HANDED_IN]
    query = sa.select(TABLE.c.person).where(TABLE.c.campaign_unit == campaign_unit, TABLE.c.state.in_(states))
    return frozenset(session.execute(query.where(TABLE.c.person != "")).scalars())


def clues_by_item(session: Session, institution: str) -> list[tuple[int, str]]:
    """Rows of F-01 with the names of clues that concern an institution, in order of opening."""
    table = clue.TABLE
    query = sa.select(table.c.item, table.c.name).where(table.c.institution == institution, table.c.item > 0)
    return [(item, name) for item, name in session.execute(query.order_by(table.c.name))]


def corrected_by_bureau(session: Session, institution: str) -> tuple[str, int] | None:
    """The tally of an institution, and how often the bureau ordered it to grant; None before anything was told."""
    table = institution_tally.TABLE
    row = session.execute(
        sa.select(table.c.name, table.c.corrected_count).where(table.c.institution == institution)
    ).one_or_none()
    return None if row is None else (row.name, row.corrected_count)
