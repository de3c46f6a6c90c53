"""Everything that both databases say at one moment, read once and then compared.

It must not repair or judge.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.events.event_log import Head, read_head, read_published
from chassis.schema import alarm, audit_entry, cursor, event_log, inbox, parked_event
from tests.proofs.house import LISTENER, SOURCE, House
from tests.proofs.journal import Effects, read_journal

RECEIVED, DECIDED, REGISTERED = "ApplicationReceived", "ApplicationDecided", "InstitutionRegistered"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One event of legal_aid's log."""

    seq: int
    event_id: str
    position: int | None
    kind: str
    subject: str
    institution: str
    counts_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One event in supervision's inbox."""

    event_id: str
    log_id: str
    position: int
    waits: bool


@dataclass(slots=True, kw_only=True)
class Books:
    """legal_aid's log, nouns and audit entries; supervision's inbox, tallies and journal."""

    head: Head
    published: int
    log: list[LogRow]
    audits: list[tuple[str, str]]
    nouns: list[str]
    cursor: tuple[str, int, str]
    inbox: list[InboxRow]
    tallies: dict[str, tuple[int, int, int, int]]
    journal: Effects
    trouble: list[str] = field(default_factory=list)


def read_books(house: House) -> Books:
    """Both databases; nothing may be under way."""
    with house.reading(SOURCE) as session:
        ours = {
            "head": read_head(session), "published": read_published(session), "log": _rows(session, event_log, _log_row),
            "audits": _rows(session, audit_entry, lambda row: (row.cause, f"{row.action} {row.object}")),
            "nouns": _nouns(session), "trouble": _rows(session, alarm, lambda row: f"alarm {row.kind} {row.detail}"),
        }  # fmt: skip
    with house.reading(LISTENER) as session:
        places = _rows(session, cursor, lambda row: (row.log_id, row.applied, row.halted))
        theirs = {
            "cursor": places[0] if places else ("", 0, ""),
            "inbox": _rows(session, inbox, _inbox_row), "tallies": _tallies(session), "journal": read_journal(session),
        }  # fmt: skip
        ours["trouble"] += _rows(session, alarm, lambda row: f"alarm {row.kind} {row.detail}")
        ours["trouble"] += _rows(session, parked_event, lambda row: f"parked {row.position} {row.error}")
    return Books(**ours, **theirs)


def _rows(session: Session, table: sa.Table, read: Callable[[sa.Row[tuple[object, ...]]], object]) -> list[object]:
    return [read(row) for row in session.execute(sa.select(table))]


def _log_row(row: sa.Row[tuple[object, ...]]) -> LogRow:
    body = json.loads(row.body)
    kind = row.type.rpartition(".")[2]
    return LogRow(seq=row.seq, event_id=row.id, position=row.position, kind=kind, subject=row.subject,
                  institution=body["institution"], counts_as=body.get("outcome", kind))  # fmt: skip


def _inbox_row(row: sa.Row[tuple[object, ...]]) -> InboxRow:
    return InboxRow(event_id=row.event_id, log_id=row.log_id, position=row.position, waits=row.body is not None)


def _nouns(session: Session) -> list[str]:
    found = [f"institution.create {row.name}" for row in session.execute(sa.text("SELECT name FROM institution"))]
    found += [f"application.receive {row.name}" for row in session.execute(sa.text("SELECT name FROM application"))]
    decided = session.execute(sa.text("SELECT application FROM decision"))
    return found + [f"application.decide {row.application}" for row in decided]


def _tallies(session: Session) -> dict[str, tuple[int, int, int, int]]:
    rows = session.execute(sa.text("SELECT * FROM institution_tally"))
    return {
        row.institution: (row.received_count, row.granted_count, row.refused_count, row.as_of_position) for row in rows
    }
