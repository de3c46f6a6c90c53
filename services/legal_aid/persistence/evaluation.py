"""Rows of evaluations. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.legal_aid.domain.case_evaluation import TWICE, Evaluation, EvaluationFilter
from services.legal_aid.domain.case_words import Grade
from services.legal_aid.domain.evaluation_words import EvaluationMethod
from services.legal_aid.persistence.row import Row


class EvaluationRow(Row):
    """One evaluation."""

    __tablename__ = "evaluation"
    __table_args__ = (
        sa.UniqueConstraint("case", "method", "round", name="evaluation_once"),
        sa.Index("evaluation_by_division", "division", "name"),
        sa.Index("evaluation_by_institution", "institution", "evaluated_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    method: Mapped[str] = mapped_column(sa.Text)
    round: Mapped[int]
    scores: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    total_points: Mapped[int]
    full_points: Mapped[int]
    rubric_sha256: Mapped[str] = mapped_column(sa.Text)
    grade: Mapped[str | None] = mapped_column(sa.Text)
    reasons: Mapped[str] = mapped_column(sa.Text)
    callback: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    evaluated_date: Mapped[dt.date]
    evaluator: Mapped[str] = mapped_column(sa.Text)
    sealed: Mapped[bool]
    institution: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", EvaluationRow.__table__)
C = TABLE.c
TWO_ROUNDS = [method.name for method in TWICE]
_read = from_row(Evaluation, TABLE)
_write = to_values(Evaluation, TABLE)


def insert_evaluation(session: Session, evaluation: Evaluation) -> None:
    """Write an evaluation; the case's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(evaluation)))


def seal(session: Session, cases: tuple[str, ...]) -> None:
    """Hide first scores of the cases until the second scorer has given his."""
    second = TABLE.alias("second")
    scored = sa.exists().where(second.c.case == C.case, second.c.method == C.method, second.c.round == 2)
    wanted = (C.case.in_(cases), C.round == 1, C.method.in_(TWO_ROUNDS), ~scored)
    session.execute(sa.update(TABLE).where(*wanted).values(sealed=True))


def unseal(session: Session, case: str, method: EvaluationMethod) -> None:
    """Show both scores."""
    session.execute(sa.update(TABLE).where(C.case == case, C.method == method.name).values(sealed=False))


def rounds_of(session: Session, case: str, method: EvaluationMethod) -> list[Evaluation]:
    """The evaluations of the case by the method, in order of their rounds."""
    query = sa.select(TABLE).where(C.case == case, C.method == method.name).order_by(C.round)
    return [_read(row) for row in session.execute(query)]


def load_evaluation(session: Session, name: str, principal: Principal) -> Evaluation | None:
    """The evaluation, if it lies within the caller's divisions."""
    query = sa.select(TABLE).where(C.name == name, in_scope(C.division, principal))
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def find_evaluations(
    session: Session, wanted: EvaluationFilter, page: Page, principal: Principal
) -> list[Evaluation]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, case=wanted.case, method=wanted.method)
    return [_read(row) for row in session.execute(query)]


def scored_twice(session: Session, institution: str, since: dt.date, until: dt.date) -> list[tuple[Grade, Grade]]:
    """First and second grades of the institution's cases whose second score was given in the days."""
    first, second = TABLE.alias("first"), TABLE.alias("second")
    same = sa.and_(first.c.case == second.c.case, first.c.method == second.c.method, first.c.round == 1)
    query = (
        sa.select(first.c.grade.label("one"), second.c.grade.label("two"))
        .join_from(second, first, same)
        .where(second.c.round == 2, second.c.method.in_(TWO_ROUNDS), second.c.institution == institution)
        .where(second.c.evaluated_date.between(since, until))
        .order_by(second.c.name)
    )
    return [(Grade[row.one], Grade[row.two]) for row in session.execute(query)]
