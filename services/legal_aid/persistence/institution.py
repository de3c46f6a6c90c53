"""Rows of institutions. It must not decide who may see them beyond the row scope it is given."""

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
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.institution import Institution
from services.legal_aid.persistence.row import Row


class InstitutionRow(Row):
    """One institution."""

    __tablename__ = "institution"

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.Text)
    document_prefix: Mapped[str] = mapped_column(sa.Text, unique=True)
    division: Mapped[str] = mapped_column(sa.Text)
    bureau_name: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", InstitutionRow.__table__)
read_institution = _read = from_row(Institution, TABLE)
_write = to_values(Institution, TABLE)


def save_institution(session: Session, institution: Institution) -> None:
    """Insert. Raises ALREADY_EXISTS `DOCUMENT_PREFIX_TAKEN`."""
    taken = sa.exists().where(TABLE.c.document_prefix == institution.document_prefix)
    if session.execute(sa.select(taken)).scalar_one():
        raise Refusal(
            Kind.ALREADY_EXISTS,
            "DOCUMENT_PREFIX_TAKEN",
            "该机关代字已被其他机构使用，请换用不重复的代字（文号须唯一）。",
        )
    session.execute(sa.insert(TABLE).values(_write(institution)))


def load_institution(session: Session, name: str, principal: Principal) -> Institution | None:
    """The institution, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row)


def institution_named(session: Session, name: str) -> Institution:
    """The institution that a stored row names; it asks no row scope, the caller has loaded that row within it."""
    return _read(session.execute(sa.select(TABLE).where(TABLE.c.name == name)).one())


def first_of_division(session: Session, division: str) -> Institution | None:
    """The institution of the division that was registered first, whoever may see it."""
    query = sa.select(TABLE).where(TABLE.c.division == division).order_by(TABLE.c.name).limit(1)
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def find_institution_known_as(session: Session, subject: str) -> Institution | None:
    """The institution of that name, wherever it lies."""
    row = session.execute(sa.select(TABLE).where(TABLE.c.name == subject)).one_or_none()
    return None if row is None else _read(row)


def find_institutions(session: Session, page: Page, principal: Principal) -> list[Institution]:
    """A page in order of registration, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal)
    return [_read(row) for row in session.execute(query)]
