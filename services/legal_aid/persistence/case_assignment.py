"""Rows of assignments, and what the allocator asks of them: the rota and everybody's open cases.

It must not choose.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from services.legal_aid.domain.allocation import UnitTurn
from services.legal_aid.domain.case_assignment import AssignmentMethod, CaseAssignment
from services.legal_aid.persistence.row import Row


class CaseAssignmentRow(Row):
    """One assignment."""

    __tablename__ = "case_assignment"
    __table_args__ = (
        sa.UniqueConstraint("case", "place", name="case_assignment_place"),
        sa.Index("case_assignment_rota", "institution", "assigned_date"),
        sa.Index("case_assignment_by_handler", "handler", "case"),
        sa.Index("case_assignment_by_unit", "unit", "case"),
        sa.CheckConstraint("workload_share_bp BETWEEN 0 AND 10000", name="case_assignment_share"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    place: Mapped[int]
    institution: Mapped[str] = mapped_column(sa.Text)
    unit: Mapped[str] = mapped_column(sa.ForeignKey("handling_unit.name"), type_=sa.Text)
    unit_name: Mapped[str] = mapped_column(sa.Text)
    handler: Mapped[str] = mapped_column(sa.Text)
    handler_name: Mapped[str] = mapped_column(sa.Text)
    method: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    allocation: Mapped[str] = mapped_column(sa.ForeignKey("allocation.name"), type_=sa.Text)
    assigned_date: Mapped[dt.date]
    arranged_date: Mapped[dt.date | None]
    agreement_date: Mapped[dt.date | None]
    delay_cause: Mapped[str] = mapped_column(sa.Text)
    qualification: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    ended_date: Mapped[dt.date | None]
    ground: Mapped[str | None] = mapped_column(sa.Text)
    workload_share_bp: Mapped[int]
    lead: Mapped[str] = mapped_column(sa.Text)
    pair_bp: Mapped[int]


TABLE = cast("sa.Table", CaseAssignmentRow.__table__)
C = TABLE.c
_INSERT = sa.insert(TABLE)
_UPDATE = sa.update(TABLE).where(C.name == sa.bindparam("row"))
_BY_CASE = sa.select(TABLE).order_by(C.case, C.place)
_read = from_row(CaseAssignment, TABLE)
_write = to_values(CaseAssignment, TABLE)


def insert_assignment(session: Session, assignment: CaseAssignment, *, institution: str, place: int) -> None:
    """Write the next assignment of a case; the case's row is locked meanwhile."""
    session.execute(_INSERT, {**_write(assignment), "institution": institution, "place": place})


def update_assignment(session: Session, assignment: CaseAssignment) -> None:
    """Write an assignment anew; the case's row is locked meanwhile."""
    session.execute(_UPDATE, {"row": assignment.name, **_write(assignment)})


def assignments_of(session: Session, cases: list[str]) -> dict[str, tuple[CaseAssignment, ...]]:
    """The assignments of the cases, oldest first."""
    found: dict[str, list[CaseAssignment]] = {}
    for row in session.execute(_BY_CASE.where(C.case.in_(cases))):
        found.setdefault(row.case, []).append(_read(row))
    return {name: tuple(assignments) for name, assignments in found.items()}


def rota_of(session: Session, institution: str, *, since: dt.date, until: dt.date) -> tuple[UnitTurn, ...]:
    """What each unit took of the institution's cases in the days from `since` to `until`, in-house ones apart."""
    query = (
        sa.select(C.unit, sa.func.count().label("taken"), sa.func.max(C.assigned_date).label("last_date"))
        .where(C.institution == institution, C.assigned_date.between(since, until))
        .where(C.method != AssignmentMethod.IN_HOUSE.name, C.lead == "")
        .group_by(C.unit)
        .order_by(C.unit)
    )
    return tuple(
        UnitTurn(unit=row.unit, taken=row.taken, last_date=row.last_date) for row in session.execute(query)
    )  # fmt: skip


def open_cases_of(session: Session) -> dict[str, int]:
    """How many cases each handler has now."""
    query = sa.select(C.handler, sa.func.count().label("cases")).where(C.ended_date.is_(None)).group_by(C.handler)
    return {row.handler: row.cases for row in session.execute(query)}


def latest_institution(session: Session, subject: str) -> str:
    """Whose case a unit or handler got last; empty without one."""
    holder = C.unit if subject.startswith("handlingUnits/") else C.handler
    query = sa.select(C.institution).where(holder == subject).order_by(C.assigned_date.desc(), C.name.desc()).limit(1)
    return session.execute(query).scalar_one_or_none() or ""


def running_assignments_of(session: Session, subject: str) -> list[tuple[str, str]]:
    """Running assignments of a unit or handler, also those that co-handle, each with its institution."""
    holder = C.unit if subject.startswith("handlingUnits/") else C.handler
    query = sa.select(C.name, C.institution).where(holder == subject, C.ended_date.is_(None)).order_by(C.name)
    return [(row.name, row.institution) for row in session.execute(query)]
