"""Read rosters and what speaks for or against an office from the registers. It must not judge."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_scope import in_scope
from services.grassroots_offices.domain.assessment import AssessmentGrade
from services.grassroots_offices.domain.daily_entry import DailyEntryKind, DailyEntryState
from services.grassroots_offices.domain.office import OfficeState
from services.grassroots_offices.domain.penalty import PenaltyState
from services.grassroots_offices.domain.practitioner import EMPLOYED
from services.grassroots_offices.domain.roster import Record
from services.grassroots_offices.persistence.assessment import TABLE as ASSESSMENT
from services.grassroots_offices.persistence.daily_entry import TABLE as ENTRY
from services.grassroots_offices.persistence.office import TABLE as OFFICE
from services.grassroots_offices.persistence.office_hold import TABLE as HOLD
from services.grassroots_offices.persistence.penalty import TABLE as PENALTY
from services.grassroots_offices.persistence.practice_span import TABLE as SPAN
from services.grassroots_offices.persistence.practitioner import TABLE as PRACTITIONER


def offices_on(session: Session, on: dt.date, page: Page, principal: Principal) -> list[str]:
    """A page of the offices that held a licence at the end of the day, in order of name, and one more."""
    ended = sa.and_(OFFICE.c.state == OfficeState.DEREGISTERED.name, OFFICE.c.state_date <= on)
    query = sa.select(OFFICE.c.name).where(
        in_scope(OFFICE.c.division, principal), OFFICE.c.licensed_date <= on, sa.not_(ended)
    )
    return list(session.execute(_paged(query, OFFICE.c.name, page)).scalars())


def practitioners_on(session: Session, on: dt.date, page: Page, principal: Principal) -> list[tuple[str, str]]:
    """A page of who belonged to an office at the end of the day, each with it, in order of name, and one more."""
    last = (
        sa.select(SPAN.c.practitioner, sa.func.max(SPAN.c.place).label("place"))
        .where(SPAN.c.from_date <= on)
        .group_by(SPAN.c.practitioner)
        .subquery()
    )
    query = (
        sa.select(PRACTITIONER.c.name, SPAN.c.office)
        .join(last, last.c.practitioner == PRACTITIONER.c.name)
        .join(SPAN, sa.and_(SPAN.c.practitioner == last.c.practitioner, SPAN.c.place == last.c.place))
        .where(
            in_scope(PRACTITIONER.c.division, principal), SPAN.c.state.in_([state.name for state in EMPLOYED])
        )
    )  # fmt: skip
    return [(row[0], row[1]) for row in session.execute(_paged(query, PRACTITIONER.c.name, page))]


def records_of(session: Session, offices: list[str], on: dt.date) -> dict[str, Record]:
    """What the registers say of each of the offices up to the day."""
    troubled: defaultdict[str, list[dt.date]] = defaultdict(list)
    complaints = sa.select(ENTRY.c.office, ENTRY.c.noted_date).where(
        ENTRY.c.office.in_(offices), ENTRY.c.kind == DailyEntryKind.COMPLAINT.name,
        ENTRY.c.state != DailyEntryState.WITHDRAWN.name,
    )  # fmt: skip
    holds = sa.select(HOLD.c.office, HOLD.c.from_date).where(HOLD.c.office.in_(offices))
    for office, day in [*session.execute(complaints), *session.execute(holds)]:
        troubled[office].append(day)
    penalties = sa.select(PENALTY.c.office, PENALTY.c.decision).where(
        PENALTY.c.office.in_(offices), PENALTY.c.practitioner == "", PENALTY.c.state == PenaltyState.PENALISED.name
    )
    for office, decision in session.execute(penalties):
        troubled[office].append(dt.date.fromisoformat(decision["decided_date"]))
    graded = (
        sa.select(ASSESSMENT.c.subject, ASSESSMENT.c.final_grade)
        .where(ASSESSMENT.c.subject.in_(offices), ASSESSMENT.c.final_date <= on)
        .order_by(ASSESSMENT.c.year)
    )
    grades = {subject: AssessmentGrade[grade] for subject, grade in session.execute(graded)}
    return {one: Record(troubled_dates=tuple(troubled[one]), grade=grades.get(one)) for one in offices}


def _paged(
    query: sa.Select[*tuple[str, ...]], key: sa.ColumnElement[str], page: Page
) -> sa.Select[*tuple[str, ...]]:  # fmt: skip
    behind = query if page.after is None else query.where(key > page.after)
    return behind.order_by(key).limit(page.size + 1)
