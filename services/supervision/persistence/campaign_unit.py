"""Rows of units of campaigns. It must not decide what counts."""

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
from services.supervision.domain.campaign_unit import CampaignUnit, CampaignUnitFilter
from services.supervision.persistence.row import Row


class CampaignUnitRow(Row):
    """One unit; people and coverages lie in JSON."""

    __tablename__ = "campaign_unit"
    __table_args__ = (
        sa.UniqueConstraint("campaign", "unit", name="campaign_unit_once"),
        sa.Index("campaign_unit_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    campaign: Mapped[str] = mapped_column(sa.ForeignKey("campaign.name"))
    unit: Mapped[str] = mapped_column(sa.ForeignKey("supervised_unit.name"))
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str] = mapped_column(sa.Text)
    section: Mapped[str] = mapped_column(sa.Text)
    ledger_count: Mapped[int]
    begin_due_date: Mapped[dt.date | None]
    begun_date: Mapped[dt.date | None]
    begun_days_late: Mapped[int]
    notice_date: Mapped[dt.date | None]
    people: Mapped[list[Any]] = mapped_column(sa.JSON)
    cells: Mapped[list[Any]] = mapped_column(sa.JSON)
    released_date: Mapped[dt.date | None]
    release_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CampaignUnitRow.__table__)
_read, _write = from_row(CampaignUnit, TABLE), to_values(CampaignUnit, TABLE)


def insert_units(session: Session, units: list[CampaignUnit]) -> None:
    """Write the units of a campaign that begins."""
    session.execute(sa.insert(TABLE), [_write(one) for one in units])


def update_unit(session: Session, unit: CampaignUnit) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == unit.name).values(_write(unit)))


def load_unit(session: Session, name: str, principal: Principal, *, lock: bool = False) -> CampaignUnit | None:
    """The unit, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_units(session: Session, wanted: CampaignUnitFilter, page: Page, principal: Principal) -> list[CampaignUnit]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, campaign=wanted.campaign, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def units_of(session: Session, campaign: str) -> list[CampaignUnit]:
    """All units of a campaign, in order of entry."""
    query = sa.select(TABLE).where(TABLE.c.campaign == campaign).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]
