"""Units that another service's register tells of (SV-72). It must not look anything up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.unit import UnitChanged, UnitState
from services.supervision.domain.subject import COLLECTIONS, SubjectType
from services.supervision.domain.supervised_unit import SupervisedUnit, SupervisedUnitState, topic_of


def announced(fact: UnitChanged, *, name: str, source: str, now: dt.datetime) -> SupervisedUnit:
    """A unit as it is told, without a section or people: those are supervision's own (SV-72)."""
    kind = SubjectType[fact.kind.name]
    return SupervisedUnit(
        subject_type=kind, subject=_subject(kind, fact.unit), title=fact.title, division=fact.division, sections=(),
        people=(), ledgers=(), document_number=f"{source}登记告知", name=name, topic=topic_of(kind),
        state=SupervisedUnitState[fact.state.name], create_time=now, etag="1",
    )  # fmt: skip


def followed(unit: SupervisedUnit, fact: UnitChanged) -> SupervisedUnit:
    """The last one told is the whole truth about name, place and state; what was entered here stays (SV-72)."""
    kind = SubjectType[fact.kind.name]
    return replace(
        unit, subject_type=kind, subject=_subject(kind, fact.unit), title=fact.title, division=fact.division,
        topic=topic_of(kind), state=SupervisedUnitState[fact.state.name], etag=str(int(unit.etag) + 1),
    )  # fmt: skip


def is_over(fact: UnitChanged) -> bool:
    """Whether the unit is no more: then one that never stood in the register need not."""
    return fact.state is UnitState.CLOSED


def _subject(kind: SubjectType, unit: str) -> str:
    """What the other parts of supervision call it; empty for kinds whose register they do not know (SV-76)."""
    return unit if unit.partition("/")[0] == COLLECTIONS.get(kind, "") else ""
