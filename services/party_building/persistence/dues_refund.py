"""Rows of periods of dues; sums only. It must not move a state."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
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
from services.party_building.domain.dues_refund import DuesRefund, DuesRefundFilter, DuesRefundState, period_taken
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.persistence.row import Row


class DuesRefundRow(Row):
    """A period of an organisation."""

    __tablename__ = "dues_refund"
    __table_args__ = (
        sa.UniqueConstraint("organisation", "period", name="dues_refund_once"),
        sa.Index("dues_refund_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)
    period: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    member_count: Mapped[int]
    due_fen: Mapped[int] = mapped_column(sa.BigInteger)
    paid_fen: Mapped[int] = mapped_column(sa.BigInteger)
    remitted_fen: Mapped[int] = mapped_column(sa.BigInteger)
    returnable_fen: Mapped[int] = mapped_column(sa.BigInteger)
    refunded_fen: Mapped[int] = mapped_column(sa.BigInteger)
    owed_by: Mapped[str] = mapped_column(sa.Text)
    parts: Mapped[list[Any]] = mapped_column(sa.JSON)
    returns: Mapped[list[Any]] = mapped_column(sa.JSON)
    remitted_date: Mapped[dt.date | None]
    refunded_date: Mapped[dt.date | None]
    short_told: Mapped[bool]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", DuesRefundRow.__table__)
_read = from_row(DuesRefund, TABLE, left_out=("deadlines",))
_write = to_values(DuesRefund, TABLE, left_out=("deadlines",))
_SHORT = TABLE.c.returnable_fen > TABLE.c.refunded_fen


def refuse_taken(session: Session, organisation: str, period: str) -> None:
    """Raise ALREADY_EXISTS `DUES_PERIOD_TAKEN`; the organisation is locked meanwhile."""
    taken = sa.exists().where(TABLE.c.organisation == organisation, TABLE.c.period == period)
    if session.execute(sa.select(taken)).scalar_one():
        raise period_taken()


def insert_refund(session: Session, refund: DuesRefund) -> None:
    """Write a new period."""
    session.execute(sa.insert(TABLE).values(_write(refund)))


def update_refund(session: Session, refund: DuesRefund) -> None:
    """Write a period that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == refund.name).values(_write(refund)))


def load_refund(session: Session, name: str, principal: Principal, *, lock: bool = False) -> DuesRefund | None:
    """The period, if it lies within the caller's divisions."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_refunds(session: Session, wanted: DuesRefundFilter, page: Page, principal: Principal) -> list[DuesRefund]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, organisation=wanted.organisation, period=wanted.period, state=wanted.state
    )
    if wanted.open_items:
        query = query.where(_SHORT, sa.or_(TABLE.c.state == DuesRefundState.REFUNDED.name, TABLE.c.short_told))
    return _assemble(session, list(session.execute(query)))


def untold_refunds(session: Session, *, limit: int) -> list[DuesRefund]:
    """Periods past their time limit of which less came back than had to, not told yet. Locked."""
    query = (
        sa.select(TABLE)
        .join(deadline, deadline.c.subject == TABLE.c.name)
        .where(
            deadline.c.kind == DeadlineKind.REFUND_DUES.name, deadline.c.state == DeadlineState.MISSED.name, _SHORT,
            TABLE.c.short_told.is_(False),
        )
        .order_by(TABLE.c.name)
        .limit(limit)
        .with_for_update(of=TABLE)
    )  # fmt: skip
    return _assemble(session, list(session.execute(query)))


def mark_told(session: Session, refund: DuesRefund) -> DuesRefund:
    """The period, of which others heard that less came back; it is an open item from now on."""
    told = replace(refund, short_told=True)
    update_refund(session, told)
    return told


def _assemble(session: Session, rows: list[Any]) -> list[DuesRefund]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
