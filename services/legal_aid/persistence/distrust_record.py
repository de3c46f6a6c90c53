"""Rows of the list of untrustworthy conduct. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from chassis.upsert import Upsert
from services.legal_aid.domain.distrust_record import DistrustRecord, DistrustRecordFilter
from services.legal_aid.persistence.case_assignment import TABLE as ASSIGNMENT
from services.legal_aid.persistence.row import Row


class DistrustRecordRow(Row):
    """One record; a finding lists its subject once."""

    __tablename__ = "distrust_record"
    __table_args__ = (
        sa.UniqueConstraint("subject", "document", name="distrust_record_finding"),
        sa.CheckConstraint("notice_date <= statement_date", name="distrust_record_heard"),
        sa.CheckConstraint("statement_date <= finding_date", name="distrust_record_found"),
        sa.CheckConstraint("(ending IS NULL) = (ending_document = '')", name="distrust_record_ended"),
        sa.Index("distrust_record_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text)
    document: Mapped[str] = mapped_column(sa.Text)
    notice_date: Mapped[dt.date]
    statement_date: Mapped[dt.date]
    finding_date: Mapped[dt.date]
    until_date: Mapped[dt.date]
    ending: Mapped[str | None] = mapped_column(sa.Text)
    ending_document: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", DistrustRecordRow.__table__)
C, A = TABLE.c, ASSIGNMENT.c
_read, _write = from_row(DistrustRecord, TABLE), to_values(DistrustRecord, TABLE)
_INSERT = Upsert(
    TABLE, lambda row: row.on_conflict_do_nothing(index_elements=[C.subject, C.document]).returning(C.name)
)


def insert_record(session: Session, record: DistrustRecord) -> None:
    """Write a record. Raises ALREADY_EXISTS `FINDING_LISTED`."""
    if _INSERT.run(session, _write(record)).one_or_none() is None:
        message = "该认定文书已列入失信名单，不能重复登记（LA-140）。请核对文书编号。"
        raise Refusal(Kind.ALREADY_EXISTS, "FINDING_LISTED", message, metadata={"rules": "LA-140"})


def update_record(session: Session, record: DistrustRecord) -> None:
    """Write a record that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(C.name == record.name).values(_write(record)))


def load_record(session: Session, name: str, principal: Principal, *, lock: bool = False) -> DistrustRecord | None:
    """The record, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    query = sa.select(TABLE).where(C.name == name, in_scope(C.division, principal))
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _read(row)


def find_records(
    session: Session, wanted: DistrustRecordFilter, page: Page, principal: Principal
) -> list[DistrustRecord]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, subject=wanted.subject))]


def distrusted_on(session: Session, day: dt.date) -> frozenset[str]:
    """Names of the units and handlers that are on the list on the day, wherever they are registered (LA-140)."""
    holding = sa.and_(C.finding_date <= day, C.until_date > day)
    return frozenset(session.execute(sa.select(C.subject).where(holding)).scalars())


def cases_of(session: Session, institution: str, subjects: frozenset[str]) -> frozenset[str]:
    """The institution's cases that one of the units or handlers has or had."""
    held = sa.or_(A.handler.in_(subjects), A.unit.in_(subjects))
    return frozenset(session.execute(sa.select(A.case).where(A.institution == institution, held)).scalars())
