"""Rows of monthly counts. It must not decide what is much."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.upsert import Upsert
from services.supervision.domain.monthly_count import MonthlyFact, month_of
from services.supervision.persistence.row import Row


class MonthlyCountRow(Row):
    """What an institution had of something in a month."""

    __tablename__ = "monthly_count"

    thing: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    month: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    count: Mapped[int]


class GraderCountRow(Row):
    """How many cases of an institution one person graded in a month; the grader is a blind index."""

    __tablename__ = "grader_count"

    institution: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    month: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    grader: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    count: Mapped[int]


TABLE = cast("sa.Table", MonthlyCountRow.__table__)
GRADERS = cast("sa.Table", GraderCountRow.__table__)
_KEY = [TABLE.c.thing, TABLE.c.institution, TABLE.c.month]
_ADD = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_update(index_elements=_KEY, set_={"count": TABLE.c.count + 1}).returning(
        TABLE.c.count
    ),
)

_GRADER_KEY = [GRADERS.c.institution, GRADERS.c.month, GRADERS.c.grader]
_ADD_GRADE = Upsert(
    GRADERS,
    lambda row: row.on_conflict_do_update(index_elements=_GRADER_KEY, set_={"count": GRADERS.c.count + 1}),
)


def add_grade(session: Session, fact: MonthlyFact, grader: str) -> list[int]:
    """Count one more of a grader; how many each grader of the institution has in the month now."""
    month = month_of(fact.happened_date)
    _ADD_GRADE.run(session, {"institution": fact.institution, "month": month, "grader": grader, "count": 1})
    query = sa.select(GRADERS.c.count).where(GRADERS.c.institution == fact.institution, GRADERS.c.month == month)
    return list(session.execute(query).scalars())


def add_fact(session: Session, fact: MonthlyFact) -> int:
    """Count one more; how many the month has now."""
    row = {
        "thing": fact.thing.name, "institution": fact.institution, "month": month_of(fact.happened_date), "count": 1,
    }  # fmt: skip
    return int(_ADD.run(session, row).scalar_one())


def counts_of(session: Session, fact: MonthlyFact, months: tuple[str, ...]) -> dict[str, int]:
    """What the months have that have any."""
    query = sa.select(TABLE.c.month, TABLE.c.count.label("number")).where(
        TABLE.c.thing == fact.thing.name, TABLE.c.institution == fact.institution, TABLE.c.month.in_(months)
    )
    return {row.month: row.number for row in session.execute(query)}
