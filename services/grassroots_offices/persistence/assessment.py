"""Rows of yearly assessments. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.assessing import assessment_filed
from services.grassroots_offices.domain.assessment import (
    Assessment,
    AssessmentFilter,
    AssessmentGrade,
    AssessmentState,
)
from services.grassroots_offices.domain.batch_review import BatchReview
from services.grassroots_offices.persistence.row import Row


class AssessmentRow(Row):
    """One subject in one year; `facts` is what the sheet was computed from."""

    __tablename__ = "assessment"
    __table_args__ = (
        sa.UniqueConstraint("subject", "year", name="assessment_once_a_year"),
        sa.Index("assessment_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    summary: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    filed_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)
    overdue: Mapped[bool]
    office: Mapped[str] = mapped_column(sa.Text)
    office_opinion: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    county_review: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    facts: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    sheet: Mapped[str] = mapped_column(sa.Text)
    sheet_sha256: Mapped[str] = mapped_column(sa.Text)
    grading: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    objection: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    final_grade: Mapped[str | None] = mapped_column(sa.Text)
    final_date: Mapped[dt.date | None]
    published_document: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AssessmentRow.__table__)
_read = from_row(Assessment, TABLE)
_write = to_values(Assessment, TABLE)
# What a review changes.
REVIEWED = ("state", "state_date", "county_review", "facts", "sheet", "sheet_sha256", "etag")
_UPDATE = (
    sa.update(TABLE)
    .where(TABLE.c.name == sa.bindparam("new_name"))
    .values({name: sa.bindparam(f"new_{name}", type_=TABLE.c[name].type) for name in REVIEWED})
)


def insert_assessment(session: Session, assessment: Assessment) -> None:
    """Write a filed one; the subject's row is locked meanwhile. Raises ALREADY_EXISTS `ASSESSMENT_FILED`."""
    same = sa.exists().where(TABLE.c.subject == assessment.subject, TABLE.c.year == assessment.year)
    if session.execute(sa.select(same)).scalar_one():
        raise assessment_filed()
    session.execute(sa.insert(TABLE).values(_write(assessment)))


def update_assessment(session: Session, assessment: Assessment) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == assessment.name).values(_write(assessment)))


def load_assessment(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Assessment | None:
    """The assessment, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_assessments(session: Session, wanted: AssessmentFilter, page: Page, principal: Principal) -> list[Assessment]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, subject=wanted.subject, office=wanted.office
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]


def update_reviewed(session: Session, assessments: Sequence[Assessment]) -> None:
    """Write the reviews of many that were locked when they were loaded."""
    if assessments:
        values = map(_write, assessments)
        rows = [{f"new_{name}": one[name] for name in ("name", *REVIEWED)} for one in values]
        session.connection().execute(_UPDATE, rows)


def waiting_for_review(session: Session, batch: BatchReview, principal: Principal) -> list[Assessment]:
    """Those of the year that the county has to review, in order of name and locked, with one more than asked for."""
    ready = sa.or_(
        sa.and_(TABLE.c.state == AssessmentState.FILED.name, TABLE.c.subject.startswith("offices/")),
        TABLE.c.state == AssessmentState.OFFICE_OPINION.name,
    )
    query = sa.select(TABLE).where(
        in_scope(TABLE.c.division, principal), TABLE.c.year == batch.year, ready, TABLE.c.name > batch.after
    )  # fmt: skip
    query = query.order_by(TABLE.c.name).limit(batch.most + 1).with_for_update()
    return [_read(row) for row in session.execute(query)]


def subjects_filed(session: Session, year: int, principal: Principal) -> frozenset[str]:
    """Subjects within the caller's divisions that have filed for the year."""
    query = sa.select(TABLE.c.subject).where(TABLE.c.year == year, in_scope(TABLE.c.division, principal))
    return frozenset(session.execute(query).scalars())


def final_grades(session: Session, subjects: list[str], year: int) -> list[tuple[str, str, AssessmentGrade]]:
    """Subject, assessment and grade of whoever has a final one of the year (GO-70)."""
    query = sa.select(TABLE.c.subject, TABLE.c.name, TABLE.c.final_grade).where(
        TABLE.c.subject.in_(subjects), TABLE.c.year == year, TABLE.c.final_grade.is_not(None)
    )
    return [(row[0], row[1], AssessmentGrade[row[2]]) for row in session.execute(query)]
