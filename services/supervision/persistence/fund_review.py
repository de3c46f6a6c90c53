"""Rows of the yearly reviews of funds. It must not decide what follows from one."""

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
from services.supervision.domain.fund_review import FundReview, FundReviewFilter
from services.supervision.persistence.row import Row


class FundReviewRow(Row):
    """One review; its checks lie in JSON."""

    __tablename__ = "fund_review"
    __table_args__ = (
        sa.UniqueConstraint("institution", "year", name="fund_review_once"),
        sa.Index("fund_review_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    division: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    document_number: Mapped[str] = mapped_column(sa.Text)
    checks: Mapped[list[Any]] = mapped_column(sa.JSON)
    performance_reference: Mapped[str] = mapped_column(sa.Text)
    outcome: Mapped[str | None] = mapped_column(sa.Text)
    outcome_reason: Mapped[str] = mapped_column(sa.Text)
    outcome_document: Mapped[str] = mapped_column(sa.Text)
    concluded_date: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", FundReviewRow.__table__)
_read, _write = from_row(FundReview, TABLE), to_values(FundReview, TABLE)


def is_reviewed(session: Session, institution: str, year: int) -> bool:
    """Whether there is a review of the institution and year, whoever may see it."""
    query = sa.select(TABLE.c.name).where(TABLE.c.institution == institution, TABLE.c.year == year)
    return session.execute(query).first() is not None


def insert_review(session: Session, review: FundReview) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(review)))


def update_review(session: Session, review: FundReview) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == review.name).values(_write(review)))


def load_review(session: Session, name: str, principal: Principal, *, lock: bool = False) -> FundReview | None:
    """The review, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_reviews(session: Session, wanted: FundReviewFilter, page: Page, principal: Principal) -> list[FundReview]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, institution=wanted.institution)
    return [_read(row) for row in session.execute(query)]
