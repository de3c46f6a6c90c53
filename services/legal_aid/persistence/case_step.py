"""Rows of the whole-process record of cases (P-02, LA-70). They are added, never changed."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.row_mapping import from_row, to_values
from services.legal_aid.domain.entry import Step
from services.legal_aid.persistence.row import Row


class CaseStepRow(Row):
    """One step."""

    __tablename__ = "case_step"

    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(sa.Text)
    happened_date: Mapped[dt.date]
    enter_time: Mapped[dt.datetime] = mapped_column(Instant)
    late: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CaseStepRow.__table__)
_INSERT = sa.insert(TABLE)
_BY_NAME = sa.select(TABLE).order_by(TABLE.c.case, TABLE.c.place)
_read = from_row(Step, TABLE)
_write = to_values(Step, TABLE)


def add_case_step(session: Session, case: str, place: int, step: Step) -> None:
    """Write the next step; `place` counts from 0. The case's row is locked meanwhile."""
    session.execute(_INSERT, {"case": case, "place": place, **_write(step)})


def steps_of_cases(session: Session, cases: list[str]) -> dict[str, tuple[Step, ...]]:
    """The steps of the cases, in order."""
    found: dict[str, list[Step]] = {}
    for row in session.execute(_BY_NAME.where(TABLE.c.case.in_(cases))):
        found.setdefault(row.case, []).append(_read(row))
    return {name: tuple(steps) for name, steps in found.items()}
