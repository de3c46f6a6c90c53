"""Rows of written rules. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.written_rule import (
    WrittenRule,
    WrittenRuleFilter,
    WrittenRuleKind,
    WrittenRuleState,
    rule_in_force,
)
from services.grassroots_offices.persistence.row import Row


class WrittenRuleRow(Row):
    """One of them."""

    __tablename__ = "written_rule"
    __table_args__ = (
        sa.Index("written_rule_by_division", "division", "name"),
        sa.Index(
            "written_rule_once",
            "office",
            "kind",
            unique=True,
            sqlite_where=sa.text("state = 'IN_FORCE' AND kind <> 'OTHER'"),
            postgresql_where=sa.text("state = 'IN_FORCE' AND kind <> 'OTHER'"),
        ),
    )

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    adopted_date: Mapped[dt.date]
    posted: Mapped[bool]
    document_number: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text)
    uses: Mapped[list[Any]] = mapped_column(sa.JSON)
    repealed_date: Mapped[dt.date | None]
    repeal_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", WrittenRuleRow.__table__)
_read = from_row(WrittenRule, TABLE)
_write = to_values(WrittenRule, TABLE)


def insert_written_rule(session: Session, rule: WrittenRule) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(rule)))


def update_written_rule(session: Session, rule: WrittenRule) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == rule.name).values(_write(rule)))


def load_written_rule(session: Session, name: str, principal: Principal, *, lock: bool = False) -> WrittenRule | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_written_rules(
    session: Session, wanted: WrittenRuleFilter, page: Page, principal: Principal
) -> list[WrittenRule]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office)
    return [_read(row) for row in session.execute(query)]


def refuse_second(session: Session, rule: WrittenRule) -> None:
    """Raise ALREADY_EXISTS RULE_IN_FORCE for a second one of a kind; the office's row is locked meanwhile (GO-77)."""
    same = sa.exists().where(
        TABLE.c.office == rule.office, TABLE.c.kind == rule.kind.name, TABLE.c.state == WrittenRuleState.IN_FORCE.name
    )
    if rule.kind is not WrittenRuleKind.OTHER and session.execute(sa.select(same)).scalar_one():
        raise rule_in_force()


def rules_of(session: Session, offices: Sequence[str]) -> list[WrittenRule]:
    """Every rule of the offices, in order of name (GO-77)."""
    query = sa.select(TABLE).where(TABLE.c.office.in_(offices)).order_by(TABLE.c.name)
    return [_read(row) for row in session.execute(query)]
