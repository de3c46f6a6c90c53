"""The query of what is due and overdue: time limits beside the rows of the matters they are about.

It must not decide which missed duty still stands; the domain's table does.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.deadline_rows import past_due
from chassis.kernel.deadline import OPEN, Deadline, DeadlineState
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row
from chassis.row_scope import in_scope
from chassis.schema import deadline
from services.legal_aid.domain.due_list import STANDS, DueDeadline, DueFilter, DueStanding, due
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.persistence.application import TABLE as APPLICATION
from services.legal_aid.persistence.case import TABLE as CASE
from services.legal_aid.persistence.case_assignment import TABLE as ASSIGNMENT
from services.legal_aid.persistence.complaint import TABLE as COMPLAINT
from services.legal_aid.persistence.contact import TABLE as CONTACT
from services.legal_aid.persistence.notice import TABLE as NOTICE
from services.legal_aid.persistence.objection import TABLE as OBJECTION
from services.legal_aid.persistence.publication_duty import TABLE as DUTY
from services.legal_aid.persistence.rating import TABLE as RATING
from services.legal_aid.persistence.recovery import TABLE as RECOVERY
from services.legal_aid.persistence.replacement_request import TABLE as REQUEST
from services.legal_aid.persistence.service_list import TABLE as SERVICES
from services.legal_aid.persistence.subsidy_claim import TABLE as CLAIM
from services.legal_aid.persistence.volunteer import TABLE as VOLUNTEER

T = deadline.c
NEVER = sa.literal(dt.date.max, sa.Date)
_read = from_row(Deadline, deadline)
_granted, _notified, _assigned = CASE.alias("granted"), CASE.alias("notified"), CASE.alias("assigned")
_recovered = CASE.alias("recovered")
_latest = ASSIGNMENT.alias("latest")
_FROM = (
    deadline.outerjoin(APPLICATION, T.subject == APPLICATION.c.name)
    .outerjoin(OBJECTION, T.subject == OBJECTION.c.name)
    .outerjoin(NOTICE, T.subject == NOTICE.c.name)
    .outerjoin(CASE, T.subject == CASE.c.name)
    .outerjoin(ASSIGNMENT, T.subject == ASSIGNMENT.c.name)
    .outerjoin(_assigned, ASSIGNMENT.c.case == _assigned.c.name)
    .outerjoin(_granted, sa.and_(_granted.c.application == T.subject, _granted.c.application != ""))
    .outerjoin(_notified, sa.and_(_notified.c.notice == T.subject, _notified.c.notice != ""))
    .outerjoin(CLAIM, T.subject == CLAIM.c.name)
    .outerjoin(COMPLAINT, T.subject == COMPLAINT.c.name)
    .outerjoin(RECOVERY, T.subject == RECOVERY.c.name)
    .outerjoin(_recovered, RECOVERY.c.case == _recovered.c.name)
    .outerjoin(REQUEST, T.subject == REQUEST.c.name)
    .outerjoin(DUTY, T.subject == DUTY.c.name)
    .outerjoin(SERVICES, T.subject == SERVICES.c.name)
    .outerjoin(CONTACT, T.subject == CONTACT.c.name)
    .outerjoin(RATING, T.subject == RATING.c.name)
    .outerjoin(VOLUNTEER, T.subject == VOLUNTEER.c.name)
)
_MATTERS = (
    APPLICATION,
    OBJECTION,
    NOTICE,
    CASE,
    ASSIGNMENT,
    CLAIM,
    COMPLAINT,
    RECOVERY,
    REQUEST,
    DUTY,
    SERVICES,
    CONTACT,
    RATING,
    VOLUNTEER,
)
_INSTITUTION = sa.func.coalesce(*(table.c.institution for table in _MATTERS), "")
_LAST_HANDLER = (
    sa.select(_latest.c.handler)
    .where(_latest.c.case == CASE.c.name, _latest.c.lead == "")
    .order_by(_latest.c.place.desc())
    .limit(1)
    .scalar_subquery()
)
_PERSON = sa.case(
    (_recovered.c.name.is_not(None), _recovered.c.application),
    (T.owner == T.subject, T.subject),
    (T.owner.startswith("handlingUnits/"), sa.func.coalesce(ASSIGNMENT.c.handler, _LAST_HANDLER, "")),
    else_="",
)
# Where the matter of a duty stands; a word that is no state where there is nothing left to do.
_OVER = sa.literal("")
_STATE = sa.case(
    (
        T.kind.in_((DeadlineKind.ASSIGN.name, DeadlineKind.ASSIGN_NOTIFIED.name)),
        sa.func.coalesce(_granted.c.state, _notified.c.state, "TO_ASSIGN"),
    ),
    (sa.and_(ASSIGNMENT.c.ended_date.is_not(None), T.kind != DeadlineKind.REASSIGN.name), _OVER),
    else_=sa.func.coalesce(
        APPLICATION.c.state, OBJECTION.c.state, CASE.c.state, _assigned.c.state, CLAIM.c.settlement_state,
        COMPLAINT.c.state, RECOVERY.c.state, REQUEST.c.state, DUTY.c.state, SERVICES.c.state,
        CONTACT.c.state, RATING.c.state, VOLUNTEER.c.state, "",
    ),
)  # fmt: skip
_STANDS = sa.or_(*(sa.and_(T.kind == kind, _STATE.in_(sorted(states))) for kind, states in STANDS.items()))
_TO_DO = sa.and_(
    T.state.in_(sorted(state.name for state in OPEN | {DeadlineState.MISSED})), T.done_date.is_(None), _STANDS
)  # fmt: skip
_LAST_DAY = sa.func.coalesce(T.due_date, NEVER)


def find_due(
    session: Session, wanted: DueFilter, page: Page, principal: Principal, *, today: dt.date, now: dt.datetime
) -> list[DueDeadline]:  # fmt: skip
    """A page by last day within the caller's divisions, with one row more than its size when there is another page."""
    query = (
        sa.select(deadline, _INSTITUTION.label("institution"), _PERSON.label("person"))
        .select_from(_FROM)
        .where(_TO_DO, in_scope(T.division, principal), *_filters(wanted, today=today, now=now))
        .order_by(_LAST_DAY, T.name)
        .limit(page.size + 1)
    )
    if page.after is not None:
        day, name = page.after.split(" ", 1)
        last = sa.literal(dt.date.fromisoformat(day), sa.Date)
        query = query.where(sa.or_(last < _LAST_DAY, sa.and_(last == _LAST_DAY, name < T.name)))
    return [
        due(_read(row), institution=row.institution, person=row.person, today=today, now=now)
        for row in session.execute(query)
    ]


