"""A member was penalised: his superior party organisation must hear of it (XF-26). It must not judge the penalty."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.member import Member


class PenaltyReportState(enum.Enum):
    """Where a report stands."""

    OWED = enum.auto()
    REPORTED = enum.auto()


MOVES: Moves[PenaltyReportState] = {
    PenaltyReportState.OWED: {"report": frozenset({PenaltyReportState.REPORTED})}, PenaltyReportState.REPORTED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardPenalty:
    """What grassroots_offices tells; `subject` is a practitioner or an office."""

    penalty: str
    subject: str
    violation_code: str
    decided_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaper(Happening):
    """When and on which paper the superior organisation was told."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyReport:
    """One report; `party_organisation` empty for a member without one."""

    name: str
    member: str
    party_organisation: str
    penalty: str
    violation_code: str
    decided_date: dt.date
    state: PenaltyReportState
    reported_date: dt.date | None
    document_number: str
    late: bool
    entry_reason: str
    division: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyReportFilter:
    """What a list asks for; None and empty mean any."""

    state: PenaltyReportState | None
    member: str


def owed(heard: HeardPenalty, member: Member, *, name: str, now: dt.datetime) -> PenaltyReport:
    """The report that a member's penalty asks for (XF-26)."""
    return PenaltyReport(
        name=name, member=member.name, party_organisation=member.organisation, penalty=heard.penalty,
        violation_code=heard.violation_code, decided_date=heard.decided_date, state=PenaltyReportState.OWED,
        reported_date=None, document_number="", late=False, entry_reason="", division=member.division, deadlines=(),
        create_time=now, etag="1",
    )  # fmt: skip


def reported(report: PenaltyReport, entry: Entry, *, document: str) -> PenaltyReport:
    """The superior organisation was told (XF-26)."""
    return replace(
        report, state=PenaltyReportState.REPORTED, reported_date=entry.happened_date, document_number=document,
        late=entry.late, entry_reason=entry.reason, etag=str(int(report.etag) + 1),
    )  # fmt: skip


def allow(report: PenaltyReport, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, report.state, action, what="党员受处罚报告", etag=report.etag, given=etag)
