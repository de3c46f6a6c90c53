"""Rows of requests for another handler. It must not decide one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from services.legal_aid.domain.replacement_request import ReplacementRequest, RequestState
from services.legal_aid.persistence.row import Row


class ReplacementRequestRow(Row):
    """One request."""

    __tablename__ = "replacement_request"
    __table_args__ = (
        sa.Index("replacement_request_by_case", "case"),
        sa.Index(
            "replacement_request_waiting", "assignment", unique=True,
            sqlite_where=sa.text("state = 'WAITING'"), postgresql_where=sa.text("state = 'WAITING'"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    assignment: Mapped[str] = mapped_column(sa.ForeignKey("case_assignment.name"), type_=sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    requested_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ReplacementRequestRow.__table__)
_read = from_row(ReplacementRequest, TABLE)
_write = to_values(ReplacementRequest, TABLE)


def insert_request(session: Session, request: ReplacementRequest) -> None:
    """Write a request; one at a time waits for each assignment."""
    session.execute(sa.insert(TABLE).values(_write(request)))


def update_request(session: Session, request: ReplacementRequest) -> None:
    """Write what became of it; its case is locked."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == request.name).values(_write(request)))


def waiting_for(session: Session, assignment: str) -> ReplacementRequest | None:
    """The request that waits, if there is one."""
    query = sa.select(TABLE).where(TABLE.c.assignment == assignment, TABLE.c.state == RequestState.WAITING.name)
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def requests_of(session: Session, cases: Sequence[str]) -> dict[str, list[str]]:
    """Every request about each of the cases, in order; cases without any are missing."""
    found = defaultdict[str, list[str]](list)
    query = sa.select(TABLE.c.case, TABLE.c.name).where(TABLE.c.case.in_(cases)).order_by(TABLE.c.name)
    for case, name in session.execute(query):
        found[case].append(name)
    return found
