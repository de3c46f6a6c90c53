"""Rows of outreach. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.outreach_activity import OutreachActivity, OutreachFilter
from services.legal_aid.persistence.row import Row


class OutreachActivityRow(Row):
    """One activity."""

    __tablename__ = "outreach_activity"
    __table_args__ = (
        sa.Index("outreach_activity_by_division", "division", "name"),
        sa.CheckConstraint("people_served >= 0", name="outreach_activity_people"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    held_date: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(sa.Text)
    pay: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.Text)
    body_served: Mapped[str] = mapped_column(sa.Text)
    matters: Mapped[list[str]] = mapped_column(sa.JSON)
    people_served: Mapped[int]
    members: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    enterprise_needs: Mapped[str] = mapped_column(sa.Text)
    handbook_version: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    confirmer: Mapped[str | None] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    void_reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OutreachActivityRow.__table__)
_read = from_row(OutreachActivity, TABLE)
_write = to_values(OutreachActivity, TABLE)


def insert_outreach(session: Session, activity: OutreachActivity) -> None:
    """Write a new activity."""
    session.execute(sa.insert(TABLE).values(_write(activity)))


def update_outreach(session: Session, activity: OutreachActivity) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == activity.name).values(_write(activity)))


def load_outreach(session: Session, name: str, principal: Principal, *, lock: bool = False) -> OutreachActivity | None:
    """The activity, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_outreach(session: Session, wanted: OutreachFilter, page: Page, principal: Principal) -> list[OutreachActivity]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state, kind=wanted.kind)
    return [_read(row) for row in session.execute(query)]
