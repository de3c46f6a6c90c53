"""Rows of deadlines: load, find, save. It must not decide when a duty ends; the kernel does.

NOTE: lock order is the subject's own row first, then its deadlines by name; jobs pass over what is locked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.deadline import Deadline, DeadlineFilter, DeadlineState
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.schema import calendar_year, deadline
from chassis.scoped_page import scoped_page

T = deadline.c
_INSERT = sa.insert(deadline)
_UPDATE = sa.update(deadline).where(T.name == sa.bindparam("row"))
_LOAD = sa.select(deadline).where(T.subject == sa.bindparam("whose"), T.kind == sa.bindparam("which"))
_LOCK = _LOAD.with_for_update()
_OF_SUBJECTS = (
    sa.select(deadline).where(T.subject.in_(sa.bindparam("subjects", expanding=True))).order_by(T.subject, T.name)
)
_read = from_row(Deadline, deadline)
_write = to_values(Deadline, deadline)


def insert_deadline(session: Session, new: Deadline) -> None:
    """Write a deadline that has begun."""
    session.execute(_INSERT, _write(new))


def update_deadline(session: Session, changed: Deadline) -> None:
    """Write a deadline that was locked when it was loaded."""
    session.execute(_UPDATE, {"row": changed.name, **_write(changed)})


def load_deadline(session: Session, subject: str, kind: str, *, lock: bool = False) -> Deadline | None:
    """The subject's deadline of the kind; with `lock` nobody else may change it meanwhile."""
    row = session.execute(_LOCK if lock else _LOAD, {"whose": subject, "which": kind}).one_or_none()
    return None if row is None else _read(row)


def load_deadline_named(session: Session, name: str, principal: Principal) -> Deadline | None:
    """One deadline within the caller's divisions."""
    query = sa.select(deadline).where(T.name == name, in_scope(T.division, principal))
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def lock_deadlines(session: Session, subject: str) -> list[Deadline]:
    """All deadlines of the subject in order of name, locked until the transaction ends."""
    query = sa.select(deadline).where(T.subject == subject).order_by(T.name)
    return _read_all(session.execute(query.with_for_update()))


def take_batch(session: Session, wanted: sa.ColumnElement[bool], size: int) -> list[Deadline]:
    """The first ones by due date and name, locked; those that somebody else is changing are passed over."""
    query = sa.select(deadline).where(wanted).order_by(T.due_date, T.name).limit(size)
    return _read_all(session.execute(query.with_for_update(skip_locked=True)))


def deadlines_of(session: Session, subjects: list[str]) -> dict[str, tuple[Deadline, ...]]:
    """The deadlines of each subject in the order in which they began; subjects without one are missing.

    It asks no row scope: the caller has loaded the subjects within it.
    """
    found: dict[str, tuple[Deadline, ...]] = {}
    for item in _read_all(session.execute(_OF_SUBJECTS, {"subjects": subjects})) if subjects else ():
        found[item.subject] = (*found.get(item.subject, ()), item)
    return found


def find_deadlines(session: Session, wanted: DeadlineFilter, page: Page, principal: Principal) -> list[Deadline]:
    """A page by name within the caller's divisions, with one row more than its size when there is another page."""
    query = scoped_page(deadline, page, principal, state=wanted.state, kind=wanted.kind, owner=wanted.owner)
    if wanted.due_before is not None:
        query = query.where(T.due_date <= wanted.due_before)
    return _read_all(session.execute(query))


def past_due(today: dt.date, now: dt.datetime) -> sa.ColumnElement[bool]:
    """Running deadlines whose last day, or for hours whose last instant, is over."""
    by_day = sa.and_(T.due_time.is_(None), T.due_date < today)
    return sa.and_(T.state == DeadlineState.RUNNING.name, T.due_date <= today, sa.or_(by_day, T.due_time < now))


def resolvable() -> sa.ColumnElement[bool]:
    """Unresolved deadlines whose missing year is there now."""
    loaded = sa.select(calendar_year.c.year)
    return sa.and_(T.state == DeadlineState.UNRESOLVED.name, T.unresolved_year.in_(loaded))


def waits_for(session: Session, year: int) -> bool:
    """Whether a deadline is unresolved for want of the year."""
    waiting = sa.exists().where(T.state == DeadlineState.UNRESOLVED.name, T.unresolved_year == year)
    return bool(session.execute(sa.select(waiting)).scalar_one())


def _read_all(rows: Iterable[Any]) -> list[Deadline]:
    return [_read(row) for row in rows]
