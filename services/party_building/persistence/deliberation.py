"""Rows of deliberations and of the decisions that want one. It must not flag anything."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.party_building.domain.deliberation import (
    Deliberation,
    DeliberationFilter,
    OfficeDecision,
    OfficeDecisionFilter,
)
from services.party_building.persistence.row import Row


class DeliberationRow(Row):
    """One record of a deliberation."""

    __tablename__ = "deliberation"
    __table_args__ = (sa.Index("deliberation_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("coverage.office"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    matter: Mapped[str] = mapped_column(sa.Text)
    deliberated_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    party_lead: Mapped[str] = mapped_column(sa.Text)
    party_view: Mapped[str] = mapped_column(sa.Text)
    management_view: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class OfficeDecisionRow(Row):
    """One decision of an office's management."""

    __tablename__ = "office_decision"
    __table_args__ = (
        sa.Index("office_decision_by_division", "division", "name"),
        sa.Index("office_decision_by_year", "office", "assessed_year"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("coverage.office"), type_=sa.Text)
    matter: Mapped[str] = mapped_column(sa.Text)
    decided_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    deliberation: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    assessed_year: Mapped[int] = mapped_column(default=0)
    late: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


RECORDS = cast("sa.Table", DeliberationRow.__table__)
DECISIONS = cast("sa.Table", OfficeDecisionRow.__table__)
_read, _write = from_row(Deliberation, RECORDS), to_values(Deliberation, RECORDS)
_read_decision, _write_decision = from_row(OfficeDecision, DECISIONS), to_values(OfficeDecision, DECISIONS)


def insert_deliberation(session: Session, deliberation: Deliberation) -> None:
    """Write a new record."""
    session.execute(sa.insert(RECORDS).values(_write(deliberation)))


def load_deliberation(session: Session, name: str, principal: Principal) -> Deliberation | None:
    """The record, if it lies within the caller's divisions."""
    query = sa.select(RECORDS).where(RECORDS.c.name == name, in_scope(RECORDS.c.division, principal))
    row = session.execute(query).one_or_none()
    return _read(row) if row is not None else None


def find_deliberations(
    session: Session, wanted: DeliberationFilter, page: Page, principal: Principal
) -> list[Deliberation]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(RECORDS, page, principal, office=wanted.office, matter=wanted.matter)
    return [_read(row) for row in session.execute(query)]


def insert_decision(session: Session, decision: OfficeDecision) -> None:
    """Write a new decision."""
    session.execute(sa.insert(DECISIONS).values(_write_decision(decision)))


def is_assessment_heard(session: Session, office: str, year: int) -> bool:
    """Whether a decision stands for the office's assessment of the year."""
    query = sa.select(DECISIONS.c.name).where(DECISIONS.c.office == office, DECISIONS.c.assessed_year == year)
    return session.execute(query.limit(1)).first() is not None


def update_decision(session: Session, decision: OfficeDecision) -> None:
    """Write a decision that was locked when it was loaded."""
    query = sa.update(DECISIONS).where(DECISIONS.c.name == decision.name)
    session.execute(query.values(_write_decision(decision)))


def load_decision(session: Session, name: str, principal: Principal, *, lock: bool = False) -> OfficeDecision | None:
    """The decision, if it lies within the caller's divisions."""
    query = sa.select(DECISIONS).where(DECISIONS.c.name == name, in_scope(DECISIONS.c.division, principal))
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return _read_decision(row) if row is not None else None


def find_decisions(
    session: Session, wanted: OfficeDecisionFilter, page: Page, principal: Principal
) -> list[OfficeDecision]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(DECISIONS, page, principal, office=wanted.office, matter=wanted.matter)
    if wanted.flagged:
        query = query.where(DECISIONS.c.deliberation == "")
    return [_read_decision(row) for row in session.execute(query)]
