"""Rows of draws and the counters of their numbers. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.supervision.domain.draw import DRAWN, Draw, DrawFilter, DrawState, DrawTargetKind
from services.supervision.persistence.row import Row


class DrawRow(Row):
    """One draw."""

    __tablename__ = "draw"
    __table_args__ = (sa.Index("draw_by_division", "division", "name"), sa.Index("draw_by_state", "state"))

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    target_kind: Mapped[str] = mapped_column(sa.Text)
    mode: Mapped[str] = mapped_column(sa.Text)
    as_of_date: Mapped[dt.date]
    visit_date: Mapped[dt.date]
    items: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    officers: Mapped[list[str]] = mapped_column(sa.JSON)
    public_source: Mapped[str] = mapped_column(sa.Text)
    public_time: Mapped[dt.datetime] = mapped_column(Instant)
    replaces: Mapped[str] = mapped_column(sa.Text)
    replacement_reason: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    percent: Mapped[int]
    low_risk_percent: Mapped[int]
    min_count: Mapped[int]
    risk: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    number: Mapped[str] = mapped_column(sa.Text)
    approvers: Mapped[list[str]] = mapped_column(sa.JSON)
    roster_size: Mapped[int]
    roster_root: Mapped[str] = mapped_column(sa.Text)
    excluded_count: Mapped[int]
    officers_root: Mapped[str] = mapped_column(sa.Text)
    strata: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    secrets: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    commitment: Mapped[str] = mapped_column(sa.Text)
    commitment_sha256: Mapped[str] = mapped_column(sa.Text)
    commit_time: Mapped[dt.datetime | None] = mapped_column(Instant)
    public_value: Mapped[str] = mapped_column(sa.Text)
    drawn_date: Mapped[dt.date | None]
    started_date: Mapped[dt.date | None]
    inspected_date: Mapped[dt.date | None]
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    published_date: Mapped[dt.date | None]
    bundle_sha256: Mapped[str] = mapped_column(sa.Text)
    failure_reason: Mapped[str] = mapped_column(sa.Text)
    extensions: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class DrawCounterRow(Row):
    """The last number given out per division and year, and the lock under which draws of a division are planned."""

    __tablename__ = "draw_counter"

    division: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


TABLE = cast("sa.Table", DrawRow.__table__)
COUNTER = cast("sa.Table", DrawCounterRow.__table__)
_COUNT = Upsert(
    COUNTER,
    lambda row: row.on_conflict_do_update(
        index_elements=[COUNTER.c.division, COUNTER.c.year], set_={"last": COUNTER.c.last + row.excluded.last}
    ).returning(COUNTER.c.last),
)
_read = from_row(Draw, TABLE, left_out=("deadlines",))
_write = to_values(Draw, TABLE, left_out=("deadlines",))


def next_count(session: Session, division: str, year: int) -> int:
    """The next number, gapless: the row stays locked until the transaction that uses the number ends."""
    return int(_COUNT.run(session, {"division": division, "year": year, "last": 1}).scalar_one())


def lock_planning(session: Session, division: str, year: int) -> None:
    """Let nobody else plan a draw of the division meanwhile."""
    _COUNT.run(session, {"division": division, "year": year, "last": 0})


def insert_draw(session: Session, draw: Draw) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(draw)))


def update_draw(session: Session, draw: Draw) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == draw.name).values(_write(draw)))


def load_draw(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Draw | None:
    """The draw, if it lies within the caller's divisions."""
    return _first(session, scoped_row(TABLE, name, principal, lock=lock))


def load_waiting_draw(session: Session, name: str) -> Draw | None:
    """The draw, locked, while it waits for its roster; for the errand, which has no caller's scope."""
    query = sa.select(TABLE).where(TABLE.c.name == name, TABLE.c.state == DrawState.APPROVED.name)
    return _first(session, query.with_for_update())


def load_published_draw(session: Session, name: str) -> Draw | None:
    """The draw, once its proof is public; for everybody."""
    return _first(session, sa.select(TABLE).where(TABLE.c.name == name, TABLE.c.state == DrawState.PUBLISHED.name))


def find_draws(session: Session, wanted: DrawFilter, page: Page, principal: Principal) -> list[Draw]:
    """A page in order of entry, with one row more than its size when there is another page."""
    return _all(session, scoped_page(TABLE, page, principal, state=wanted.state))


def find_bound_draws(session: Session, page: Page) -> list[Draw]:
    """A page, everybody's, of the draws that are bound in public or were given up, in order of entry."""
    public = sa.or_(TABLE.c.commit_time.is_not(None), TABLE.c.state == DrawState.FAILED.name)
    query = sa.select(TABLE).where(public).order_by(TABLE.c.name).limit(page.size + 1)
    return _all(session, query if page.after is None else query.where(TABLE.c.name > page.after))


def waiting_draws(session: Session) -> list[Draw]:
    """Those that wait for their roster, oldest first."""
    query = sa.select(TABLE).where(TABLE.c.state == DrawState.APPROVED.name).order_by(TABLE.c.name)
    return _all(session, query)


def last_draw(session: Session, division: str, kind: DrawTargetKind) -> Draw | None:
    """The last draw of the division over the kind."""
    query = sa.select(TABLE).where(TABLE.c.division == division, TABLE.c.target_kind == kind.name)
    return _first(session, query.order_by(TABLE.c.name.desc()).limit(1))


def drawn_in(session: Session, kind: DrawTargetKind, year: int) -> list[str]:
    """Draws over the kind with a result whose visits lie in the year, wherever (SV-64)."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.target_kind == kind.name, TABLE.c.state.in_([state.name for state in DRAWN]),
        TABLE.c.visit_date.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
    )  # fmt: skip
    return list(session.execute(query.order_by(TABLE.c.name)).scalars())


def _first(session: Session, query: sa.Select[Any]) -> Draw | None:
    return next(iter(_all(session, query)), None)


def _all(session: Session, query: sa.Select[Any]) -> list[Draw]:
    rows = list(session.execute(query))
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
