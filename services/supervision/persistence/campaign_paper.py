"""Rows of papers of campaigns. It must not decide what is late."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.campaign_paper import CampaignPaper, CampaignPaperFilter
from services.supervision.persistence.row import Row


class CampaignPaperRow(Row):
    """One paper."""

    __tablename__ = "campaign_paper"
    __table_args__ = (
        sa.Index("campaign_paper_by_division", "division", "name"),
        sa.Index("campaign_paper_by_campaign", "campaign", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    campaign: Mapped[str] = mapped_column(sa.ForeignKey("campaign.name"))
    campaign_unit: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    recipient: Mapped[str] = mapped_column(sa.Text)
    due_date: Mapped[dt.date]
    received_date: Mapped[dt.date | None]
    days_late: Mapped[int]
    document_number: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    experience: Mapped[str] = mapped_column(sa.Text)
    shortcomings: Mapped[str] = mapped_column(sa.Text)
    direction: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CampaignPaperRow.__table__)
_read, _write = from_row(CampaignPaper, TABLE), to_values(CampaignPaper, TABLE)


def insert_papers(session: Session, papers: list[CampaignPaper]) -> None:
    """Write the papers of a campaign that begins."""
    session.execute(sa.insert(TABLE), [_write(one) for one in papers])


def update_paper(session: Session, paper: CampaignPaper) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == paper.name).values(_write(paper)))


def load_paper(session: Session, name: str, principal: Principal) -> CampaignPaper | None:
    """The paper, locked, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=True)).one_or_none()
    return None if row is None else _read(row)


def find_papers(session: Session, wanted: CampaignPaperFilter, page: Page, principal: Principal) -> list[CampaignPaper]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, campaign=wanted.campaign, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def papers_of(session: Session, campaign: str) -> list[CampaignPaper]:
    """All papers of a campaign, in order of entry."""
    query = sa.select(TABLE).where(TABLE.c.campaign == campaign).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]
