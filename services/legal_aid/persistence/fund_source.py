"""Rows of fund sources. It must not decide who may see them beyond the row scope it is given.

NOTE: the unique key over institution, kind and year is what a carry-over refers to, so that it cannot change the kind.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.ledger.booking import open_ledger
from chassis.ledger.reading import balances_of_ledgers
from chassis.ledger.tables import ledger
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.fund_balance import ACCOUNTS, balances_of
from services.legal_aid.domain.fund_source import FundIdentity, FundKind, FundSource, FundSourceFilter
from services.legal_aid.persistence.row import Row


class FundSourceRow(Row):
    """One fund source; its ledger has its name."""

    __tablename__ = "fund_source"
    __table_args__ = (
        sa.UniqueConstraint("institution", "kind", "fiscal_year", "display_name", name="fund_source_project"),
        sa.UniqueConstraint("name", "institution", "kind", "fiscal_year", name="fund_source_of_year"),
        sa.Index("fund_source_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.ForeignKey(ledger.c.name), type_=sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    fiscal_year: Mapped[int]
    display_name: Mapped[str] = mapped_column(sa.Text)
    restrictions: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    misuse: Mapped[str | None] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    goals: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))


TABLE = cast("sa.Table", FundSourceRow.__table__)
_read = from_row(FundSource, TABLE, left_out=("balances",))
_write = to_values(FundSource, TABLE, left_out=("balances",))


def insert_fund_source(session: Session, source: FundSource) -> None:
    """Write a new source and open its ledger. Raises ALREADY_EXISTS `FUND_SOURCE_EXISTS`."""
    row = _write(source)
    same = (TABLE.c[column] == row[column] for column in ("institution", "kind", "fiscal_year", "display_name"))
    if session.execute(sa.select(sa.exists().where(*same))).scalar_one():
        message = "本机构该年度已登记同一类别、同一名称的经费来源，请从经费来源列表中查找，不要重复登记（LA-90）。"
        raise Refusal(Kind.ALREADY_EXISTS, "FUND_SOURCE_EXISTS", message)
    open_ledger(session, source.name, ACCOUNTS)
    session.execute(sa.insert(TABLE).values(row))


def update_fund_source(session: Session, source: FundSource) -> None:
    """Write a source that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == source.name).values(_write(source)))


def load_fund_source(session: Session, name: str, principal: Principal, *, lock: bool = False) -> FundSource | None:
    """The source, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def sources_of_year(session: Session, institution: str, kind: FundKind, year: int) -> list[FundSource]:
    """The sources of an institution, a kind and a year, oldest first."""
    query = sa.select(TABLE).where(
        TABLE.c.institution == institution, TABLE.c.kind == kind.name, TABLE.c.fiscal_year == year
    )
    return _assemble(session, list(session.execute(query.order_by(TABLE.c.name))))


def identity_of(session: Session, name: str) -> FundIdentity:
    """What is written once of the source that a stored row names; it asks no row scope."""
    row = session.execute(
        sa.select(TABLE.c.institution, TABLE.c.division, TABLE.c.kind, TABLE.c.fiscal_year).where(TABLE.c.name == name)
    ).one()
    return FundIdentity(
        institution=row.institution, division=row.division, kind=FundKind[row.kind], fiscal_year=row.fiscal_year
    )  # fmt: skip


def lock_fund_source(session: Session, name: str) -> None:
    """Lock the source that a stored row names; it asks no row scope, the caller has loaded that row."""
    session.execute(sa.select(TABLE.c.name).where(TABLE.c.name == name).with_for_update())


def fiscal_year_of(session: Session, name: str) -> int | None:
    """The year of a source, whoever asks: for operators, who are nobody's clerk. None when there is no such source."""
    return session.execute(sa.select(TABLE.c.fiscal_year).where(TABLE.c.name == name)).scalar_one_or_none()


def find_fund_sources(session: Session, wanted: FundSourceFilter, page: Page, principal: Principal) -> list[FundSource]:
    """A page in order of opening, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, kind=wanted.kind)
    if wanted.fiscal_year:
        query = query.where(TABLE.c.fiscal_year == wanted.fiscal_year)
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[FundSource]:
    accounts = balances_of_ledgers(session, [row.name for row in rows])
    return [_read(row, balances=balances_of(accounts[row.name])) for row in rows]
