"""Rows of licences and certificates that were handed out. It must not change what was signed."""

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
from chassis.upsert import Upsert
from services.grassroots_offices.domain.certificate import (
    Certificate,
    CertificateFilter,
    CertificateState,
    original_in_force,
)
from services.grassroots_offices.persistence.row import Row

IN_FORCE = "state = 'ISSUED' AND copy = 'ORIGINAL'"


class CertificateRow(Row):
    """One that was handed out; a subject has one original in force."""

    __tablename__ = "certificate"
    __table_args__ = (
        sa.Index("certificate_by_division", "division", "name"),
        sa.Index("certificate_by_subject", "subject", "name"),
        sa.Index(
            "certificate_one_original", "subject", unique=True, sqlite_where=sa.text(IN_FORCE),
            postgresql_where=sa.text(IN_FORCE),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text)
    copy: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    issued_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[str] = mapped_column(sa.Text)
    content: Mapped[str] = mapped_column(sa.Text)
    signature: Mapped[str] = mapped_column(sa.Text)
    qr_text: Mapped[str] = mapped_column(sa.Text)
    withdrawn_date: Mapped[dt.date | None]
    withdrawal_document: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CertificateRow.__table__)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(
        index_elements=[TABLE.c.subject], index_where=sa.text(IN_FORCE)
    ).returning(TABLE.c.name),
)  # fmt: skip
_read, _write = from_row(Certificate, TABLE), to_values(Certificate, TABLE)


def insert_certificate(session: Session, certificate: Certificate) -> None:
    """Write one that is handed out. Raises ALREADY_EXISTS `ORIGINAL_IN_FORCE`."""
    if _INSERT.run(session, _write(certificate)).one_or_none() is None:
        raise original_in_force()


def update_certificate(session: Session, certificate: Certificate) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == certificate.name).values(_write(certificate)))


def load_certificate(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Certificate | None:
    """The certificate, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_certificates(
    session: Session, wanted: CertificateFilter, page: Page, principal: Principal
) -> list[Certificate]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state, subject=wanted.subject)
    return [_read(row) for row in session.execute(query)]


def issued_to(session: Session, subject: str) -> list[Certificate]:
    """What is in force of a subject, locked, in order."""
    query = sa.select(TABLE).where(TABLE.c.subject == subject, TABLE.c.state == CertificateState.ISSUED.name)
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name).with_for_update())]
