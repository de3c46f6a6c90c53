"""Rows of notices. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
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
from services.legal_aid.domain.notice import Notice, NoticeFilter
from services.legal_aid.persistence.row import Row


class NoticeRow(Row):
    """One notice."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint("authority_name", "authority_document", name="notice_document"),
        sa.Index("notice_by_division", "division", "name"),
        sa.Index("notice_by_sender", "sender", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    number: Mapped[str] = mapped_column(sa.Text)
    authority_type: Mapped[str] = mapped_column(sa.Text)
    authority_name: Mapped[str] = mapped_column(sa.Text)
    authority_document: Mapped[str] = mapped_column(sa.Text)
    authority_case_number: Mapped[str] = mapped_column(sa.Text)
    category: Mapped[str] = mapped_column(sa.Text)
    procedure: Mapped[str] = mapped_column(sa.Text)
    stage: Mapped[str] = mapped_column(sa.Text)
    person_full_name: Mapped[str] = mapped_column(sa.Text)
    person_identity_number: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    query: Mapped[str] = mapped_column(sa.Text)
    answer: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    sender: Mapped[str] = mapped_column(sa.Text)
    etag: Mapped[str] = mapped_column(sa.Text)
    person_birth_date: Mapped[dt.date | None]
    discovered_date: Mapped[dt.date]
    received_date: Mapped[dt.date]
    hearing_date: Mapped[dt.date | None]
    case_papers_attached: Mapped[bool]
    flags: Mapped[list[str]] = mapped_column(sa.JSON)
    assignment: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", NoticeRow.__table__)
ELSEWHERE = ("deadlines",)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(
        index_elements=[TABLE.c.authority_name, TABLE.c.authority_document]
    ).returning(TABLE.c.name),
)
_read = from_row(Notice, TABLE, left_out=ELSEWHERE)
_write = to_values(Notice, TABLE, left_out=ELSEWHERE)


def insert_notice(session: Session, notice: Notice) -> None:
    """Write a taken notice. Raises ALREADY_EXISTS `NOTICE_DUPLICATE` for the same document of the same authority."""
    if _INSERT.run(session, _write(notice)).one_or_none() is None:
        raise Refusal(
            Kind.ALREADY_EXISTS,
            "NOTICE_DUPLICATE",
            "该机关的同一文号通知已登记，请勿重复发送。请按通知文号查询原通知（LA-34）。",
            metadata={"rules": "LA-34"},
        )


def update_notice(session: Session, notice: Notice) -> None:
    """Write another state."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == notice.name).values(_write(notice)))


def load_notice(session: Session, name: str, principal: Principal, *, sender: str, lock: bool = False) -> Notice | None:
    """The notice, if it lies within the caller's divisions and, when `sender` is given, was sent by him."""
    query = scoped_row(TABLE, name, principal, lock=lock)
    if sender:
        query = query.where(TABLE.c.sender == sender)
    found = _assemble(session, list(session.execute(query)))
    return found[0] if found else None


def find_notices(
    session: Session, wanted: NoticeFilter, page: Page, principal: Principal, *, sender: str
) -> list[Notice]:
    """A page in order of entry, one row more when there is another; only those of `sender` when one is given."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state, sender=sender)
    return _assemble(session, list(session.execute(query)))


def find_notices_where(session: Session, wanted: sa.ColumnElement[bool], *, limit: int) -> list[Notice]:
    """The first notices for which the condition holds, locked, whoever may see them."""
    query = sa.select(TABLE).where(wanted).order_by(TABLE.c.name).limit(limit)
    return _assemble(session, list(session.execute(query.with_for_update())))


def _assemble(session: Session, rows: list[Any]) -> list[Notice]:
    """Rows with their time limits."""
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
