"""Rows of observed facts and of red flags. It must not decide what is one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.supervision.domain.detector import Observation
from services.supervision.domain.monthly_count import month_of
from services.supervision.domain.red_flag import RedFlag, RedFlagFilter, RedFlagState
from services.supervision.persistence.row import Row


class ObservationRow(Row):
    """One fact, as it was told."""

    __tablename__ = "observation"
    __table_args__ = (sa.Index("observation_by_institution", "institution", "month"),)

    source: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    faults: Mapped[list[str]] = mapped_column(sa.JSON)
    month: Mapped[str] = mapped_column(sa.Text)
    happened_date: Mapped[dt.date]


class RedFlagRow(Row):
    """One red flag: one for each detector, institution and month."""

    __tablename__ = "red_flag"
    __table_args__ = (
        sa.UniqueConstraint("detector", "institution", "month", name="red_flag_cause"),
        sa.Index("red_flag_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    detector: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    month: Mapped[str] = mapped_column(sa.Text)
    item: Mapped[int]
    rule_id: Mapped[str] = mapped_column(sa.Text)
    threshold: Mapped[int]
    provenance: Mapped[list[Any]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(sa.Text)
    clue: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    decided_date: Mapped[dt.date | None]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


FACTS = cast("sa.Table", ObservationRow.__table__)
TABLE = cast("sa.Table", RedFlagRow.__table__)
_read, _write = from_row(RedFlag, TABLE), to_values(RedFlag, TABLE)
_read_fact, _write_fact = from_row(Observation, FACTS), to_values(Observation, FACTS)
_KEEP = Upsert(FACTS, lambda row: row.on_conflict_do_nothing())


def keep_observation(session: Session, fact: Observation) -> None:
    """Keep a fact; one that is told again changes nothing."""
    _KEEP.run(session, {**_write_fact(fact), "month": month_of(fact.happened_date)})


def observed(session: Session, institution: str, month: str) -> list[Observation]:
    """The facts of an institution and month, in the order in which they were told."""
    query = sa.select(FACTS).where(FACTS.c.institution == institution, FACTS.c.month == month)
    return [_read_fact(row) for row in session.execute(query.order_by(FACTS.c.source, FACTS.c.position))]


def lock_flag(session: Session, detector: str, institution: str, month: str) -> RedFlag | None:
    """What the detector has raised of an institution and month, locked."""
    query = sa.select(TABLE).where(
        TABLE.c.detector == detector, TABLE.c.institution == institution, TABLE.c.month == month
    )
    row = session.execute(query.with_for_update()).one_or_none()
    return None if row is None else _read(row)


def insert_flag(session: Session, flag: RedFlag) -> None:
    """Write a new one. IntegrityError when another transaction raised it meanwhile."""
    session.execute(sa.insert(TABLE).values(_write(flag)))


def update_flag(session: Session, flag: RedFlag) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == flag.name).values(_write(flag)))


def load_flag(session: Session, name: str, principal: Principal, *, lock: bool = False) -> RedFlag | None:
    """The one of the name, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_flags(session: Session, wanted: RedFlagFilter, page: Page, principal: Principal) -> list[RedFlag]:
    """A page in order of raising, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, detector=wanted.detector, state=wanted.state)
    return [_read(row) for row in session.execute(query)]


def count_states(session: Session, principal: Principal) -> dict[str, dict[RedFlagState, int]]:
    """Detector → state → how many within the caller's divisions."""
    query = (
        sa.select(TABLE.c.detector, TABLE.c.state, sa.func.count())
        .where(in_scope(TABLE.c.division, principal))
        .group_by(TABLE.c.detector, TABLE.c.state)
    )
    found: dict[str, dict[RedFlagState, int]] = defaultdict(dict)
    for detector, state, count in session.execute(query):
        found[detector][RedFlagState[state]] = count
    return found
