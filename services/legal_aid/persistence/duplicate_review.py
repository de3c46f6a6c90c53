"""Rows of duplicate reviews. It must not decide who may see them beyond the row scope it is given."""

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
from services.legal_aid.domain.duplicate_review import DuplicateReview, DuplicateReviewFilter
from services.legal_aid.persistence.row import Row


class DuplicateReviewRow(Row):
    """One pair of claims."""

    __tablename__ = "duplicate_review"
    __table_args__ = (
        sa.UniqueConstraint("claim", "other_claim", name="duplicate_review_pair"),
        sa.Index("duplicate_review_by_division", "division", "name"),
        sa.Index("duplicate_review_by_other", "other_claim"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    claim: Mapped[str] = mapped_column(sa.ForeignKey("subsidy_claim.name"), type_=sa.Text)
    other_claim: Mapped[str] = mapped_column(sa.ForeignKey("subsidy_claim.name"), type_=sa.Text)
    ground: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    decided_by: Mapped[str | None] = mapped_column(sa.Text)
    document: Mapped[str | None] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", DuplicateReviewRow.__table__)
_read, _write = from_row(DuplicateReview, TABLE), to_values(DuplicateReview, TABLE)


def insert_duplicate_review(session: Session, review: DuplicateReview) -> None:
    """Write a new pair."""
    session.execute(sa.insert(TABLE).values(_write(review)))


def update_duplicate_review(session: Session, review: DuplicateReview) -> None:
    """Write a review that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == review.name).values(_write(review)))


def load_duplicate_review(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> DuplicateReview | None:
    """The review, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_duplicate_reviews(
    session: Session, wanted: DuplicateReviewFilter, page: Page, principal: Principal
) -> list[DuplicateReview]:
    """A page in order of finding, with one row more than its size when there is another page."""
    return [
        _read(row)
        for row in session.execute(scoped_page(TABLE, page, principal, state=wanted.state, claim=wanted.claim))
    ]


def is_under_review(session: Session, claims: Sequence[str]) -> bool:
    """Whether somebody has yet to look at a pair that one of the claims is in."""
    pair = sa.or_(TABLE.c.claim.in_(claims), TABLE.c.other_claim.in_(claims))
    return bool(session.execute(sa.select(sa.exists().where(pair, TABLE.c.state == "OPEN"))).scalar_one())
