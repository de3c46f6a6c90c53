"""Rows of campaigns and of what was reported of them. It must not decide what a campaign allows."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.json_values import from_json, to_json
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.campaign import Campaign, CampaignFilter
from services.supervision.domain.look_back import LookBackReport
from services.supervision.persistence.row import Row


class CampaignRow(Row):
    """One campaign."""

    __tablename__ = "campaign"
    __table_args__ = (sa.Index("campaign_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    lead_group_head: Mapped[str] = mapped_column(sa.Text)
    lead_group_office: Mapped[str] = mapped_column(sa.Text)
    phases: Mapped[list[Any]] = mapped_column(sa.JSON)
    coverages: Mapped[list[Any]] = mapped_column(sa.JSON)
    deliverables: Mapped[list[Any]] = mapped_column(sa.JSON)
    score_categories: Mapped[list[Any]] = mapped_column(sa.JSON)
    final_report_due_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)
    started_date: Mapped[dt.date | None]
    unit_count: Mapped[int]
    person_count: Mapped[int]
    look_back_date: Mapped[dt.date | None]
    reported_date: Mapped[dt.date | None]
    reported_days_late: Mapped[int]
    hotlines: Mapped[list[Any]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class CampaignReportRow(Row):
    """What was reported; never changed."""

    __tablename__ = "campaign_report"

    campaign: Mapped[str] = mapped_column(sa.ForeignKey("campaign.name"), primary_key=True)
    report: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


TABLE = cast("sa.Table", CampaignRow.__table__)
REPORTS = cast("sa.Table", CampaignReportRow.__table__)
_read, _write = from_row(Campaign, TABLE), to_values(Campaign, TABLE)
_report_in, _report_out = from_json(LookBackReport), to_json(LookBackReport)


def insert_campaign(session: Session, campaign: Campaign) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(campaign)))


def update_campaign(session: Session, campaign: Campaign) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == campaign.name).values(_write(campaign)))


def load_campaign(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Campaign | None:
    """The campaign, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def campaign_of_unit(session: Session, name: str) -> Campaign:
    """The campaign in which a unit takes part, which may be that of a place above; kept open until the commit."""
    query = sa.select(TABLE).where(TABLE.c.name == name).with_for_update(read=True)
    return _read(session.execute(query).one())


def find_campaigns(session: Session, wanted: CampaignFilter, page: Page, principal: Principal) -> list[Campaign]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, state=wanted.state))]


def insert_report(session: Session, report: LookBackReport) -> None:
    """Keep what was reported."""
    session.execute(sa.insert(REPORTS).values(campaign=report.campaign, report=_report_out(report)))


def load_report(session: Session, campaign: str) -> LookBackReport:
    """What was reported of a campaign."""
    query = sa.select(REPORTS.c.report).where(REPORTS.c.campaign == campaign)
    found: LookBackReport = _report_in(session.execute(query).scalar_one())
    return found
