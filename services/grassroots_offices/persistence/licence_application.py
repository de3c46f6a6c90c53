"""Rows of applications for licences. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.grassroots_offices.domain.licence_application import (
    ENDED,
    LicenceApplication,
    LicenceApplicationFilter,
)
from services.grassroots_offices.domain.office_statement import LicenceApplicationKind
from services.grassroots_offices.persistence.row import Row
from services.grassroots_offices.persistence.step import steps_of


class LicenceApplicationRow(Row):
    """One application; `practitioner` and `from_office` empty where the kind has none."""

    __tablename__ = "licence_application"
    __table_args__ = (
        sa.Index("licence_application_by_division", "division", "name"),
        sa.Index("licence_application_by_practitioner", "practitioner", "name"),
        sa.Index("licence_application_by_office", "office", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    practitioner: Mapped[str] = mapped_column(sa.Text)
    from_office: Mapped[str] = mapped_column(sa.Text)
    practice: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    transfer: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    office_statement: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    verdicts: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    remaining_verdicts: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    papers: Mapped[list[str]] = mapped_column(sa.JSON)
    missing_papers: Mapped[list[str]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    received_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    cured_hold: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    notice: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    accepted_date: Mapped[dt.date | None]
    opinion: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    decision: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    party_step: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    completed_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", LicenceApplicationRow.__table__)
ELSEWHERE = ("deadlines", "steps")
_read = from_row(LicenceApplication, TABLE, left_out=ELSEWHERE)
_write = to_values(LicenceApplication, TABLE, left_out=ELSEWHERE)


def insert_application(session: Session, application: LicenceApplication) -> None:
    """Write a filed application; the practitioner's row is locked meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(application)))


def update_application(session: Session, application: LicenceApplication) -> None:
    """Write an application that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == application.name).values(_write(application)))


def load_application(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> LicenceApplication | None:
    """The application, if it lies within the caller's divisions."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def applications_named(session: Session, names: Sequence[str]) -> list[LicenceApplication]:
    """The applications of the names, in order of name; whoever asks has seen that they lie within his divisions."""
    query = sa.select(TABLE).where(TABLE.c.name.in_(names)).order_by(TABLE.c.name)
    return _assemble(session, list(session.execute(query)))


def place_of(session: Session, name: str) -> tuple[str, str] | None:
    """Division and practitioner of an application, for facts, which have no caller's scope; None when there is none."""
    query = sa.select(TABLE.c.division, TABLE.c.practitioner).where(TABLE.c.name == name)
    row = session.execute(query).one_or_none()
    return None if row is None else (row.division, row.practitioner)


def is_running(session: Session, office: str, kind: LicenceApplicationKind) -> bool:
    """Whether an application of the kind is under way for the office; its row is locked meanwhile."""
    ended = TABLE.c.state.in_([state.name for state in ENDED])
    concerns = sa.or_(TABLE.c.office == office, TABLE.c.from_office == office)
    query = sa.exists().where(concerns, TABLE.c.kind == kind.name, ~ended)
    return bool(session.execute(sa.select(query)).scalar_one())


def count_running(session: Session, offices: Sequence[str], *, besides: LicenceApplicationKind | None) -> int:
    """How many applications are under way that concern one of the offices, without those of the kind `besides`.

    Their offices are locked meanwhile.
    """
    ended = TABLE.c.state.in_([state.name for state in ENDED])
    concerns = sa.or_(TABLE.c.office.in_(offices), TABLE.c.from_office.in_(offices))
    counted = TABLE.c.kind != besides.name if besides else sa.true()
    return int(session.execute(sa.select(sa.func.count()).where(concerns, counted, ~ended)).scalar_one())


def find_applications(
    session: Session, wanted: LicenceApplicationFilter, page: Page, principal: Principal
) -> list[LicenceApplication]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, kind=wanted.kind, practitioner=wanted.practitioner,
        office=wanted.office,
    )  # fmt: skip
    return _assemble(session, list(session.execute(query)))


def _assemble(session: Session, rows: list[Any]) -> list[LicenceApplication]:
    names = [row.name for row in rows]
    deadlines, steps = deadlines_of(session, names), steps_of(session, names)
    return [_read(row, deadlines=deadlines.get(row.name, ()), steps=steps.get(row.name, ())) for row in rows]
