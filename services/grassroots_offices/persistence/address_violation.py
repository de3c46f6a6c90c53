"""Rows of address violations. It must not decide who may see them beyond the row scope it is given."""

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
from services.grassroots_offices.domain.address_violation import (
    AddressViolation,
    AddressViolationDraft,
    AddressViolationFilter,
    AddressViolationState,
)
from services.grassroots_offices.domain.premises import is_same_address
from services.grassroots_offices.persistence.row import Row


class AddressViolationRow(Row):
    """One finding."""

    __tablename__ = "address_violation"
    __table_args__ = (
        sa.Index("address_violation_by_division", "division", "name"),
        sa.Index("address_violation_by_office", "office", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    found_address: Mapped[str] = mapped_column(sa.Text)
    found_area_type: Mapped[str] = mapped_column(sa.Text)
    found_date: Mapped[dt.date]
    found_by: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    approved_address: Mapped[str] = mapped_column(sa.Text)
    approved_area_type: Mapped[str] = mapped_column(sa.Text)
    severe: Mapped[bool]
    rule_id: Mapped[str] = mapped_column(sa.Text)
    citation: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    ended_date: Mapped[dt.date | None]
    end_document: Mapped[str] = mapped_column(sa.Text)
    end_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AddressViolationRow.__table__)
_read, _write = from_row(AddressViolation, TABLE), to_values(AddressViolation, TABLE)


def insert_address_violation(session: Session, found: AddressViolation) -> None:
    """Write a new one; the office's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(found)))


def is_going_on(session: Session, draft: AddressViolationDraft) -> bool:
    """Whether it was found before and goes on; the office's row is locked meanwhile."""
    return _is_there(session, draft, TABLE.c.state == AddressViolationState.FOUND.name)


def is_entered(session: Session, draft: AddressViolationDraft) -> bool:
    """Whether it was entered on the same paper before, whatever became of it; the office's row is locked meanwhile."""
    return _is_there(session, draft, TABLE.c.document_number == draft.document_number)


def _is_there(session: Session, draft: AddressViolationDraft, wanted: sa.ColumnElement[bool]) -> bool:
    query = sa.select(TABLE.c.found_address).where(
        TABLE.c.office == draft.office, TABLE.c.kind == draft.kind.name, wanted
    )  # fmt: skip
    return any(is_same_address(known, draft.found_address) for known in session.execute(query).scalars())


def update_address_violation(session: Session, found: AddressViolation) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == found.name).values(_write(found)))


def load_address_violation(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> AddressViolation | None:
    """The finding, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_address_violations(
    session: Session, wanted: AddressViolationFilter, page: Page, principal: Principal
) -> list[AddressViolation]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office)
    return [_read(row) for row in session.execute(query)]
