"""Rows of recoveries. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.recovery import Recovery, RecoveryFilter, RecoveryLine
from services.legal_aid.persistence.direct_expense import TABLE as EXPENSE
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.subsidy_claim import TABLE as CLAIM

RUNNING = ("OPENED", "DEMANDED")


class RecoveryRow(Row):
    """One file; a case has at most one that runs."""

    __tablename__ = "recovery"
    __table_args__ = (
        sa.CheckConstraint("state NOT IN ('DEMANDED', 'SETTLED') OR demanded_by <> ''", name="recovery_is_demanded"),
        sa.CheckConstraint("received_fen >= 0 AND fine_fen >= 0", name="recovery_amounts"),
        sa.CheckConstraint("(fine_fen > 0) = (fine_document <> '')", name="recovery_fine_is_decided"),
        sa.Index("recovery_by_division", "division", "name"),
        sa.Index(
            "recovery_running", "case", unique=True, sqlite_where=sa.text("state IN ('OPENED', 'DEMANDED')"),
            postgresql_where=sa.text("state IN ('OPENED', 'DEMANDED')"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    termination_number: Mapped[str] = mapped_column(sa.Text)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    document: Mapped[str] = mapped_column(sa.Text)
    demanded_by: Mapped[str] = mapped_column(sa.Text)
    demanded_date: Mapped[dt.date | None]
    voucher: Mapped[str] = mapped_column(sa.Text)
    received_fen: Mapped[int] = mapped_column(sa.BigInteger)
    received_date: Mapped[dt.date | None]
    fine_document: Mapped[str] = mapped_column(sa.Text)
    fine_fen: Mapped[int] = mapped_column(sa.BigInteger)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    fine_voucher: Mapped[str] = mapped_column(sa.Text)
    fine_paid_date: Mapped[dt.date | None]
    pursuits: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)


TABLE = cast("sa.Table", RecoveryRow.__table__)
_read = from_row(Recovery, TABLE, left_out=("deadlines",))
_write = to_values(Recovery, TABLE, left_out=("deadlines",))


def insert_recovery(session: Session, recovery: Recovery) -> None:
    """Write a new file."""
    session.execute(sa.insert(TABLE).values(_write(recovery)))


def update_recovery(session: Session, recovery: Recovery) -> None:
    """Write a file that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == recovery.name).values(_write(recovery)))


def load_recovery(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Recovery | None:
    """The file, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row, deadlines=())


def load_running(session: Session, case: str) -> Recovery | None:
    """The file of a locked case that is neither settled nor cancelled, locked."""
    query = sa.select(TABLE).where(TABLE.c.case == case, TABLE.c.state.in_(RUNNING)).with_for_update()
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row, deadlines=())


def find_recoveries(session: Session, wanted: RecoveryFilter, page: Page, principal: Principal) -> list[Recovery]:
    """A page in order of opening, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, case=wanted.case)
    found = list(session.execute(query))
    deadlines = deadlines_of(session, [row.name for row in found])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in found]


def paid_lines(session: Session, case: str, *, lock: bool = False) -> list[RecoveryLine]:
    """What was paid for the case and not taken back, in order of name; with `lock` nobody takes it back meanwhile."""
    lines: list[RecoveryLine] = []
    for table in (EXPENSE, CLAIM):
        query = sa.select(table.c.name, table.c.fund_source, table.c.amount_fen).where(
            table.c.case == case, table.c.settlement_state == "PAID", table.c.amount_fen > 0
        )
        ordered = query.order_by(table.c.name)
        found = session.execute(ordered.with_for_update() if lock else ordered)
        lines += [RecoveryLine(payable=name, fund_source=source, amount_fen=fen) for name, source, fen in found]
    return lines
