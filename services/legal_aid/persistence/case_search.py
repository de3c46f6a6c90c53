"""Texts by which cases are found, written in the commit of what they are taken from.

It must not decide what may be looked for. PostgreSQL finds the texts by pairs of characters; SQLite reads them all.
"""

from __future__ import annotations

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from chassis.upsert import Upsert
from services.legal_aid.domain.case_search import FORM, Search, SearchPart, pairs_of
from services.legal_aid.persistence.row import Row


class Pairs(TypeDecorator[list[str]]):
    """An array for PostgreSQL's index; nothing on SQLite, which has no use for it."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """An array where there are arrays."""
        kind: sa.types.TypeEngine[Any] = postgresql.ARRAY(sa.Text) if dialect.name == "postgresql" else sa.Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: list[str] | None, dialect: sa.Dialect) -> list[str] | None:
        """Keep it on PostgreSQL alone."""
        return value if dialect.name == "postgresql" else None


class CaseSearchRow(Row):
    """What one part of a case says, a line for each text. SQLite's index of pairs is one of nothing."""

    __tablename__ = "case_search"
    __table_args__ = (
        sa.Index("case_search_by_pair", "pairs", postgresql_using="gin"),
        sa.Index("case_search_by_form", "form", "case"),
    )

    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text, primary_key=True)
    part: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    form: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    pairs: Mapped[list[str] | None] = mapped_column(Pairs)


TABLE = cast("sa.Table", CaseSearchRow.__table__)
C = TABLE.c
_SAVE = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_update(
        index_elements=[C.case, C.part],
        set_={"form": row.excluded.form, "text": row.excluded.text, "pairs": row.excluded.pairs},
        where=sa.or_(C.text != row.excluded.text, C.form != row.excluded.form),
    ),
)


def search_row(case: str, part: SearchPart, text: str) -> dict[str, Any]:
    """The row of a text."""
    return {"case": case, "part": part.name, "form": FORM, "text": text, "pairs": pairs_of(text)}


def save_search_text(session: Session, case: str, part: SearchPart, text: str) -> None:
    """Write what the part says, if it says something else than before."""
    _SAVE.run(session, search_row(case, part, text))


def found_by(session: Session, search: Search, case: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    """Conditions that the case has every word in one of the parts. The index names candidates, the text decides."""
    holds = _pairs_and_text if session.get_bind().dialect.name == "postgresql" else _text
    parts = C.part.in_([part.name for part in search.parts])
    return [sa.exists().where(C.case == case, parts, holds(word)) for word in search.words]


def _pairs_and_text(word: str) -> sa.ColumnElement[bool]:
    return sa.and_(C.pairs.op("@>")(sa.cast(pairs_of(word), Pairs)), sa.func.strpos(C.text, word) > 0)


def _text(word: str) -> sa.ColumnElement[bool]:
    return sa.func.instr(C.text, word) > 0
