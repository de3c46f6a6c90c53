"""Rows of files on impostures. It must not decide who may see them beyond the row scope it is given."""

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
from services.legal_aid.domain.imposture import Imposture, ImpostureFilter, finding_filed
from services.legal_aid.persistence.row import Row


class ImpostureRow(Row):
    """One file; a finding is filed once in a division."""

    __tablename__ = "imposture"
    __table_args__ = (
        sa.UniqueConstraint("division", "document_number", name="imposture_finding"),
        sa.Index("imposture_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    offender: Mapped[str] = mapped_column(sa.Text)
    gain_fen: Mapped[int] = mapped_column(sa.BigInteger)
    found_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    confiscated_fen: Mapped[int] = mapped_column(sa.BigInteger)
    fine_fen: Mapped[int] = mapped_column(sa.BigInteger)
    decided_date: Mapped[dt.date | None]
    decision_document: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ImpostureRow.__table__)
_read, _write = from_row(Imposture, TABLE), to_values(Imposture, TABLE)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=["division", "document_number"]).returning(TABLE.c.name),
)


def insert_imposture(session: Session, file: Imposture) -> None:
    """Write a new file. Raises ALREADY_EXISTS `FINDING_FILED`."""
    if _INSERT.run(session, _write(file)).one_or_none() is None:
        raise finding_filed()


def update_imposture(session: Session, file: Imposture) -> None:
    """Write a file that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == file.name).values(_write(file)))


def load_imposture(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Imposture | None:
    """The file, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def find_impostures(session: Session, wanted: ImpostureFilter, page: Page, principal: Principal) -> list[Imposture]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return [_read(row) for row in session.execute(scoped_page(TABLE, page, principal, state=wanted.state))]
