"""Rows of service lists, one for each version. It must not decide what may be published."""

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
from services.legal_aid.domain.service_list import ServiceList, ServiceListFilter, ServiceListState, draft_there
from services.legal_aid.persistence.row import Row


class ServiceListRow(Row):
    """One version; an institution has one draft and one published version at most."""

    __tablename__ = "service_list"
    __table_args__ = (
        sa.UniqueConstraint("institution", "version", name="service_list_version"),
        sa.Index("service_list_by_division", "division", "name"),
        sa.Index(
            "service_list_draft", "institution", unique=True, sqlite_where=sa.text("state = 'DRAFT'"),
            postgresql_where=sa.text("state = 'DRAFT'"),
        ),
        sa.Index(
            "service_list_shown", "institution", unique=True, sqlite_where=sa.text("state = 'PUBLISHED'"),
            postgresql_where=sa.text("state = 'PUBLISHED'"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    items: Mapped[list[Any]] = mapped_column(sa.JSON)
    duty_lawyers: Mapped[str] = mapped_column(sa.Text)
    supervision: Mapped[str] = mapped_column(sa.Text)
    telephone: Mapped[str] = mapped_column(sa.Text)
    promise: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    published_date: Mapped[dt.date | None]
    document_number: Mapped[str] = mapped_column(sa.Text)
    postings: Mapped[list[Any]] = mapped_column(sa.JSON)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ServiceListRow.__table__)
_read = from_row(ServiceList, TABLE, left_out=("deadline",))
_write = to_values(ServiceList, TABLE, left_out=("deadline",))


def next_version(session: Session, institution: str) -> int:
    """The number of the institution's next version. Raises ALREADY_EXISTS `DRAFT_THERE`."""
    query = sa.select(TABLE.c.version, TABLE.c.state).where(TABLE.c.institution == institution)
    rows = list(session.execute(query))
    if any(row.state == ServiceListState.DRAFT.name for row in rows):
        raise draft_there()
    return 1 + max((row.version for row in rows), default=0)


def insert_service_list(session: Session, made: ServiceList) -> None:
    """Write a new version."""
    session.execute(sa.insert(TABLE).values(_write(made)))


def update_service_list(session: Session, changed: ServiceList) -> None:
    """Write a version that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == changed.name).values(_write(changed)))


def load_service_list(session: Session, name: str, principal: Principal, *, lock: bool = False) -> ServiceList | None:
    """The version, if it lies within the caller's divisions."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def shown_list(session: Session, institution: str) -> ServiceList | None:
    """The institution's published version, locked."""
    query = sa.select(TABLE).where(TABLE.c.institution == institution, TABLE.c.state == ServiceListState.PUBLISHED.name)
    found = _assemble(session, list(session.execute(query.with_for_update())))
    return found[0] if found else None


def find_service_lists(
    session: Session, wanted: ServiceListFilter, page: Page, principal: Principal
) -> list[ServiceList]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[ServiceList]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadline=next(iter(deadlines.get(row.name, ())), None)) for row in rows]
