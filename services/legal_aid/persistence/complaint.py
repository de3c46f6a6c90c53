"""Rows of complaints. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.kernel.deadline import DeadlineState
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.schema import deadline
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.complaint import Complaint, ComplaintFilter, ComplaintState
from services.legal_aid.domain.complaint_clock import REPLY, ComplaintClock
from services.legal_aid.domain.complaint_ledger import LedgerFilter
from services.legal_aid.persistence.complaint_tip import tips_of
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.step import COMPLAINT_STEPS


class ComplaintRow(Row):
    """One complaint."""

    __tablename__ = "complaint"
    __table_args__ = (
        sa.Index("complaint_by_division", "division", "name"),
        sa.Index("complaint_by_institution", "institution", "name"),
        sa.Index("complaint_by_state", "state", "name"),
        sa.Index("complaint_by_about", "about", "name"),
        sa.Index("complaint_by_merged_into", "merged_into"),
        sa.Index(
            "complaint_by_clue", "clue", sqlite_where=sa.text("clue <> ''"), postgresql_where=sa.text("clue <> ''")
        ),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text, unique=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    received_date: Mapped[dt.date]
    form: Mapped[str] = mapped_column(sa.Text)
    complainant_full_name: Mapped[str] = mapped_column(sa.Text)
    complainant_role: Mapped[str] = mapped_column(sa.Text)
    complainant_contact: Mapped[str] = mapped_column(sa.Text)
    target_kind: Mapped[str] = mapped_column(sa.Text)
    target_resource: Mapped[str] = mapped_column(sa.Text)
    target_display_name: Mapped[str] = mapped_column(sa.Text)
    ground: Mapped[str] = mapped_column(sa.Text)
    statement: Mapped[str] = mapped_column(sa.Text)
    about: Mapped[str] = mapped_column(sa.Text)
    clue: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    supplement: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    acceptance: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    merged_into: Mapped[str] = mapped_column(sa.Text)
    investigators: Mapped[list[str]] = mapped_column(sa.JSON)
    extension: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    conclusion: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    answer: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    update_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ComplaintRow.__table__)
ELSEWHERE = ("deadlines", "steps", "tips")
_read = from_row(Complaint, TABLE, left_out=ELSEWHERE)
_write = to_values(Complaint, TABLE, left_out=ELSEWHERE)


def insert_complaint(session: Session, complaint: Complaint) -> None:
    """Write a received complaint."""
    session.execute(sa.insert(TABLE).values(_write(complaint)))


def update_complaint(session: Session, complaint: Complaint) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == complaint.name).values(_write(complaint)))


def load_complaint(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Complaint | None:
    """The complaint, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_complaints(session: Session, wanted: ComplaintFilter, page: Page, principal: Principal) -> list[Complaint]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, institution=wanted.institution, ground=wanted.ground,
        about=wanted.about,
    )  # fmt: skip
    return _assemble(session, list(session.execute(query)))


def find_ledger(session: Session, wanted: LedgerFilter, page: Page, principal: Principal) -> list[Complaint]:
    """A page of what was received in a period, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution)
    if wanted.from_date is not None:
        query = query.where(TABLE.c.received_date >= wanted.from_date)
    if wanted.to_date is not None:
        query = query.where(TABLE.c.received_date <= wanted.to_date)
    return _assemble(session, list(session.execute(query)))


def find_of_clue(session: Session, clue: str) -> list[Complaint]:
    """Complaints that name the clue, oldest first, locked, whoever may see them."""
    query = sa.select(TABLE).where(TABLE.c.clue == clue, sa.literal(clue) != "").order_by(TABLE.c.name)
    return _assemble(session, list(session.execute(query.with_for_update())))


def lock_named(session: Session, name: str) -> Complaint:
    """The complaint that a stored row names, locked; it asks no row scope."""
    return _assemble(session, list(session.execute(sa.select(TABLE).where(TABLE.c.name == name).with_for_update())))[0]


def numbers_of(session: Session, names: list[str]) -> dict[str, str]:
    """Names of complaints → their numbers."""
    query = sa.select(TABLE.c.name, TABLE.c.number).where(TABLE.c.name.in_(names))
    return {row.name: row.number for row in session.execute(query)}


def is_followed(session: Session, name: str) -> bool:
    """Whether another complaint was merged into it."""
    return bool(session.execute(sa.select(sa.exists().where(TABLE.c.merged_into == name))).scalar_one())


def find_unanswered(session: Session, *, limit: int) -> list[Complaint]:
    """Complaints whose clock still stands although the time for the reply is over, locked, whoever may see them."""
    query = (
        sa.select(TABLE)
        .where(
            TABLE.c.state == ComplaintState.SUPPLEMENT.name,
            _has(REPLY, DeadlineState.MISSED),
            _has(ComplaintClock.ACCEPT_COMPLAINT.name, DeadlineState.PAUSED),
        )
        .order_by(TABLE.c.name)
        .limit(limit)
    )
    return _assemble(session, list(session.execute(query.with_for_update())))


def _has(kind: str, state: DeadlineState) -> sa.Exists:
    return sa.exists().where(
        deadline.c.subject == TABLE.c.name, deadline.c.kind == kind, deadline.c.state == state.name
    )


def _assemble(session: Session, rows: list[Any]) -> list[Complaint]:
    """Rows with their deadlines and steps."""
    names = [row.name for row in rows]
    deadlines, steps, tips = deadlines_of(session, names), COMPLAINT_STEPS.of(session, names), tips_of(session, names)
    return [
        _read(row, deadlines=deadlines.get(row.name, ()), steps=steps.get(row.name, ()), tips=tips.get(row.name, ()))
        for row in rows
    ]
