"""Open clues and rectifications in one list, with how often their class came back. It must not write.

The class of a clue is its row of F-01, or its source when it has none; that of a rectification its row. One that was
found to be false, and one that fell away, count for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_scope import in_scope
from services.supervision.domain.clue import ClueState
from services.supervision.domain.long_unresolved import LongRule, OpenMatter
from services.supervision.domain.rectification import RectificationState
from services.supervision.persistence.clue import TABLE as CLUES
from services.supervision.persistence.rectification import TABLE as RECTIFICATIONS

_SOURCE = sa.case((CLUES.c.item == 0, CLUES.c.source), else_="")
_TRUE_SO_FAR = sa.and_(
    CLUES.c.resolved_as_met.is_(False),
    CLUES.c.state != ClueState.VERIFIED_FALSE.name,
    sa.or_(CLUES.c.state != ClueState.CLOSED.name, CLUES.c.disposal.is_not(None)),
)
_OF_CLUE = sa.func.count().over(partition_by=(CLUES.c.owner, CLUES.c.item, _SOURCE))
_R = RECTIFICATIONS.c
_OF_RECTIFICATION = sa.func.count().over(partition_by=(_R.division, _R.unit_title, _R.subject, _R.item))
_CLUES = sa.select(
    CLUES.c.name, CLUES.c.number, CLUES.c.division, CLUES.c.owner, sa.literal("").label("unit_title"), CLUES.c.item,
    CLUES.c.happened_date.label("opened_date"), CLUES.c.state,
    sa.case((CLUES.c.owner == "", 1), else_=_OF_CLUE).label("same_class_count"),
).where(_TRUE_SO_FAR)  # fmt: skip
_RECTIFICATIONS = sa.select(
    _R.name, _R.number, _R.division, _R.subject.label("owner"), _R.unit_title, _R.item,
    _R.issued_date.label("opened_date"), _R.state,
    sa.case((_R.item == 0, 1), else_=_OF_RECTIFICATION).label("same_class_count"),
)  # fmt: skip
_ALL = sa.union_all(_CLUES, _RECTIFICATIONS).subquery()
_OPEN = _ALL.c.state.not_in((ClueState.CLOSED.name, RectificationState.CLOSED.name))


def open_divisions(session: Session, principal: Principal) -> list[str]:
    """The caller's divisions in which something is open."""
    query = sa.select(_ALL.c.division).distinct().where(_OPEN, in_scope(_ALL.c.division, principal))
    return list(session.execute(query.order_by(_ALL.c.division)).scalars())


def find_long(session: Session, rules: Mapping[str, LongRule], today: dt.date, page: Page) -> list[OpenMatter]:
    """A page by name of what the rule of its division lists, with one row more when there is another page."""
    listed = [
        sa.and_(
            _ALL.c.division == division,
            sa.or_(_ALL.c.opened_date <= rule.last_day(today), _ALL.c.same_class_count > rule.reopened),
        )
        for division, rule in rules.items()
    ]
    query = sa.select(_ALL).where(_OPEN, sa.or_(sa.false(), *listed), _ALL.c.name > (page.after or ""))
    return [
        OpenMatter(
            name=row.name, number=row.number, division=row.division, owner=row.owner, unit_title=row.unit_title,
            item=row.item, opened_date=row.opened_date, same_class_count=row.same_class_count,
        )
        for row in session.execute(query.order_by(_ALL.c.name).limit(page.size + 1))
    ]  # fmt: skip
