"""Rows of comparisons of paper, system and bank. It must not compare."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.legal_aid.domain.record_comparison import ComparisonFilter, RecordComparison
from services.legal_aid.persistence.row import Row


class RecordComparisonRow(Row):
    """One comparison; the same paper ledger is compared once per institution (C14)."""

    __tablename__ = "record_comparison"
    __table_args__ = (
        sa.UniqueConstraint("institution", "paper_sha256", "bank_sha256", name="record_comparison_once"),
        sa.Index("record_comparison_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    from_date: Mapped[dt.date]
    until_date: Mapped[dt.date]
    paper_sha256: Mapped[str] = mapped_column(sa.Text)
    bank_sha256: Mapped[str] = mapped_column(sa.Text)
    paper_count: Mapped[int]
    system_count: Mapped[int]
    differences: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    division: Mapped[str] = mapped_column(sa.Text)
    compared_by: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", RecordComparisonRow.__table__)
C = TABLE.c
_read = from_row(RecordComparison, TABLE)
_write = to_values(RecordComparison, TABLE)


def insert_comparison(session: Session, comparison: RecordComparison) -> None:
    """Write a comparison. Raises ALREADY_EXISTS COMPARED_BEFORE for the same files."""
    same = sa.select(C.compared_by, C.create_time).where(
        C.institution == comparison.institution, C.paper_sha256 == comparison.paper_sha256,
        C.bank_sha256 == comparison.bank_sha256,
    )  # fmt: skip
    before = session.execute(same).first()
    if before is not None:
        message = "同一份台账已经比对过，请查看原比对结果；台账更正后请重新导出再比对（LA-72）。"
        known = {"imported_by": before.compared_by, "imported_time": before.create_time.isoformat()}
        raise Refusal(Kind.ALREADY_EXISTS, "COMPARED_BEFORE", message, metadata={"rules": "LA-72", **known})
    session.execute(sa.insert(TABLE).values(_write(comparison)))


def load_comparison(session: Session, name: str, principal: Principal) -> RecordComparison | None:
    """The comparison, if it lies within the caller's divisions."""
    query = sa.select(TABLE).where(C.name == name, in_scope(C.division, principal))
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def find_comparisons(
    session: Session, wanted: ComparisonFilter, page: Page, principal: Principal
) -> list[RecordComparison]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution)
    return [_read(row) for row in session.execute(query)]
