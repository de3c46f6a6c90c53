"""Contacts with judicial staff and part-time posts: declared, or found and not declared (SV-09, SV-83).

The register must not judge: what nobody declared becomes a clue, and people verify it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.clue import NO_ITEM, ClueSource
from services.supervision.domain.clue_report import ClueReport
from services.supervision.domain.documented import Documented
from services.supervision.domain.supervised_unit import SupervisedUnit, UnitPerson


class ConductKind(enum.Enum):
    """What is declared."""

    JUDICIAL_CONTACT = enum.auto()
    PART_TIME_POST = enum.auto()


class ConductOrigin(enum.Enum):
    """How it came into the register."""

    DECLARED = enum.auto()
    FOUND = enum.auto()


class ConductState(enum.Enum):
    """Where an entry stands."""

    DECLARED = enum.auto()
    UNDECLARED = enum.auto()
    ENDED = enum.auto()


_S = ConductState
MOVES: Moves[ConductState] = {
    _S.DECLARED: {"end": frozenset({_S.ENDED})},
    _S.UNDECLARED: {"end": frozenset({_S.ENDED})},
    _S.ENDED: {},
}
SUMMARIES = {
    ConductKind.JUDICIAL_CONTACT: "发现未申报的与司法人员接触交往",
    ConductKind.PART_TIME_POST: "发现未申报的兼职",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductDraft:
    """What is entered; `person` is the id within the unit."""

    kind: ConductKind
    origin: ConductOrigin
    unit: str
    person: str
    counterpart: str
    matter: str
    from_date: dt.date
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductWords:
    """What lies sealed."""

    counterpart: str
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductDeclaration(ConductDraft):
    """One entry as it stands."""

    name: str
    division: str
    clue: str
    until_date: dt.date | None
    end_document: str
    state: ConductState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductFilter:
    """What a list asks for; None and empty mean any."""

    state: ConductState | None
    kind: ConductKind | None
    unit: str
    person: str


def worker(unit: SupervisedUnit, person: str) -> UnitPerson:
    """Who is meant (SV-83). Raises PERSON_UNKNOWN."""
    found = next((one for one in unit.people if one.person == person), None)
    if found is None:
        message = "该单位没有此人（SV-83）。请按单位人员名单核对 conduct_declaration.person。"
        raise RuleViolated("PERSON_UNKNOWN", message, rules=("SV-83",))
    return found


def refuse_declared(draft: ConductDraft, known: Iterable[ConductDeclaration]) -> None:
    """What goes on and stands in the register is entered once (SV-83). Raises CONDUCT_DECLARED."""
    for one in known:
        same = (one.kind, one.counterpart) == (draft.kind, draft.counterpart)
        goes_on = one.kind is ConductKind.PART_TIME_POST and one.state is not _S.ENDED
        if same and (goes_on or one.from_date == draft.from_date):
            message = "该人员的这一接触或者兼职已在登记簿中（SV-83），不能重复登记。请从登记簿中查找。"
            raise Refusal(Kind.ALREADY_EXISTS, "CONDUCT_DECLARED", message, metadata={"rules": "SV-83"})


def entered(draft: ConductDraft, unit: SupervisedUnit, *, name: str, now: dt.datetime) -> ConductDeclaration:
    """An entry; what was found waits for its clue (SV-83)."""
    values = {field.name: getattr(draft, field.name) for field in fields(ConductDraft)}
    declared = draft.origin is ConductOrigin.DECLARED
    return ConductDeclaration(
        **values, name=name, division=unit.division, clue="", until_date=None, end_document="",
        state=_S.DECLARED if declared else _S.UNDECLARED, create_time=now, etag="1",
    )  # fmt: skip


def clue_of(made: ConductDeclaration, unit: SupervisedUnit, entry: Entry) -> ClueReport | None:
    """What nobody declared, as a clue about whom the register names (SV-09, SV-83); None for what was declared."""
    if made.state is not _S.UNDECLARED:
        return None
    return ClueReport(
        source=ClueSource.INSPECTION, source_reference=made.name, division=made.division,
        owner=worker(unit, made.person).subject or unit.subject, item=NO_ITEM, summary=SUMMARIES[made.kind],
        is_complaint=False, happened_date=entry.happened_date, entry_reason=entry.reason,
    )  # fmt: skip


def with_clue(made: ConductDeclaration, clue: str) -> ConductDeclaration:
    """Its clue was opened."""
    return replace(made, clue=clue)


def allow(found: ConductDeclaration, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, found.state, action, what="申报", etag=found.etag, given=etag)


def ended(found: ConductDeclaration, told: Documented, entry: Entry) -> ConductDeclaration:
    """The day is its last one (SV-83)."""
    return replace(
        found, state=_S.ENDED, until_date=entry.happened_date, end_document=told.document_number,
        etag=str(int(found.etag) + 1),
    )  # fmt: skip
