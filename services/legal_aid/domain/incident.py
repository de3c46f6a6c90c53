"""Incidents: what head and bureau must know of the same day (突发事件、群体性事件、信访, LA-136).

It must not change who is eligible, and it must not count contacts itself.
"""

from __future__ import annotations

import datetime as dt
import enum
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class IncidentKind(enum.Enum):
    """What it is."""

    PUBLIC_EMERGENCY = enum.auto()
    MASS_INCIDENT = enum.auto()
    PETITION = enum.auto()


class IncidentState(enum.Enum):
    """Where an incident stands."""

    RAISED = enum.auto()
    REPORTED = enum.auto()
    CLOSED = enum.auto()


_S = IncidentState
MOVES: Moves[IncidentState] = {
    _S.RAISED: {"report": frozenset({_S.REPORTED})},
    _S.REPORTED: {"recordProgress": frozenset({_S.REPORTED}), "close": frozenset({_S.CLOSED})},
    _S.CLOSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentProgress:
    """What was done on a day."""

    progress_date: dt.date
    text: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDraft:
    """What is entered."""

    institution: str
    kind: IncidentKind
    title: str
    opponent: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(IncidentDraft):
    """An incident with its progress."""

    name: str
    division: str
    contacts: tuple[str, ...]
    raised_date: dt.date
    state: IncidentState
    reported_date: dt.date | None
    reported_late: bool
    document_number: str
    lead: str
    progress_due_date: dt.date | None
    progress: tuple[IncidentProgress, ...]
    conclusion: str
    closed_date: dt.date | None
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    kind: IncidentKind | None
    state: IncidentState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """Who leads, and the number of the report to head and bureau."""

    document_number: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressEntry:
    """What was done."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEnding:
    """How it ended."""

    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRaised:
    """An incident was raised."""

    incident: str
    institution: str
    division: str
    kind: IncidentKind
    raised_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstOpponent:
    """Somebody who came against an opponent."""

    contact: str
    person_name: str
    phone: str


def raise_incident(
    draft: IncidentDraft, *, name: str, division: str, contacts: tuple[str, ...], on: dt.date, now: dt.datetime
) -> Incident:  # fmt: skip
    """A new incident (LA-136). Raises InvalidFields REQUIRED for many people against nobody."""
    if draft.kind is IncidentKind.MASS_INCIDENT and not draft.opponent:
        text = "群体性事件请填写所涉对方单位（LA-136）"
        raise InvalidFields((Violation(field="incident.opponent", reason="REQUIRED", description=text),))
    return Incident(
        institution=draft.institution, kind=draft.kind, title=draft.title, opponent=draft.opponent,
        facts=draft.facts, name=name, division=division, contacts=contacts, raised_date=on, state=_S.RAISED,
        reported_date=None, reported_late=False, document_number="", lead="", progress_due_date=None, progress=(),
        conclusion="", closed_date=None, create_time=now, etag="1",
    )  # fmt: skip


def mass_draft(institution: str, opponent: str) -> IncidentDraft:
    """The incident that the number of people raises by itself (LA-136)."""
    return IncidentDraft(
        institution=institution, kind=IncidentKind.MASS_INCIDENT, title="多人就同一单位来访来电", opponent=opponent,
        facts="",
    )  # fmt: skip


def people_of(found: Iterable[AgainstOpponent]) -> int:
    """How many people came: the same name and number are one, everybody without either is one more (LA-136)."""
    return len({(one.person_name, one.phone) if one.person_name or one.phone else one.contact for one in found})


def opponent_key(opponent: str) -> str:
    """What two spellings of one opponent have in common: no blanks, one width, one case."""
    return "".join(unicodedata.normalize("NFKC", opponent).casefold().split())


def report(incident: Incident, said: IncidentReport, *, on: dt.date, next_day: dt.date) -> Incident:
    """Head and bureau are told the same day, and one person leads (LA-136)."""
    return replace(
        incident, state=_S.REPORTED, reported_date=on, reported_late=on > incident.raised_date,
        document_number=said.document_number, lead=said.lead, progress_due_date=next_day,
    )  # fmt: skip


def record_progress(
    incident: Incident, said: ProgressEntry, *, by: str, is_head: bool, on: dt.date, next_day: dt.date
) -> Incident:
    """What was done, each working day (LA-136). Raises RuleViolated NOT_THE_LEAD."""
    if by != incident.lead and not is_head:
        raise RuleViolated(
            "NOT_THE_LEAD", "进展由指定的牵头人录入（LA-136）。请由牵头人或者负责人录入。", rules=("LA-136",)
        )
    late = incident.progress_due_date is not None and on > incident.progress_due_date
    entry = IncidentProgress(progress_date=on, text=said.text, late=late)
    return replace(incident, progress=(*incident.progress, entry), progress_due_date=next_day)


def close_incident(incident: Incident, said: IncidentEnding, *, on: dt.date) -> Incident:
    """It is over (LA-136)."""
    return replace(incident, state=_S.CLOSED, conclusion=said.conclusion, closed_date=on, progress_due_date=None)


def allow(incident: Incident, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, incident.state, action, what="突发群体信访事项", etag=incident.etag, given=etag)


def raised(incident: Incident) -> IncidentRaised:
    """The fact of a new incident."""
    return IncidentRaised(
        incident=incident.name, institution=incident.institution, division=incident.division, kind=incident.kind,
        raised_date=incident.raised_date,
    )  # fmt: skip
