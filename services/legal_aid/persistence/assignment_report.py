"""Counts of assignments, and the choices behind those of a month. It must not compare anything."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.row_mapping import from_row
from services.legal_aid.domain.allocation import Allocation
from services.legal_aid.domain.assignment_report import SPREAD, Spread
from services.legal_aid.domain.case_assignment import AssignmentMethod
from services.legal_aid.persistence.allocation import TABLE as ALLOCATION
from services.legal_aid.persistence.case_assignment import TABLE as ASSIGNMENT

C = ASSIGNMENT.c
_choice = from_row(Allocation, ALLOCATION)


def cases_assigned(
    session: Session, institution: str, first: dt.date, last: dt.date, *, in_house: bool
) -> int:  # fmt: skip
    """Cases assigned in the days, each once; `in_house` counts only those that the own staff got."""
    query = sa.select(sa.func.count(C.case.distinct())).where(
        C.institution == institution, C.assigned_date.between(first, last)
    )
    if in_house:
        query = query.where(C.method == AssignmentMethod.IN_HOUSE.name)
    return int(session.execute(query).scalar_one())


def spread_between(session: Session, institution: str, first: dt.date, beyond: dt.date) -> list[Spread]:
    """Assignments by rota or specialty from `first` to the day before `beyond`, with their choices."""
    query = (
        sa.select(C.handler.label("arranged"), ALLOCATION)
        .join(ALLOCATION, ALLOCATION.c.name == C.allocation)
        .where(C.institution == institution, C.assigned_date >= first, C.assigned_date < beyond)
        .where(C.method.in_([method.name for method in SPREAD]))
        .order_by(C.name)
    )
    return [
        Spread(case=row.case, handler=row.arranged, choice=_choice(row).choice) for row in session.execute(query)
    ]  # fmt: skip
