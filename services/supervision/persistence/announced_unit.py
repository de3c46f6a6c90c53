"""Rows of supervised units by what their own register calls them. It must not serve requests: it knows no row scope."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.supervision.domain.supervised_unit import SupervisedUnit, SupervisedUnitState
from services.supervision.persistence.supervised_unit import TABLE, read_unit, unit_values


def lock_announced(session: Session, key: str) -> SupervisedUnit | None:
    """The unit that the register's service and name stand for."""
    return _one(session, TABLE.c.announced_as == key)


def lock_entered(session: Session, title: str, division: str) -> SupervisedUnit | None:
    """The unit at work that somebody entered by hand under the name."""
    return _one(
        session, TABLE.c.announced_as.is_(None), TABLE.c.title == title, TABLE.c.division == division,
        TABLE.c.state == SupervisedUnitState.ACTIVE.name,
    )  # fmt: skip


def insert_announced(session: Session, unit: SupervisedUnit, key: str) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values({**unit_values(unit), "announced_as": key}))


def keep_announced(session: Session, unit: SupervisedUnit, key: str) -> None:
    """Write one that was locked when it was loaded."""
    values = {**unit_values(unit), "announced_as": key}
    session.execute(sa.update(TABLE).where(TABLE.c.name == unit.name).values(values))


def _one(session: Session, *wanted: sa.ColumnElement[bool]) -> SupervisedUnit | None:
    row = session.execute(sa.select(TABLE).where(*wanted).with_for_update()).one_or_none()
    return None if row is None else read_unit(row)
