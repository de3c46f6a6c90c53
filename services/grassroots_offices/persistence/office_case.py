"""Rows of the case register of offices. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
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
from services.grassroots_offices.domain.office_case import RUNNING, OfficeCase, OfficeCaseFilter, OfficeCaseState
from services.grassroots_offices.persistence.case_party import insert_parties, known_in_office, parties_of
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
    session: Session, seal: Seal, wanted: OfficeCaseFilter, page: Page, principal: Principal
) -> list[OfficeCase]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, state=wanted.state, kind=wanted.kind, office=wanted.office, handler=wanted.handler
    )  # fmt: skip
    return _assemble(session, seal, list(session.execute(query)))


def known_parties(
    session: Session, office: str, parties: tuple[IndexedParty, ...], *, but: str = ""
) -> list[KnownParty]:  # fmt: skip
    """Parties of the office's other matters that share a name or a number with one of these."""
    return known_in_office(session, TABLE, office, parties, but=but)


def cases_over(session: Session, seal: Seal, office: str) -> list[OfficeCase]:
    """The office's matters that are closed or in the archive, in order of name (GO-84)."""
    query = sa.select(TABLE).where(TABLE.c.office == office, TABLE.c.state.in_([one.name for one in OVER]))
    return _assemble(session, seal, list(session.execute(query.order_by(TABLE.c.name))))


def has_running(session: Session, practitioner: str) -> bool:
    """Whether somebody handles a matter that is registered or approved; his row is locked meanwhile (GO-37)."""
    there = sa.exists().where(TABLE.c.handler == practitioner, TABLE.c.state.in_([one.name for one in RUNNING]))
    return bool(session.execute(sa.select(there)).scalar_one())


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
    over = sa.select(TABLE.c.steps).where(*own, TABLE.c.state.in_([one.name for one in OVER]))
    closings = [
        one["happened_date"] for steps in session.execute(over).scalars() for one in steps if one["action"] == "close"
    ]  # fmt: skip
    days = [dt.date.fromisoformat(one) for one in closings]
    return CaseTotals(accepted=len(late), in_time=late.count(False), closed=sum(first <= day <= last for day in days))


def count_over(session: Session, office: str) -> tuple[int, int]:
    """How many matters of the office are over, and how many of these are in the archive, the last step (GO-17)."""
    over = TABLE.c.state.in_([one.name for one in OVER])
    states = list(session.execute(sa.select(TABLE.c.state).where(TABLE.c.office == office, over)).scalars())
    return len(states), states.count(OfficeCaseState.ARCHIVED.name)


def _assemble(session: Session, seal: Seal, rows: list[Any]) -> list[OfficeCase]:
    parties = parties_of(session, seal, [row.name for row in rows])
    return [_read(row, parties=parties[row.name]) for row in rows]
