"""Rows of service points and areas. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.legal_aid.domain.service_point import (
    AreaLevel,
    PointState,
    ServiceArea,
    ServiceAreaFilter,
    ServicePoint,
    ServicePointFilter,
    area_twice,
)
from services.legal_aid.persistence.row import Row


class ServiceAreaRow(Row):
    """One area."""

    __tablename__ = "service_area"
    __table_args__ = (
        sa.UniqueConstraint("institution", "level", "township", "display_name", name="service_area_once"),
        sa.Index("service_area_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    level: Mapped[str] = mapped_column(sa.Text)
    display_name: Mapped[str] = mapped_column(sa.Text)
    township: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class ServicePointRow(Row):
    """One point."""

    __tablename__ = "service_point"
    __table_args__ = (
        sa.Index("service_point_by_division", "division", "name"),
        sa.Index("service_point_by_area", "area"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    area: Mapped[str] = mapped_column(sa.ForeignKey("service_area.name"), type_=sa.Text)
    institution: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    level: Mapped[str] = mapped_column(sa.Text)
    display_name: Mapped[str] = mapped_column(sa.Text)
    host: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text)
    hours: Mapped[str] = mapped_column(sa.Text)
    phone: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text)
    capture_key: Mapped[str] = mapped_column(sa.Text, server_default="")
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


AREA = cast("sa.Table", ServiceAreaRow.__table__)
POINT = cast("sa.Table", ServicePointRow.__table__)
_ENTER = Upsert(AREA, lambda row: row.on_conflict_do_nothing().returning(AREA.c.name))
_read_area, _write_area = from_row(ServiceArea, AREA), to_values(ServiceArea, AREA)
_read_point, _write_point = from_row(ServicePoint, POINT), to_values(ServicePoint, POINT)


def insert_area(session: Session, area: ServiceArea) -> None:
    """Write a new area. Raises ALREADY_EXISTS `AREA_TWICE`."""
    if _ENTER.run(session, _write_area(area)).one_or_none() is None:
        raise area_twice()


def load_area(session: Session, name: str, principal: Principal) -> ServiceArea | None:
    """The area, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(AREA, name, principal)).one_or_none()
    return None if row is None else _read_area(row)


def find_areas(session: Session, wanted: ServiceAreaFilter, page: Page, principal: Principal) -> list[ServiceArea]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(AREA, page, principal, institution=wanted.institution, level=wanted.level)
    return [_read_area(row) for row in session.execute(query)]


def insert_point(session: Session, point: ServicePoint) -> None:
    """Write a new point."""
    session.execute(sa.insert(POINT).values(_write_point(point)))


def update_point(session: Session, point: ServicePoint) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(POINT).where(POINT.c.name == point.name).values(_write_point(point)))


def load_point(session: Session, name: str, principal: Principal, *, lock: bool = False) -> ServicePoint | None:
    """The point, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(POINT, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read_point(row)


def find_points(session: Session, wanted: ServicePointFilter, page: Page, principal: Principal) -> list[ServicePoint]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(POINT, page, principal, institution=wanted.institution, level=wanted.level, state=wanted.state)
    return [_read_point(row) for row in session.execute(query)]


def areas_with_cover(
    session: Session, institution: str, principal: Principal
) -> list[tuple[AreaLevel, str, bool]]:  # fmt: skip
    """Level and name of every area within the caller's divisions, and whether an ACTIVE point covers it."""
    covered = sa.exists().where(POINT.c.area == AREA.c.name, POINT.c.state == PointState.ACTIVE.name)
    query = sa.select(AREA.c.level, AREA.c.display_name, covered).where(in_scope(AREA.c.division, principal))
    if institution:
        query = query.where(AREA.c.institution == institution)
    found = session.execute(query.order_by(AREA.c.name))
    return [(AreaLevel[level], name, bool(is_covered)) for level, name, is_covered in found]
