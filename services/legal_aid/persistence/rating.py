"""Rows of satisfaction. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.legal_aid.domain.rating import Rating, RatingCount, RatingFilter, RatingForm, RatingState, rating_twice
from services.legal_aid.persistence.row import Row


class RatingRow(Row):
    """One form."""

    __tablename__ = "rating"
    __table_args__ = (
        sa.UniqueConstraint("subject", "party", name="rating_once"),
        sa.Index("rating_by_division", "division", "name"),
        sa.Index("rating_by_date", "invited_date"),
        sa.CheckConstraint("score between 0 and 5", name="rating_score"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text)
    party: Mapped[str] = mapped_column(sa.Text)
    form: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    invited_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)
    score: Mapped[int]
    channel: Mapped[str | None] = mapped_column(sa.Text)
    comment: Mapped[str] = mapped_column(sa.Text)
    answered_date: Mapped[dt.date | None]
    called_back_date: Mapped[dt.date | None]
    callback_result: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", RatingRow.__table__)
_ASK = Upsert(TABLE, lambda row: row.on_conflict_do_nothing().returning(TABLE.c.name))
_read = from_row(Rating, TABLE, left_out=("deadlines",))
_write = to_values(Rating, TABLE, left_out=("deadlines",))


def insert_rating(session: Session, rating: Rating) -> None:
    """Write a new form. Raises ALREADY_EXISTS `RATING_TWICE`."""
    if _ASK.run(session, _write(rating)).one_or_none() is None:
        raise rating_twice()


def update_rating(session: Session, rating: Rating) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == rating.name).values(_write(rating)))


def load_rating(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Rating | None:
    """The form, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_ratings(session: Session, wanted: RatingFilter, page: Page, principal: Principal) -> list[Rating]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, institution=wanted.institution, form=wanted.form, state=wanted.state,
        subject=wanted.subject,
    )  # fmt: skip
    return _assemble(session, list(session.execute(query)))


def count_ratings(
    session: Session, first: dt.date, beyond: dt.date, institution: str, principal: Principal
) -> list[RatingCount]:
    """How many forms there are of those asked from `first` on and before `beyond`, by form, state and score."""
    query = (
        sa.select(TABLE.c.form, TABLE.c.state, TABLE.c.score, sa.func.count())
        .where(in_scope(TABLE.c.division, principal), TABLE.c.invited_date >= first, TABLE.c.invited_date < beyond)
        .group_by(TABLE.c.form, TABLE.c.state, TABLE.c.score)
    )
    if institution:
        query = query.where(TABLE.c.institution == institution)
    return [
        RatingCount(form=RatingForm[form], state=RatingState[state], score=score, count=count)
        for form, state, score, count in session.execute(query)
    ]


def _assemble(session: Session, rows: list[Any]) -> list[Rating]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
