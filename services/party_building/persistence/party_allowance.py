"""Rows of allowances; added, never changed. It must not decide from which money one is."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.fund_spend import FundSpendState
from services.party_building.domain.party_allowance import (
    PartyAllowance,
    PartyAllowanceDraft,
    PartyAllowanceFilter,
    allowance_taken,
)
from services.party_building.persistence.fund_spend import TABLE as SPENDS
from services.party_building.persistence.row import Row


class PartyAllowanceRow(Row):
    """One allowance."""

    __tablename__ = "party_allowance"
    __table_args__ = (
        sa.Index("party_allowance_by_division", "division", "name"),
        sa.Index("party_allowance_by_member", "member", "month"),
        sa.Index("party_allowance_by_budget", "activity_budget"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    member: Mapped[str] = mapped_column(sa.ForeignKey("member.name"), type_=sa.Text)
    office: Mapped[str] = mapped_column(sa.ForeignKey("fund.office"), type_=sa.Text)
    month: Mapped[str] = mapped_column(sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    source: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    fund_spend: Mapped[str] = mapped_column(sa.Text)
    activity_budget: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", PartyAllowanceRow.__table__)
_read = from_row(PartyAllowance, TABLE)
_write = to_values(PartyAllowance, TABLE)


def refuse_second(session: Session, draft: PartyAllowanceDraft) -> None:
    """Raise ALREADY_EXISTS `ALLOWANCE_TAKEN` unless its spending was turned down; the member is locked meanwhile."""
    query = (
        sa.select(TABLE.c.name)
        .outerjoin(SPENDS, SPENDS.c.name == TABLE.c.fund_spend)
        .where(
            TABLE.c.member == draft.member, TABLE.c.office == draft.office, TABLE.c.month == draft.month,
            sa.or_(SPENDS.c.state.is_(None), SPENDS.c.state != FundSpendState.REJECTED.name),
        )
    )  # fmt: skip
    if session.execute(query.limit(1)).first() is not None:
        raise allowance_taken()


def allowed_from(session: Session, budgets: list[str]) -> dict[str, int]:
    """What the allowances from each budget line come to, in fen; without an entry for a line that has none."""
    query = sa.select(TABLE.c.activity_budget, sa.func.sum(TABLE.c.amount_fen)).group_by(TABLE.c.activity_budget)
    return {row[0]: int(row[1]) for row in session.execute(query.where(TABLE.c.activity_budget.in_(budgets)))}


def insert_allowance(session: Session, allowance: PartyAllowance) -> None:
    """Write a new allowance."""
    session.execute(sa.insert(TABLE).values(_write(allowance)))


def load_allowance(session: Session, name: str, principal: Principal) -> PartyAllowance | None:
    """The allowance, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row)


def find_allowances(
    session: Session, wanted: PartyAllowanceFilter, page: Page, principal: Principal
) -> list[PartyAllowance]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, office=wanted.office, member=wanted.member, source=wanted.source)
    return [_read(row) for row in session.execute(query)]
