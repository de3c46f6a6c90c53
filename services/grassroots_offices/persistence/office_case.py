"""Rows of the case register of offices. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.grassroots_offices.domain.case_conflict import IndexedParty, KnownParty
from services.grassroots_offices.domain.case_review import OVER
from services.grassroots_offices.domain.circular import CaseTotals
from services.grassroots_offices.domain.office_case import (
    RUNNING,
    TAKEN,
    OfficeCase,
    OfficeCaseFilter,
    OfficeCaseState,
    RunningMatter,
)
from services.grassroots_offices.domain.sheet_lines import MatterOfYear
from services.grassroots_offices.persistence.case_party import Places, insert_parties, known_elsewhere, parties_of
from services.grassroots_offices.persistence.row import Row


class OfficeCaseRow(Row):
    """One matter."""

    __tablename__ = "office_case"
    __table_args__ = (
        sa.UniqueConstraint("office", "case_number", name="office_case_numbered_once"),
        sa.Index("office_case_by_division", "division", "name"),
        sa.Index("office_case_by_office", "office", "accepted_date"),
        sa.Index("office_case_by_handler", "handler", "state"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    matter: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.Text)
    party_divisions: Mapped[list[str]] = mapped_column(sa.JSON)
    handler: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text)
    former_handlers: Mapped[list[str]] = mapped_column(sa.JSON)
    fee_fen: Mapped[int] = mapped_column(sa.BigInteger)
    legal_aid: Mapped[bool]
    document_number: Mapped[str] = mapped_column(sa.Text)
    accepted_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[int]
    case_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    state_date: Mapped[dt.date]
    late: Mapped[bool]
    conflicts: Mapped[list[Any]] = mapped_column(sa.JSON)
    conflict_reason: Mapped[str] = mapped_column(sa.Text)
    risk_notice_date: Mapped[dt.date | None]
    major: Mapped[bool]
    discussion_document: Mapped[str] = mapped_column(sa.Text)
    outcome: Mapped[str] = mapped_column(sa.Text)
    archive_number: Mapped[str] = mapped_column(sa.Text)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class OfficeCaseCounterRow(Row):
    """The last number given out per office and year."""

    __tablename__ = "office_case_counter"

    office: Mapped[str] = mapped_column(sa.ForeignKey("office.name"), type_=sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", OfficeCaseRow.__table__)
COUNTER = cast("sa.Table", OfficeCaseCounterRow.__table__)
_COUNT = Upsert(
    COUNTER,
    lambda row: row.on_conflict_do_update(
        index_elements=[COUNTER.c.office, COUNTER.c.year], set_={"last": COUNTER.c.last + 1}
    ).returning(COUNTER.c.last),
)
_read = from_row(OfficeCase, TABLE, left_out=("parties",))
_write = to_values(OfficeCase, TABLE, left_out=("parties",))


def next_number(session: Session, office: str, year: int) -> int:
    """The next number, gapless: the row stays locked until the transaction that uses the number ends."""
    return int(_COUNT.run(session, {"office": office, "year": year, "last": 1}).scalar_one())


def insert_office_case(session: Session, seal: Seal, case: OfficeCase) -> None:
    """Write a new matter with its parties."""
    session.execute(sa.insert(TABLE).values(_write(case)))
    insert_parties(session, seal, case.name, case.parties)


def update_office_case(session: Session, case: OfficeCase) -> None:
    """Write a matter that was locked when it was loaded; its parties stay as they were entered."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == case.name).values(_write(case)))


