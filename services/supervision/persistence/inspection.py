"""Rows of inspections and the counters of their numbers. It must not verify a signature."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.inspection import Inspection, InspectionFilter, InspectionKind
from services.supervision.persistence.counter import counting
from services.supervision.persistence.row import Row


class InspectionRow(Row):
    """One inspection; record, signatures and conflicts lie in JSON."""

    __tablename__ = "inspection"
    __table_args__ = (
        sa.UniqueConstraint("division", "number", name="inspection_number"),
        sa.Index("inspection_by_division", "division", "name"),
        sa.Index("inspection_by_unit", "unit", "started_date"),
        sa.Index("inspection_by_campaign", "campaign", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    unit: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    target_commitment: Mapped[str] = mapped_column(sa.Text)
    campaign: Mapped[str] = mapped_column(sa.Text)
    draw: Mapped[str] = mapped_column(sa.Text)
    rectification: Mapped[str] = mapped_column(sa.Text)
    checking_unit: Mapped[str] = mapped_column(sa.Text)
    officers: Mapped[list[Any]] = mapped_column(sa.JSON)
    checklist: Mapped[str] = mapped_column(sa.ForeignKey("checklist.name"))
    checklist_version: Mapped[int]
    planned_date: Mapped[dt.date]
    superior_document: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    planned_by: Mapped[str] = mapped_column(sa.Text)
    approved_date: Mapped[dt.date | None]
    approved_by: Mapped[str] = mapped_column(sa.Text)
    approval_document: Mapped[str] = mapped_column(sa.Text)
    started_date: Mapped[dt.date | None]
    evidence: Mapped[list[Any]] = mapped_column(sa.JSON)
    record: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    record_sha256: Mapped[str] = mapped_column(sa.Text)
    signatures: Mapped[list[Any]] = mapped_column(sa.JSON)
    response: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    conflicts: Mapped[list[Any]] = mapped_column(sa.JSON)
    rectifications: Mapped[list[Any]] = mapped_column(sa.JSON)
    closed_date: Mapped[dt.date | None]
    closed_late: Mapped[bool]
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class InspectionCounterRow(Row):
    """The last number given out per division and year."""

    __tablename__ = "inspection_counter"

    division: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", InspectionRow.__table__)
next_count = counting(cast("sa.Table", InspectionCounterRow.__table__))
_read, _write = from_row(Inspection, TABLE), to_values(Inspection, TABLE)


def insert_inspection(session: Session, inspection: Inspection) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(inspection)))


def update_inspection(session: Session, inspection: Inspection) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == inspection.name).values(_write(inspection)))


def load_inspection(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Inspection | None:
    """The inspection, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_inspections(
    session: Session, wanted: InspectionFilter, page: Page, principal: Principal
) -> list[Inspection]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, kind=wanted.kind, state=wanted.state, unit=wanted.unit, campaign=wanted.campaign
    )
    return [_read(row) for row in session.execute(query)]


def mutual_pairs(session: Session, campaign: str) -> list[tuple[str, str]]:
    """Who checks whom in a campaign: checking unit and unit."""
    query = sa.select(TABLE.c.checking_unit, TABLE.c.unit).where(
        TABLE.c.campaign == campaign, TABLE.c.kind == InspectionKind.MUTUAL.name
    )
    return [(checking, unit) for checking, unit in session.execute(query)]


def counted_of_year(session: Session, unit: str, year: int, kinds: Iterable[InspectionKind]) -> int:
    """Inspections of the kinds that began at the unit in the year, and that no superior deployed."""
    query = sa.select(sa.func.count()).where(
        TABLE.c.unit == unit, TABLE.c.kind.in_([kind.name for kind in kinds]), TABLE.c.superior_document == "",
        TABLE.c.started_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
    )  # fmt: skip
    return session.execute(query).scalar_one()
