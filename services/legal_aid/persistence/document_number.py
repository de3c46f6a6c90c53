"""Counters of document numbers. It must not spell a number; the domain does."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.upsert import Upsert
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.persistence.row import Row


class DocumentCounterRow(Row):
    """The last number given out per institution, year and kind."""

    __tablename__ = "document_counter"

    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", DocumentCounterRow.__table__)

_COUNT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_update(
        index_elements=[TABLE.c.institution, TABLE.c.year, TABLE.c.kind], set_={"last": TABLE.c.last + 1}
    ).returning(TABLE.c.last),
)


def next_count(session: Session, institution: str, year: int, kind: DocumentKind) -> int:
    """The next number, gapless: the row stays locked until the transaction that uses the number ends."""
    key = {"institution": institution, "year": year, "kind": kind.name, "last": 1}
    return int(_COUNT.run(session, key).scalar_one())
