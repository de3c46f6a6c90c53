"""Units under supervision: who works there, which section is in charge for what (SV-72). It must not run a campaign."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace
from typing import Any

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.subject import SubjectType, check_subject


class UnitTopic(enum.Enum):
    """What a unit answers in a campaign (SV-74)."""

    LEGAL_AID = enum.auto()
    LEGAL_SERVICES = enum.auto()
    LOCAL_BODIES = enum.auto()


class SupervisedUnitState(enum.Enum):
    """Where a unit stands."""

    ACTIVE = enum.auto()
    CLOSED = enum.auto()


_A = SupervisedUnitState.ACTIVE
MOVES: Moves[SupervisedUnitState] = {
    _A: {
        "assignSection": frozenset({_A}), "enterPerson": frozenset({_A}), "leavePerson": frozenset({_A}),
        "close": frozenset({SupervisedUnitState.CLOSED}),
    },
    SupervisedUnitState.CLOSED: {},
}  # fmt: skip
TOPICS = {
    SubjectType.INSTITUTION: UnitTopic.LEGAL_AID,
    SubjectType.LAW_FIRM: UnitTopic.LEGAL_SERVICES,
    SubjectType.OFFICE: UnitTopic.LEGAL_SERVICES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSection:
    """Which section is in charge, for what."""

    topic: UnitTopic
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPerson:
    """Somebody who works or worked there; `until_date` is the last day."""

    person: str
    full_name: str
    position: str
    subject: str
    since_date: dt.date
    until_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisedUnitDraft:
    """What is entered; ids of people are not read."""

    subject_type: SubjectType
    subject: str
    title: str
    division: str
    sections: tuple[UnitSection, ...]
    people: tuple[UnitPerson, ...]
    ledgers: tuple[str, ...]
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisedUnit(SupervisedUnitDraft):
    """One unit."""

    name: str
    topic: UnitTopic
    state: SupervisedUnitState
    create_time: dt.datetime
    etag: str

    @property
    def section(self) -> str:
        """The section in charge of it for its own topic; empty when nobody is (SV-72)."""
        return next((one.section for one in self.sections if one.topic is self.topic), "")

    def staff(self, on: dt.date) -> tuple[UnitPerson, ...]:
        """Who works there on the day."""
        return tuple(
            one for one in self.people if one.since_date <= on and (one.until_date is None or on <= one.until_date)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisedUnitFilter:
    """What a list asks for; None means any."""

    subject_type: SubjectType | None
    state: SupervisedUnitState | None


def topic_of(kind: SubjectType) -> UnitTopic:
    """Form F-01 is the legal-aid form alone; firms and offices answer five topics (SV-74)."""
    return TOPICS.get(kind, UnitTopic.LOCAL_BODIES)


def registered(draft: SupervisedUnitDraft, *, name: str, ids: tuple[str, ...], now: dt.datetime) -> SupervisedUnit:
    """A unit with its people, whose `ids` stand in their order (SV-72). Raises SUBJECT_MISMATCH, TOPIC_TWICE."""
    check_subject(draft.subject_type, draft.subject)
    topics = [one.topic for one in draft.sections]
    if len(set(topics)) < len(topics):
        text = "同一整治内容只能有一个主管科室（SV-72），请保留一个"
        raise InvalidFields(
            (Violation(field="supervised_unit.sections", reason="TOPIC_TWICE", description=text),)
        )  # fmt: skip
    people = tuple(_newcomer(one, person) for one, person in zip(draft.people, ids, strict=True))
    values = {field.name: getattr(draft, field.name) for field in fields(SupervisedUnitDraft)}
    return SupervisedUnit(
        **{**values, "people": people}, name=name, topic=topic_of(draft.subject_type), state=_A, create_time=now,
        etag="1",
    )  # fmt: skip


def allow(unit: SupervisedUnit, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, unit.state, action, what="被监督单位", etag=unit.etag, given=etag)


def assigned(unit: SupervisedUnit, section: UnitSection) -> SupervisedUnit:
    """The section is in charge from now on, in place of the one before (SV-72)."""
    others = tuple(one for one in unit.sections if one.topic is not section.topic)
    return _changed(unit, sections=(*others, section))


def with_person(unit: SupervisedUnit, draft: UnitPerson, person: str) -> SupervisedUnit:
    """Somebody more works there (SV-72). Raises ALREADY_EXISTS `PERSON_ENTERED`."""
    if draft.subject and any(one.subject == draft.subject and one.until_date is None for one in unit.people):
        message = "该人员已登记在本单位（SV-72），不能重复登记。请核对 person.subject。"
        raise Refusal(Kind.ALREADY_EXISTS, "PERSON_ENTERED", message, metadata={"rules": "SV-72"})
    return _changed(unit, people=(*unit.people, _newcomer(draft, person)))


def without_person(unit: SupervisedUnit, person: str, until: dt.date) -> SupervisedUnit:
    """The day is somebody's last one there (SV-72). Raises PERSON_UNKNOWN, and InvalidFields for a day too early."""
    found = next((one for one in unit.people if one.person == person and one.until_date is None), None)
    if found is None:
        raise RuleViolated(
            "PERSON_UNKNOWN", "本单位没有该在岗人员（SV-72）。请按单位人员名单核对 person。", rules=("SV-72",)
        )
    if until < found.since_date:
        text = "离岗日期早于到岗日期（SV-72），请核对日期"
        raise InvalidFields((Violation(field="until_date", reason="DATE_BEFORE_PREVIOUS", description=text),))
    left = replace(found, until_date=until)
    return _changed(unit, people=tuple(left if one is found else one for one in unit.people))


def closed(unit: SupervisedUnit) -> SupervisedUnit:
    """The unit is no more; campaigns that run keep it."""
    return _changed(unit, state=SupervisedUnitState.CLOSED)


def unit_registered() -> Refusal:
    """ALREADY_EXISTS: the unit stands in the register."""
    message = "该单位已登记（SV-72），不能重复登记。请核对 supervised_unit.subject 和名称。"
    return Refusal(Kind.ALREADY_EXISTS, "UNIT_REGISTERED", message, metadata={"rules": "SV-72"})


def _newcomer(draft: UnitPerson, person: str) -> UnitPerson:
    return replace(draft, person=person, until_date=None)


def _changed(unit: SupervisedUnit, **values: Any) -> SupervisedUnit:
    return replace(unit, etag=str(int(unit.etag) + 1), **values)
