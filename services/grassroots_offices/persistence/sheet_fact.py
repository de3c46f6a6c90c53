"""What the registers hold of many offices and people in a year, by name alone. It must not read what a row says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.grassroots_offices.domain.activity import ActivityState
from services.grassroots_offices.domain.office_visit import OfficeVisitState
from services.grassroots_offices.domain.penalty import PenaltyState
from services.grassroots_offices.domain.purchase_contract import PurchaseContractState
from services.grassroots_offices.domain.sheet_lines import NamedFact
from services.grassroots_offices.persistence.activity import TABLE as ACTIVITY
from services.grassroots_offices.persistence.office_visit import TABLE as VISIT
from services.grassroots_offices.persistence.penalty import TABLE as PENALTY
from services.grassroots_offices.persistence.purchase_contract import TABLE as PURCHASE
from services.grassroots_offices.persistence.rights_request import TABLE as RIGHTS
from services.grassroots_offices.persistence.village_adviser import TABLE as ADVISER

BOUGHT = (PurchaseContractState.SIGNED, PurchaseContractState.ACCEPTED, PurchaseContractState.PAID)


def penalties_in(session: Session, subjects: Sequence[str], first: dt.date, last: dt.date) -> Iterator[NamedFact]:
    """Penalties decided from day to day and not set aside, of the offices themselves or of the people (GO-61)."""
    c = PENALTY.c
    query = sa.select(c.name, c.office, c.practitioner, c.decision).where(
        c.state == PenaltyState.PENALISED.name,
        sa.or_(c.practitioner.in_(subjects), sa.and_(c.practitioner == "", c.office.in_(subjects))),
    )
    for row in session.execute(query.order_by(c.name)):
        if first <= dt.date.fromisoformat(row.decision["decided_date"]) <= last:
            yield NamedFact(name=row.name, subject=row.practitioner or row.office)


def visits_in(session: Session, offices: Sequence[str], first: dt.date, last: dt.date) -> Iterator[NamedFact]:
    """Visits of the offices that were not voided; open while their problems are not settled (GO-71)."""
    c = VISIT.c
    query = sa.select(c.name, c.office, c.state).where(
        c.office.in_(offices), c.visited_date.between(first, last), c.state != OfficeVisitState.VOIDED.name
    )  # fmt: skip
    for row in session.execute(query.order_by(c.name)):
        yield NamedFact(name=row.name, subject=row.office, open=row.state == OfficeVisitState.OPEN.name)


def purchases_in(session: Session, offices: Sequence[str], first: dt.date, last: dt.date) -> Iterator[NamedFact]:
    """Purchase contracts of the offices that ran between the days (GO-88)."""
    c = PURCHASE.c
    query = sa.select(c.name, c.office).where(
        c.office.in_(offices), c.state.in_([one.name for one in BOUGHT]), c.from_date <= last, c.until_date >= first
    )  # fmt: skip
    yield from _facts(session, query.order_by(c.name))


def rights_in(session: Session, offices: Sequence[str], first: dt.date, last: dt.date) -> Iterator[NamedFact]:
    """Requests of the offices' people for protection of their rights (GO-87)."""
    c = RIGHTS.c
    query = sa.select(c.name, c.office).where(c.office.in_(offices), c.requested_date.between(first, last))
    yield from _facts(session, query.order_by(c.name))


def advisers_in(session: Session, people: Sequence[str], first: dt.date, last: dt.date) -> Iterator[NamedFact]:
    """Contracts as village advisers of the people that ran between the days (GO-79)."""
    c = ADVISER.c
    query = sa.select(c.name, c.practitioner).where(
        c.practitioner.in_(people), c.from_date <= last, c.until_date >= first
    )  # fmt: skip
    yield from _facts(session, query.order_by(c.name))


def activities_in(
    session: Session, offices: Collection[str], divisions: Sequence[str], first: dt.date, last: dt.date
) -> Iterator[NamedFact]:
    """Activities of the offices that were held, entered by one of the divisions (GO-86)."""
    c = ACTIVITY.c
    query = sa.select(c.name, c.offices).where(
        c.division.in_(divisions), c.activity_date.between(first, last), c.state == ActivityState.HELD.name
    )  # fmt: skip
    for row in session.execute(query.order_by(c.name)):
        for office in sorted(set(row.offices).intersection(offices)):
            yield NamedFact(name=row.name, subject=office)


def _facts(session: Session, query: sa.Select[Any]) -> Iterator[NamedFact]:
    for name, subject in session.execute(query):
        yield NamedFact(name=name, subject=subject)
