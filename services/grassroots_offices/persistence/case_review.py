"""Rows of case reviews. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.case_review import CaseReview, CaseReviewFilter, CaseReviewState
from services.grassroots_offices.persistence.row import Row


class CaseReviewRow(Row):
    """One of them."""

    __tablename__ = "case_review"
    __table_args__ = (
        sa.Index("case_review_by_division", "division", "name"),
        sa.Index("case_review_by_case", "office_case", "kind"),
        sa.Index("case_review_by_office", "office", "name"),
    )

    office_case: Mapped[str] = mapped_column(sa.ForeignKey("office_case.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    verdict: Mapped[str] = mapped_column(sa.Text)
    findings: Mapped[str] = mapped_column(sa.Text)
    reviewed_date: Mapped[dt.date]
    reviewer: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    void_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CaseReviewRow.__table__)
_read = from_row(CaseReview, TABLE)
_write = to_values(CaseReview, TABLE)


def insert_case_review(session: Session, review: CaseReview) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(review)))


def update_case_review(session: Session, review: CaseReview) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == review.name).values(_write(review)))


def load_case_review(session: Session, name: str, principal: Principal, *, lock: bool = False) -> CaseReview | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_case_reviews(session: Session, wanted: CaseReviewFilter, page: Page, principal: Principal) -> list[CaseReview]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE,
        page,
        principal,
        state=wanted.state,
        kind=wanted.kind,
        office=wanted.office,
        office_case=wanted.office_case,
    )
    return [_read(row) for row in session.execute(query)]


def is_kept(session: Session, review: CaseReview) -> bool:
    """Whether the matter was looked at in this way already; the matter's row is locked meanwhile (GO-84)."""
    same = sa.exists().where(
        TABLE.c.office_case == review.office_case, TABLE.c.kind == review.kind.name,
        TABLE.c.state == CaseReviewState.KEPT.name,
    )  # fmt: skip
    return bool(session.execute(sa.select(same)).scalar_one())


def kept_reviews(session: Session, offices: Sequence[str]) -> list[CaseReview]:
    """Every look at the offices' matters that counts, in order of name (GO-84)."""
    query = sa.select(TABLE).where(TABLE.c.office.in_(offices), TABLE.c.state == CaseReviewState.KEPT.name)
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name))]
