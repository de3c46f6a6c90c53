"""Inspections at a unit: planned, approved, started, signed, closed (SV-04, SV-05, SV-61, SV-66, P-03).

It must not know who stands behind a key, and it names no target of a spot check before the start.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.inspection_record import InspectionRecord


class InspectionKind(enum.Enum):
    """What kind of inspection."""

    SECTION_CHECK = enum.auto()
    SPOT_CHECK = enum.auto()
    MUTUAL = enum.auto()
    RANDOM = enum.auto()
    FOLLOW_UP = enum.auto()
    LOOK_BACK = enum.auto()


class InspectionState(enum.Enum):
    """Where an inspection stands."""

    PLANNED = enum.auto()
    APPROVED = enum.auto()
    STARTED = enum.auto()
    SIGNED = enum.auto()
    CLOSED = enum.auto()


class UnitAnswer(enum.Enum):
    """Whether the unit's person signed."""

    SIGNED = enum.auto()
    REFUSED = enum.auto()


_S = InspectionState
MOVES: Moves[InspectionState] = {
    _S.PLANNED: {"approve": frozenset({_S.APPROVED})},
    _S.APPROVED: {"start": frozenset({_S.STARTED}), "replay": frozenset({_S.STARTED, _S.SIGNED})},
    _S.STARTED: {
        "addEvidence": frozenset({_S.STARTED}), "record": frozenset({_S.STARTED}),
        "sign": frozenset({_S.STARTED, _S.SIGNED}), "replay": frozenset({_S.STARTED, _S.SIGNED}),
    },
    _S.SIGNED: {
        "addEvidence": frozenset({_S.SIGNED}), "answer": frozenset({_S.SIGNED}),
        "close": frozenset({_S.CLOSED}), "replay": frozenset({_S.SIGNED}),
    },
    _S.CLOSED: {"replay": frozenset({_S.CLOSED})},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionSignature:
    """An officer's signature over the canonical record, with the key it was made with (hexadecimal)."""

    officer: str
    public_key: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvidence:
    """A content in the file store."""

    title: str
    media_type: str
    sha256: str
    size_bytes: int
    storage_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResponse:
    """The unit's person signs, or refuses before a witness."""

    answer: UnitAnswer
    person: str
    reason: str
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionConflict:
    """A signed record from outside that differs from what was recorded here meanwhile; nothing was overwritten."""

    record_sha256: str
    record: InspectionRecord
    signatures: tuple[InspectionSignature, ...]
    fields: tuple[str, ...]
    received_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPlan:
    """What is planned; what is empty depends on the kind."""

    kind: InspectionKind
    division: str
    unit: str
    target_commitment: str
    campaign: str
    draw: str
    rectification: str
    checking_unit: str
    officers: tuple[str, ...]
    checklist: str
    planned_date: dt.date
    superior_document: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(InspectionPlan):
    """One inspection; `record_sha256` is of the canonical record."""

    name: str
    number: str
    checklist_version: int
    planned_by: str
    approved_date: dt.date | None
    approved_by: str
    approval_document: str
    started_date: dt.date | None
    unit_title: str
    evidence: tuple[StoredEvidence, ...]
    record: InspectionRecord | None
    record_sha256: str
    signatures: tuple[InspectionSignature, ...]
    response: UnitResponse | None
    conflicts: tuple[InspectionConflict, ...]
    rectifications: tuple[str, ...]
    closed_date: dt.date | None
    closed_late: bool
    state: InspectionState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFilter:
    """What a list asks for; empty and None mean any."""

    kind: InspectionKind | None
    state: InspectionState | None
    unit: str
    campaign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionClosed:
    """An inspection ended (XF-28); `unit` is the register's name of the unit, else the one it has here."""

    inspection: str
    kind: InspectionKind
    unit: str
    division: str
    problem_count: int
    off_post_count: int
    closed_date: dt.date


def inspection_number(year: int, count: int) -> str:
    """For example （2026）检查第1号."""
    return f"（{year}）检查第{count}号"


def allow(inspection: Inspection, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, inspection.state, action, what="检查", etag=inspection.etag, given=etag)


def changed(inspection: Inspection, **values: Any) -> Inspection:
    """The next version with other values."""
    return replace(inspection, etag=str(int(inspection.etag) + 1), **values)