def divisions_of_due(session: Session, *, since: dt.date, until: dt.date) -> list[str]:
    """The divisions in which running duties end on one of the days, the first and the last included."""
    soon = sa.and_(T.state == DeadlineState.RUNNING.name, T.due_date >= since, T.due_date <= until)
    return list(session.execute(sa.select(T.division).where(soon).distinct().order_by(T.division)).scalars())


def place_of(item: DueDeadline) -> str:
    """Where an item stands in the order: the key behind which the next page begins."""
    return f"{(item.deadline.due_date or dt.date.max).isoformat()} {item.deadline.name}"


def _filters(wanted: DueFilter, *, today: dt.date, now: dt.datetime) -> list[sa.ColumnElement[bool]]:
    equal = (
        (_INSTITUTION, wanted.institution),
        (_PERSON, wanted.person),
        (T.owner, wanted.owner),
        (T.kind, wanted.kind),
    )
    found: list[sa.ColumnElement[bool]] = [column == value for column, value in equal if value]
    if wanted.due_before is not None:
        found.append(T.due_date <= wanted.due_before)
    if wanted.standing is not None:
        found.append(_standing(wanted.standing, today=today, now=now))
    return found


def _standing(standing: DueStanding, *, today: dt.date, now: dt.datetime) -> sa.ColumnElement[bool]:
    over = past_due(today, now)
    if standing is DueStanding.OVERDUE:
        return sa.or_(over, T.state == DeadlineState.MISSED.name)
    if standing is DueStanding.DUE:
        return sa.and_(T.state == DeadlineState.RUNNING.name, ~over)
    return T.state == standing.name
