"""Everything that both databases say at one moment, read once and then compared.

It must not repair or judge.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.deadlines import CALENDAR_MISSING
from chassis.events.event_log import Head, read_head, read_published
from chassis.schema import alarm, audit_entry, cursor, event_log, inbox, parked_event
from tests.proofs.house import LISTENER, SOURCE, House
from tests.proofs.journal import Effects, read_journal

T = TypeVar("T")
RECEIVED, DECIDED, REGISTERED = "ApplicationReceived", "ApplicationDecided", "InstitutionRegistered"
OPENED, CLOCK = "CaseOpened", "DeadlineChanged"
COUNTS = (
    "received_count", "granted_count", "refused_count", "running_deadline_count", "met_deadline_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One event of legal_aid's log; `counts_as` holds what grows and, after a minus sign, what falls."""

    seq: int
    event_id: str
    position: int | None
    kind: str
    subject: str
    institution: str
    counts_as: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One event in supervision's inbox."""

    event_id: str
    log_id: str
    position: int
    waits: bool


@dataclass(slots=True, kw_only=True)
class Books:
    """legal_aid's log, nouns, cases by application and audit entries; supervision's inbox, tallies and journal."""

    head: Head
    published: int
    log: list[LogRow]
    audits: list[tuple[str, str]]
    nouns: list[str]
    cases: dict[str, str]
    cursor: tuple[str, int, str]
    inbox: list[InboxRow]
    tallies: dict[str, tuple[int, ...]]
    journal: Effects
    trouble: list[str]


def read_books(house: House) -> Books:
    """Both databases; nothing may be under way."""
    with house.reading(SOURCE) as session:
        head, published = read_head(session), read_published(session)
        log, nouns, cases = _rows(session, event_log, _log_row), _nouns(session), _cases(session)
        audits = _rows(session, audit_entry, lambda row: (str(row.cause), f"{row.action} {row.object}"))
        trouble = _alarms(session)
    with house.reading(LISTENER) as session:
        places = _rows(session, cursor, lambda row: (row.log_id, row.applied, row.halted))
        received, tallies, journal = _rows(session, inbox, _inbox_row), _tallies(session), read_journal(session)
        trouble += _alarms(session)
        trouble += _rows(session, parked_event, lambda row: f"parked {row.position} {row.error}")
    return Books(
        head=head, published=published, log=log, audits=audits, nouns=nouns, cases=cases, trouble=trouble,
        inbox=received, cursor=places[0] if places else ("", 0, ""), tallies=tallies, journal=journal,
    )  # fmt: skip


def _rows(session: Session, table: sa.Table, read: Callable[[Any], T]) -> list[T]:
    return [read(row) for row in session.execute(sa.select(table))]


def _alarms(session: Session) -> list[str]:
    """Alarms about events; that next year's calendar is not there yet is true and no fault of theirs."""
    found = session.execute(sa.select(alarm).where(alarm.c.kind != CALENDAR_MISSING))
    return [f"alarm {row.kind} {row.detail}" for row in found]


def _log_row(row: Any) -> LogRow:
    body = json.loads(row.body)
    kind = row.type.rpartition(".")[2]
    return LogRow(seq=row.seq, event_id=row.id, position=row.position, kind=kind, subject=row.subject,
                  institution=body.get("institution") or body["owner"], counts_as=_counted(kind, body))  # fmt: skip


def _counted(kind: str, body: dict[str, Any]) -> tuple[str, ...]:
    if kind == CLOCK:
        before, now = (body.get(key, "").removeprefix("DEADLINE_STATE_").lower() for key in ("previousState", "state"))
        return (f"{now}_deadline_count", *([f"-{before}_deadline_count"] if before else []))
    if kind == DECIDED:
        return ("granted_count" if body["outcome"] == "OUTCOME_GRANT" else "refused_count",)
    return ("received_count",) if kind == RECEIVED else ()


def _inbox_row(row: Any) -> InboxRow:
    return InboxRow(event_id=row.event_id, log_id=row.log_id, position=row.position, waits=row.body is not None)


def _nouns(session: Session) -> list[str]:
    found = [f"institution.create {row.name}" for row in session.execute(sa.text("SELECT name FROM institution"))]
    found += [f"application.receive {row.name}" for row in session.execute(sa.text("SELECT name FROM application"))]
    decided = session.execute(sa.text("SELECT application FROM decision"))
    found += [f"application.decide {row.application}" for row in decided]
    return found + [f"case.open {name}" for name in _cases(session).values()]


def _cases(session: Session) -> dict[str, str]:
    rows = session.execute(sa.text("SELECT application, name FROM aid_case"))
    return {row.application: row.name for row in rows}


def _tallies(session: Session) -> dict[str, tuple[int, ...]]:
    rows = session.execute(sa.text("SELECT * FROM institution_tally"))
    return {row.institution: (*(getattr(row, name) for name in COUNTS), row.as_of_position) for row in rows}
