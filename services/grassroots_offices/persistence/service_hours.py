"""Rows of public-interest hours. It must not decide who may see them beyond the row scope."""

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
from services.grassroots_offices.domain.quota_facts import CountedHours
from services.grassroots_offices.domain.service_hours import (
    ServiceHours,
    ServiceHoursFilter,
    ServiceHoursState,
    ServiceKind,
    hours_twice,
)
from services.grassroots_offices.persistence.row import Row


class ServiceHoursRow(Row):
    """Hours of one practitioner on one day."""

    __tablename__ = "service_hours"
    __table_args__ = (
        sa.Index("service_hours_by_division", "division", "name"),
        sa.Index("service_hours_by_practitioner", "practitioner", "service_date"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    practitioner: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    service_date: Mapped[dt.date]
    minutes: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.Text)
    pay: Mapped[str] = mapped_column(sa.Text)
    body_served: Mapped[str] = mapped_column(sa.Text)
    evidence: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    office: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    confirmer: Mapped[str | None] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    void_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ServiceHoursRow.__table__)
_read = from_row(ServiceHours, TABLE)
_write = to_values(ServiceHours, TABLE)


def insert_service_hours(session: Session, hours: ServiceHours) -> None:
    """Write an entry that is no second one; the practitioner's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(hours)))


def refuse_twice(session: Session, hours: ServiceHours) -> None:
    """Raise ALREADY_EXISTS HOURS_TWICE when his hours of the day stand on the same evidence already."""
    same = sa.exists().where(
        TABLE.c.practitioner == hours.practitioner,
        TABLE.c.service_date == hours.service_date,
        TABLE.c.evidence == hours.evidence,
        TABLE.c.state != ServiceHoursState.VOIDED.name,
    )
    if session.execute(sa.select(same)).scalar_one():
        raise hours_twice()


def hours_on_evidence(session: Session, practitioner: str, evidence: str) -> list[str]:
    """Names of his entries on the evidence that nobody took back."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.practitioner == practitioner, TABLE.c.evidence == evidence,
        TABLE.c.state != ServiceHoursState.VOIDED.name,
    )  # fmt: skip
    return list(session.execute(query).scalars())


def update_service_hours(session: Session, hours: ServiceHours) -> None:
    """Write an entry that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == hours.name).values(_write(hours)))


def load_service_hours(session: Session, name: str, principal: Principal, *, lock: bool = False) -> ServiceHours | None:
    """The entry, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_service_hours(
    session: Session, wanted: ServiceHoursFilter, page: Page, principal: Principal
) -> list[ServiceHours]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, practitioner=wanted.practitioner, office=wanted.office
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]


def confirmed_hours_of(session: Session, practitioners: list[str], first: dt.date, last: dt.date) -> list[CountedHours]:
    """Confirmed hours of the practitioners from day to day, in order of day and name; no more of each than counts."""
    c = TABLE.c
    query = (
        sa.select(c.name, c.practitioner, c.service_date, c.minutes)
        .where(
            c.practitioner.in_(practitioners), c.service_date.between(first, last),
            c.state == ServiceHoursState.CONFIRMED.name,
        )
        .order_by(c.service_date, c.name)
    )  # fmt: skip
    return [
        CountedHours(name=name, practitioner=who, service_date=day, minutes=minutes)
        for name, who, day, minutes in session.execute(query)
    ]


def standing_hours_of(
    session: Session, practitioners: tuple[str, ...], day: dt.date, kind: ServiceKind
) -> list[ServiceHours]:  # fmt: skip
    """Hours of the kind on the day that nobody took back, locked in order of name (GO-88)."""
    query = (
        sa.select(TABLE)
        .where(
            TABLE.c.practitioner.in_(practitioners), TABLE.c.service_date == day, TABLE.c.kind == kind.name,
            TABLE.c.state != ServiceHoursState.VOIDED.name,
        )
        .order_by(TABLE.c.name)
        .with_for_update()
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]
