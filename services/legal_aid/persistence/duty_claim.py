"""Rows of claims for duty shifts, and which shift is in which. It must not decide who may see them.

NOTE: the key of what is held is the shift, so nothing is claimed twice at a time (LA-94).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.legal_aid.domain.duty_claim import DutyClaim, DutyClaimFilter
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.settlement import SettlementColumns, settlement_constraints


class DutyClaimRow(SettlementColumns, Row):
    """One claim."""

    __tablename__ = "duty_claim"
    __table_args__ = (
        *settlement_constraints("duty_claim"),
        sa.CheckConstraint("amount_fen >= 0", name="duty_claim_amount"),
        sa.Index("duty_claim_by_division", "division", "name"),
        sa.Index("duty_claim_by_source", "fund_source", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    handler: Mapped[str] = mapped_column(sa.ForeignKey("handler.name"), type_=sa.Text)
    unit: Mapped[str] = mapped_column(sa.ForeignKey("handling_unit.name"), type_=sa.Text)
    fund_source: Mapped[str] = mapped_column(sa.ForeignKey("fund_source.name"), type_=sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    month: Mapped[str] = mapped_column(sa.Text)
    service: Mapped[str] = mapped_column(sa.Text)
    duty_shifts: Mapped[list[str]] = mapped_column(sa.JSON)
    half_days: Mapped[int]
    plea_items: Mapped[int]
    citation: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class ClaimedShiftRow(Row):
    """A shift that a claim holds."""

    __tablename__ = "claimed_shift"

    duty_shift: Mapped[str] = mapped_column(sa.ForeignKey("duty_shift.name"), primary_key=True, type_=sa.Text)
    claim: Mapped[str] = mapped_column(sa.ForeignKey("duty_claim.name"), type_=sa.Text, index=True)


TABLE, HELD = cast("sa.Table", DutyClaimRow.__table__), cast("sa.Table", ClaimedShiftRow.__table__)
NO_CASE = ("case", "assignment")
_read, _write = from_row(DutyClaim, TABLE, left_out=NO_CASE), to_values(DutyClaim, TABLE, left_out=NO_CASE)
_UPDATE = sa.update(TABLE).where(TABLE.c.name == sa.bindparam("row"))
_HOLD = Upsert(HELD, lambda row: row.on_conflict_do_nothing().returning(HELD.c.duty_shift))


def insert_duty_claim(session: Session, claim: DutyClaim) -> None:
    """Write a claim and hold its shifts. Raises ALREADY_EXISTS `SHIFT_CLAIMED`."""
    session.execute(sa.insert(TABLE).values(_write(claim)))
    for shift in claim.duty_shifts:
        if _HOLD.run(session, {"duty_shift": shift, "claim": claim.name}).one_or_none() is None:
            raise Refusal(
                Kind.ALREADY_EXISTS,
                "SHIFT_CLAIMED",
                "值班记录已经申领补贴，不得重复申领（LA-94）。请核对该律师当月的值班补贴申领。",
                metadata={"rules": "LA-94"},
            )


def update_duty_claims(session: Session, claims: Sequence[DutyClaim]) -> None:
    """Write claims that were locked when they were loaded."""
    session.connection().execute(_UPDATE, [{"row": one.name, **_write(one)} for one in claims])


def let_shifts_go(session: Session, claim: str) -> None:
    """What was taken back may be claimed anew (M-05)."""
    session.execute(sa.delete(HELD).where(HELD.c.claim == claim))


def is_shift_claimed(session: Session, shift: str) -> bool:
    """Whether a claim holds the shift."""
    return bool(session.execute(sa.select(sa.exists().where(HELD.c.duty_shift == shift))).scalar_one())


def load_duty_claim(session: Session, name: str, principal: Principal) -> DutyClaim | None:
    """The claim, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row, case="", assignment="")


def lock_duty_claims(session: Session, names: Sequence[str], principal: Principal) -> dict[str, DutyClaim]:
    """Those that lie within the caller's divisions, by name, locked in the order of their names."""
    query = sa.select(TABLE).where(TABLE.c.name.in_(names), in_scope(TABLE.c.division, principal))
    rows = session.execute(query.order_by(TABLE.c.name).with_for_update())
    return {row.name: _read(row, case="", assignment="") for row in rows}


def find_duty_claims(session: Session, wanted: DutyClaimFilter, page: Page, principal: Principal) -> list[DutyClaim]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, settlement_state=wanted.state, handler=wanted.handler, month=wanted.month
    )
    return [_read(row, case="", assignment="") for row in session.execute(query)]
