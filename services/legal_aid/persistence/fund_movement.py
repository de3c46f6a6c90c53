"""Rows of movements. It must not decide who may see them beyond the row scope it is given.

NOTE: keys and checks, not code, keep a carry-over within institution and kind and between two years, an entry in the
ledger of its source, and the approver apart from the proposer.
"""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.ledger.tables import ledger_entry
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.fund_movement import FundMovement, FundMovementFilter
from services.legal_aid.domain.fund_source import FundSource
from services.legal_aid.persistence.row import Row

OF_YEAR = ["fund_source.name", "fund_source.institution", "fund_source.kind", "fund_source.fiscal_year"]


class FundMovementRow(Row):
    """One movement, with the identity of its source that a carry-over must keep."""

    __tablename__ = "fund_movement"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["fund_source", "institution", "fund_kind", "fiscal_year"], OF_YEAR, name="fund_movement_source"
        ),
        sa.ForeignKeyConstraint(
            ["carried_into", "institution", "fund_kind", "next_year"], OF_YEAR, name="fund_movement_carried_into"
        ),
        sa.ForeignKeyConstraint(
            ["entry", "fund_source"], [ledger_entry.c.name, ledger_entry.c.ledger], name="fund_movement_entry"
        ),
        sa.CheckConstraint("next_year = fiscal_year + 1", name="fund_movement_to_the_next_year"),
        sa.CheckConstraint("(carried_into IS NOT NULL) = (kind = 'CARRY_OVER')", name="fund_movement_carries"),
        sa.CheckConstraint("made_by <> approved_by", name="fund_movement_maker_is_not_approver"),
        sa.CheckConstraint("(state = 'PROPOSED') = (approved_by IS NULL)", name="fund_movement_is_decided_by"),
        sa.CheckConstraint("(state = 'BOOKED') = (entry IS NOT NULL)", name="fund_movement_is_booked"),
        sa.Index("fund_movement_by_division", "division", "name"),
        sa.Index("fund_movement_by_source", "fund_source", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    fund_source: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.Text)
    fund_kind: Mapped[str] = mapped_column(sa.Text)
    fiscal_year: Mapped[int]
    next_year: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    arrived_fen: Mapped[int] = mapped_column(sa.BigInteger)
    carried_into: Mapped[str | None] = mapped_column(sa.Text)
    reverses: Mapped[str | None] = mapped_column(sa.Text)
    document: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    made_by: Mapped[str] = mapped_column(sa.Text)
    approved_by: Mapped[str | None] = mapped_column(sa.Text)
    entry: Mapped[str | None] = mapped_column(sa.Text)
    booked_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", FundMovementRow.__table__)
_read = from_row(FundMovement, TABLE)
_write = to_values(FundMovement, TABLE)


def insert_fund_movement(session: Session, movement: FundMovement, source: FundSource) -> None:
    """Write a proposed movement of the source."""
    identity = {
        "institution": source.institution, "fund_kind": source.kind.name, "fiscal_year": source.fiscal_year,
        "next_year": source.fiscal_year + 1,
    }  # fmt: skip
    session.execute(sa.insert(TABLE).values(**_write(movement), **identity))


def update_fund_movement(session: Session, movement: FundMovement) -> None:
    """Write a movement that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == movement.name).values(_write(movement)))


def load_fund_movement(session: Session, name: str, principal: Principal, *, lock: bool = False) -> FundMovement | None:
    """The movement, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def was_carried_over(session: Session, source: str) -> bool:
    """Whether a carry-over document of the source has been booked (LA-115)."""
    there = sa.exists().where(TABLE.c.fund_source == source, TABLE.c.kind == "CARRY_OVER", TABLE.c.state == "BOOKED")
    return bool(session.execute(sa.select(there)).scalar_one())


def find_fund_movements(
    session: Session, wanted: FundMovementFilter, page: Page, principal: Principal
) -> list[FundMovement]:
    """A page in order of proposal, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, fund_source=wanted.fund_source, state=wanted.state)
    return [_read(row) for row in session.execute(query)]
