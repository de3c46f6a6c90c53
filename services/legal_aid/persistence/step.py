"""Rows of the whole-process record of applications, cases, complaints (P-02, LA-70); added, never changed."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.row_mapping import from_row, to_values
from services.legal_aid.domain.step import Step
from services.legal_aid.persistence.row import Row


class StepColumns:
    """What is recorded of a step, whatever it is a step of."""

    place: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(sa.Text)
    happened_date: Mapped[dt.date]
    enter_time: Mapped[dt.datetime] = mapped_column(Instant)
    late: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)


class ApplicationStepRow(StepColumns, Row):
    """One step of an application."""

    __tablename__ = "application_step"

    application: Mapped[str] = mapped_column(sa.ForeignKey("application.name"), type_=sa.Text, primary_key=True)


class CaseStepRow(StepColumns, Row):
    """One step of a case."""

    __tablename__ = "case_step"
    __table_args__ = (
        sa.Index("case_step_late", "enter_time", sqlite_where=sa.text("late"), postgresql_where=sa.text("late")),
    )

    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text, primary_key=True)


class ComplaintStepRow(StepColumns, Row):
    """One step of a complaint."""

    __tablename__ = "complaint_step"

    complaint: Mapped[str] = mapped_column(sa.ForeignKey("complaint.name"), type_=sa.Text, primary_key=True)


class Steps:
    """Writes and reads the steps of one kind of record, whose row is locked meanwhile."""

    def __init__(self, row: type[Row], owner: str) -> None:
        """`owner` is the column that names the record."""
        table = cast("sa.Table", row.__table__)
        column = table.c[owner]
        self._owner = owner
        self._insert = sa.insert(table)
        self._of = (
            sa.select(table)
            .where(column.in_(sa.bindparam("owners", expanding=True)))
            .order_by(column, table.c.place)
        )  # fmt: skip
        self._read, self._write = from_row(Step, table), to_values(Step, table)

    def add(self, session: Session, owner: str, place: int, step: Step) -> None:
        """Write the next step of a record; `place` counts from 0."""
        session.execute(self._insert, {self._owner: owner, "place": place, **self._write(step)})

    def of(self, session: Session, owners: list[str]) -> dict[str, tuple[Step, ...]]:
        """The steps of the records, in order."""
        found: dict[str, list[Step]] = {}
        for row in session.execute(self._of, {"owners": owners}):
            found.setdefault(getattr(row, self._owner), []).append(self._read(row))
        return {name: tuple(steps) for name, steps in found.items()}


APPLICATION_STEPS = Steps(ApplicationStepRow, "application")
CASE_STEPS = Steps(CaseStepRow, "case")
COMPLAINT_STEPS = Steps(ComplaintStepRow, "complaint")
