"""Rows of published tables. Their bytes are written once; it must not decide who may see them beyond the row scope."""

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
from services.legal_aid.domain.publication import Publication, PublicationFilter
from services.legal_aid.persistence.row import Row


class PublicationRow(Row):
    """One table."""

    __tablename__ = "publication"
    __table_args__ = (sa.Index("publication_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    period: Mapped[str] = mapped_column(sa.Text)
    subject_name: Mapped[str] = mapped_column(sa.Text)
    supervision_contact: Mapped[str] = mapped_column(sa.Text)
    basis: Mapped[list[str]] = mapped_column(sa.JSON)
    position: Mapped[int] = mapped_column(sa.BigInteger)
    content: Mapped[str] = mapped_column(sa.Text)
    readable_text: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    published_date: Mapped[dt.date | None]
    published_at: Mapped[str] = mapped_column(sa.Text)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    due_date: Mapped[dt.date | None]
    late: Mapped[bool]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PublicationRow.__table__)
_read = from_row(Publication, TABLE)
_write = to_values(Publication, TABLE)


def insert_publication(session: Session, publication: Publication) -> None:
    """Write a computed table."""
    session.execute(sa.insert(TABLE).values(_write(publication)))


def save_published(session: Session, publication: Publication) -> None:
    """Write when and where it was published; the row was locked when it was loaded. The bytes stay."""
    told = {
        "state": publication.state.name, "published_date": publication.published_date,
        "published_at": publication.published_at, "entry_reason": publication.entry_reason,
        "due_date": publication.due_date, "late": publication.late, "etag": publication.etag,
    }  # fmt: skip
    session.execute(sa.update(TABLE).where(TABLE.c.name == publication.name).values(told))


def load_publication(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Publication | None:
    """The table, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_publications(
    session: Session, wanted: PublicationFilter, page: Page, principal: Principal
) -> list[Publication]:  # fmt: skip
    """A page in order of computing, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, institution=wanted.institution, kind=wanted.kind, state=wanted.state,
        period=wanted.period,
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]
