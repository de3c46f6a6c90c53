"""The funds of offices: a row that is locked while one is booked in, and the ledger behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.ledger.booking import open_ledger
from chassis.ledger.reading import load_balances
from chassis.principal import Principal
from chassis.row_scope import in_scope
from chassis.upsert import Upsert
from services.party_building.persistence.row import Row


class FundRow(Row):
    """The fund of an office; `ledger` is the name of its ledger."""

    __tablename__ = "fund"

    office: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    division: Mapped[str] = mapped_column(sa.Text)
    ledger: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", FundRow.__table__)
_OPEN = Upsert(TABLE, lambda row: row.on_conflict_do_nothing().returning(TABLE.c.office))
_LOCK = sa.select(TABLE.c.ledger).where(TABLE.c.office == sa.bindparam("whose")).with_for_update()


def lock_fund(session: Session, office: str, division: str, accounts: Mapping[str, bool]) -> str:
    """The ledger of the office's fund, opened when it is the first time; locked until the transaction ends."""
    known = session.execute(_LOCK, {"whose": office}).scalar_one_or_none()
    if known is not None:
        return str(known)
    name = f"funds/{office.removeprefix('offices/')}"
    opened = _OPEN.run(session, {"office": office, "division": division, "ledger": name}).one_or_none()
    if opened is not None:
        open_ledger(session, name, accounts)
    return str(session.execute(_LOCK, {"whose": office}).scalar_one())


def division_of(session: Session, office: str, principal: Principal) -> str | None:
    """The division of the fund, None without a fund in the caller's divisions."""
    query = sa.select(TABLE.c.division).where(TABLE.c.office == office, in_scope(TABLE.c.division, principal))
    return session.execute(query).scalar_one_or_none()


def balances_of(session: Session, office: str) -> dict[str, int]:
    """The accounts of the fund (debits less credits, fen)."""
    ledger = session.execute(sa.select(TABLE.c.ledger).where(TABLE.c.office == office)).scalar_one()
    return load_balances(session, ledger)
