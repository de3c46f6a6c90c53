"""Facts of our own event log, and the numbers and names that a table shows beside them.

It must not read a column that may change: what is read here is written once, so that a table can be computed again.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.events.decode import EventDecoder
from chassis.events.event_log import facts_until, is_waiting, read_head
from services.legal_aid.domain.fund_goals import FundGoalsSet
from services.legal_aid.domain.fund_source import FundSourceFrozen, FundSourceMoved
from services.legal_aid.domain.notice_events import NoticeReceived
from services.legal_aid.domain.subsidy_claim import SubsidyPaid, SubsidyReversed
from services.legal_aid.domain.told import KINDS, Scope, Told
from services.legal_aid.persistence.case import TABLE as CASE
from services.legal_aid.persistence.fund_source import TABLE as SOURCE
from services.legal_aid.persistence.handling_unit import TABLE as UNIT
from services.legal_aid.persistence.notice import TABLE as NOTICE

_DECODER = EventDecoder("sifa.legal_aid.v1", KINDS)
_SOME = 500


def told_until(session: Session, position: int, scope: Scope) -> Told:
    """All facts of the scope at or before the position."""
    logged = facts_until(session, position, _DECODER.types, about=scope.text)
    facts = (_DECODER.decode(event.type, event.body) for event in logged)
    return Told(tuple(fact for fact in facts if scope.holds(fact)))


def last_position(session: Session) -> int:
    """The position of the newest numbered fact."""
    return read_head(session).position


def awaits_numbers(session: Session) -> bool:
    """Whether something that was done has no position yet."""
    return is_waiting(session)


def shown_of(session: Session, told: Told) -> dict[str, str]:
    """Case → its document number, unit and source → its name, notice → its authority: none is ever written anew."""
    paid, taken_back = told.of(SubsidyPaid), told.of(SubsidyReversed)
    cases = {*told.closed(), *(fact.case for fact in paid), *(fact.case for fact in taken_back)}
    from_cases = _texts(session, CASE.c.name, CASE.c.number, sorted(cases))
    units = {row.name: row.display_name for row in session.execute(sa.select(UNIT.c.name, UNIT.c.display_name))}
    notices = _texts(session, NOTICE.c.name, NOTICE.c.authority_name, [one.notice for one in told.of(NoticeReceived)])
    moved, frozen = told.of(FundSourceMoved), told.of(FundSourceFrozen)
    aimed = told.of(FundGoalsSet)
    funds = {fact.fund_source for facts in (moved, frozen, aimed) for fact in facts}
    sources = _texts(session, SOURCE.c.name, SOURCE.c.display_name, sorted(funds))
    return {**from_cases, **units, **notices, **sources}


def _texts(
    session: Session, key: sa.ColumnElement[str], text: sa.ColumnElement[str], names: Iterable[str]
) -> dict[str, str]:  # fmt: skip
    """Key → text, asked for in parts: a database takes so many parameters only."""
    wanted, found = list(names), dict[str, str]()
    for start in range(0, len(wanted), _SOME):
        for row in session.execute(sa.select(key, text).where(key.in_(wanted[start : start + _SOME]))):
            found[row[0]] = row[1]
    return found
