"""Rows of penalty cases. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.grassroots_offices.domain.penalty import MOVES, Penalty, PenaltyFilter, PenaltyState
from services.grassroots_offices.persistence.row import Row


class PenaltyRow(Row):
    """One case; `office` empty for somebody without one, `practitioner` empty for an office."""

    __tablename__ = "penalty"
    __table_args__ = (
        sa.UniqueConstraint("division", "document_number", name="penalty_document"),
        sa.Index("penalty_by_division", "division", "name"),
        sa.Index("penalty_by_office", "office", "name"),
        sa.Index("penalty_by_practitioner", "practitioner", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    practitioner: Mapped[str] = mapped_column(sa.Text)
    violation_code: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    act_date: Mapped[dt.date]
    found_date: Mapped[dt.date]
    grave: Mapped[bool]
    gain_fen: Mapped[int] = mapped_column(sa.BigInteger)
    officers: Mapped[list[str]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    filed_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    notice: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    statement: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    hearing: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    commission: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    decision: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    payment: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    end: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PenaltyRow.__table__)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.division, TABLE.c.document_number]).returning(
        TABLE.c.name
    ),
)
_read = from_row(Penalty, TABLE, left_out=("deadlines",))
_write = to_values(Penalty, TABLE, left_out=("deadlines",))


def insert_penalty(session: Session, penalty: Penalty) -> None:
    """Write a filed case. Raises ALREADY_EXISTS `CASE_FILED` for a second one under one number of a bureau."""
    if _INSERT.run(session, _write(penalty)).one_or_none() is None:
        message = "该立案文号已登记处罚案件，不能重复登记（GO-46）。请核对文号。"
        raise Refusal(Kind.ALREADY_EXISTS, "CASE_FILED", message, metadata={"rules": "GO-46"})


def update_penalty(session: Session, penalty: Penalty) -> None:
    """Write a case that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == penalty.name).values(_write(penalty)))


def load_penalty(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Penalty | None:
    """The case, if it lies within the caller's divisions."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_penalties(session: Session, wanted: PenaltyFilter, page: Page, principal: Principal) -> list[Penalty]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, office=wanted.office, practitioner=wanted.practitioner
    )
    return _assemble(session, list(session.execute(query)))


def count_open(session: Session, offices: Sequence[str]) -> int:
    """How many cases against the offices themselves are neither decided nor closed."""
    pending = TABLE.c.state.in_([state.name for state, moves in MOVES.items() if "close" in moves])
    query = sa.select(sa.func.count()).where(TABLE.c.office.in_(offices), TABLE.c.practitioner == "", pending)
    return int(session.execute(query).scalar_one())


def _assemble(session: Session, rows: list[Any]) -> list[Penalty]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]


def penalised_since(session: Session, subjects: list[str], first: dt.date) -> dict[str, tuple[str, ...]]:
    """Penalties decided against each of the subjects from the day on, in order of name (GO-70)."""
    subject = sa.case((TABLE.c.practitioner != "", TABLE.c.practitioner), else_=TABLE.c.office)
    query = sa.select(TABLE).where(subject.in_(subjects), TABLE.c.state == PenaltyState.PENALISED.name)
    found: dict[str, tuple[str, ...]] = {}
    for one in _assemble(session, list(session.execute(query.order_by(TABLE.c.name)))):
        if one.decision is not None and one.decision.decided_date >= first:
            key = one.practitioner or one.office
            found[key] = (*found.get(key, ()), one.name)
    return found