def load_office_case(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> OfficeCase | None:
    """The matter, if it lies within the caller's divisions."""
    found = _assemble(session, seal, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_office_cases(
    session: Session, seal: Seal, wanted: OfficeCaseFilter, page: Page, principal: Principal,
    offices: Sequence[str] = (),
) -> list[OfficeCase]:  # fmt: skip
    """A page in order of entry, with one row more than its size when there is another page; `offices` empty: any."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office, handler=wanted.handler
    )  # fmt: skip
    if offices:
        query = query.where(TABLE.c.office.in_(offices))
    return _assemble(session, seal, list(session.execute(query)))


def known_parties(
    session: Session, parties: tuple[IndexedParty, ...], places: Places, *, but: str = ""
) -> list[KnownParty]:  # fmt: skip
    """Parties of other matters that share a name or a number with one of these, and whose those matters are."""
    return known_elsewhere(session, TABLE, parties, but=but, places=places)


def running_of(session: Session, offices: Sequence[str]) -> list[RunningMatter]:
    """Matters of the offices that are registered or approved, in order of name (GO-15)."""
    query = sa.select(TABLE.c.name, TABLE.c.handler).where(
        TABLE.c.office.in_(offices), TABLE.c.state.in_([one.name for one in RUNNING])
    )  # fmt: skip
    return [RunningMatter(name=row.name, handler=row.handler) for row in session.execute(query.order_by(TABLE.c.name))]


def handlers_busy(session: Session, practitioners: Sequence[str]) -> set[str]:
    """Those of them who handle a matter that is registered or approved (GO-37)."""
    query = sa.select(TABLE.c.handler).where(
        TABLE.c.handler.in_(practitioners), TABLE.c.state.in_([one.name for one in RUNNING])
    )  # fmt: skip
    return set(session.execute(query).scalars())


def matters_of_year(
    session: Session, first: dt.date, last: dt.date, *, offices: Sequence[str], handlers: Sequence[str]
) -> list[MatterOfYear]:
    """Matters of the offices or handlers that were taken on, and accepted by then, in order of name (GO-17)."""
    c = TABLE.c
    query = (
        sa.select(c.name, c.office, c.handler, c.accepted_date, c.steps, c.late)
        .where(
            sa.or_(c.office.in_(offices), c.handler.in_(handlers)), c.accepted_date <= last,
            c.state.in_([one.name for one in TAKEN]),
            sa.or_(c.accepted_date >= first, c.state_date >= first),
        )
        .order_by(c.name)
    )  # fmt: skip
    return [
        MatterOfYear(
            name=row.name, office=row.office, handler=row.handler, accepted_date=row.accepted_date,
            closed_date=_closed_on(row.steps), late=row.late,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def closings_of(session: Session, office: str) -> dict[str, dt.date]:
    """The days on which the office's matters were closed (GO-84)."""
    query = sa.select(TABLE.c.name, TABLE.c.steps).where(
        TABLE.c.office == office, TABLE.c.state.in_([one.name for one in OVER])
    )  # fmt: skip
    closed = ((row.name, _closed_on(row.steps)) for row in session.execute(query.order_by(TABLE.c.name)))
    return {name: day for name, day in closed if day is not None}


def _closed_on(steps: list[dict[str, Any]]) -> dt.date | None:
    return next((dt.date.fromisoformat(one["happened_date"]) for one in steps if one["action"] == "close"), None)


def late_cases_of(session: Session, office: str, first: dt.date, last: dt.date) -> tuple[str, ...]:
    """Matters accepted from day to day with a step that was not entered with the paper, in order of name (GO-17)."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.office == office, TABLE.c.accepted_date.between(first, last), TABLE.c.late.is_(True)
    )
    return tuple(session.execute(query.order_by(TABLE.c.name)).scalars())


def case_totals(session: Session, office: str, first: dt.date, last: dt.date) -> CaseTotals:
    """How many matters of the office were accepted and closed from day to day; void ones are none (GO-71)."""
    own = (TABLE.c.office == office, TABLE.c.state != OfficeCaseState.VOIDED.name)
    query = sa.select(TABLE.c.late).where(*own, TABLE.c.accepted_date.between(first, last))
    late = list(session.execute(query).scalars())
    days = closings_of(session, office).values()
    return CaseTotals(accepted=len(late), in_time=late.count(False), closed=sum(first <= day <= last for day in days))


def count_over(session: Session, office: str) -> tuple[int, int]:
    """How many matters of the office are over, and how many of these are in the archive, the last step (GO-17)."""
    over = TABLE.c.state.in_([one.name for one in OVER])
    states = list(session.execute(sa.select(TABLE.c.state).where(TABLE.c.office == office, over)).scalars())
    return len(states), states.count(OfficeCaseState.ARCHIVED.name)


def _assemble(session: Session, seal: Seal, rows: list[Any]) -> list[OfficeCase]:
    parties = parties_of(session, seal, [row.name for row in rows])
    return [_read(row, parties=parties[row.name]) for row in rows]
