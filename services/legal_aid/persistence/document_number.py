"""Counters of document numbers. It must not spell a number; the domain does."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

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


def next_count(session: Session, institution: str, year: int, kind: DocumentKind) -> int:
    """The next number, gapless: the row stays locked until the transaction that uses the number ends."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    first = insert(TABLE).values(institution=institution, year=year, kind=kind.name, last=1)
    key = [TABLE.c.institution, TABLE.c.year, TABLE.c.kind]
    counted = first.on_conflict_do_update(index_elements=key, set_={"last": TABLE.c.last + 1})
    return int(session.execute(counted.returning(TABLE.c.last)).scalar_one())
