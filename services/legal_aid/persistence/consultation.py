"""Rows of consultations. It must not decide who may see them beyond the row scope it is given."""

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
from services.legal_aid.domain.consultation import Consultation
from services.legal_aid.persistence.row import Row


class ConsultationRow(Row):
    """One consultation."""

    __tablename__ = "consultation"
    __table_args__ = (
        sa.Index("consultation_by_division", "division", "name"),
        sa.Index("consultation_by_person", "person_name", postgresql_ops={"person_name": "text_pattern_ops"}),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    number: Mapped[str] = mapped_column(sa.Text)
    mode: Mapped[str] = mapped_column(sa.Text)
    person_name: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str] = mapped_column(sa.Text)
    answer: Mapped[str] = mapped_column(sa.Text)
    outcome: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    etag: Mapped[str] = mapped_column(sa.Text)
    consulted_date: Mapped[dt.date]
    appointment_date: Mapped[dt.date | None]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", ConsultationRow.__table__)
_read = from_row(Consultation, TABLE)
_write = to_values(Consultation, TABLE)


def insert_consultation(session: Session, consultation: Consultation) -> None:
    """Write a recorded consultation."""
    session.execute(sa.insert(TABLE).values(_write(consultation)))


def load_consultation(session: Session, name: str, principal: Principal) -> Consultation | None:
    """The consultation, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row)


def find_consultations(session: Session, institution: str, page: Page, principal: Principal) -> list[Consultation]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=institution)
    return [_read(row) for row in session.execute(query)]
