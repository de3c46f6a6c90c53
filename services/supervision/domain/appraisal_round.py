"""Appraisal rounds (民主评议、执法评议): a panel, three reports, opinions with public answers (SV-81, F-35).

They must not name who gave an opinion, and take no mark off anybody: the yearly account does.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.transition import Moves
from services.supervision.domain.documented import Documented


class AppraisalRoundKind(enum.Enum):
    """What kind of round."""

    DEMOCRATIC = enum.auto()
    LAW_ENFORCEMENT = enum.auto()


class AppraisalRoundState(enum.Enum):
    """Where a round stands."""

    PLANNED = enum.auto()
    OPEN = enum.auto()
    CLOSED = enum.auto()


class RoundReportTopic(enum.Enum):
    """What is reported in public."""

    DUTY = enum.auto()
    INTEGRITY = enum.auto()
    LAW = enum.auto()


class PanelGroup(enum.Enum):
    """Who sits on the panel."""

    PEOPLES_DEPUTY = enum.auto()
    CPPCC_MEMBER = enum.auto()
    RESIDENT = enum.auto()
    TOWNSHIP_CADRE = enum.auto()
    VILLAGE_CADRE = enum.auto()


class OpinionChannel(enum.Enum):
    """By which way an opinion came."""

    QUESTIONNAIRE = enum.auto()
    FORM = enum.auto()
    FORUM = enum.auto()
    ON_SITE = enum.auto()


_S = AppraisalRoundState
MOVES: Moves[AppraisalRoundState] = {
    _S.PLANNED: {"report": frozenset({_S.PLANNED}), "open": frozenset({_S.OPEN})},
    _S.OPEN: {
        "addOpinion": frozenset({_S.OPEN}), "answerOpinion": frozenset({_S.OPEN}), "close": frozenset({_S.CLOSED}),
    },
    _S.CLOSED: {},
}  # fmt: skip
TOPICS = {RoundReportTopic.DUTY: "述职", RoundReportTopic.INTEGRITY: "述廉", RoundReportTopic.LAW: "述法"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSeat:
    """How many of a group."""

    group: PanelGroup
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReport:
    """A report that was given in public."""

    topic: RoundReportTopic
    reported_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionDraft:
    """What came, who answers it, until when."""

    channel: OpinionChannel
    summary: str
    owner: str
    due_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpinion(OpinionDraft):
    """One opinion; `overdue` when it was answered after its last day."""

    number: int
    received_date: dt.date
    answer: str
    answered_date: dt.date | None
    answer_document: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRoundDraft:
    """What is planned."""

    kind: AppraisalRoundKind
    division: str
    title: str
    unit_title: str
    panel: tuple[PanelSeat, ...]
    panel_note: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRound(AppraisalRoundDraft):
    """One round as it stands."""

    name: str
    reports: tuple[RoundReport, ...]
    opinions: tuple[RoundOpinion, ...]
    opened_date: dt.date | None
    closed_date: dt.date | None
    asked_count: int
    returned_count: int
    state: AppraisalRoundState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRoundFilter:
    """What a list asks for; None means any."""

    state: AppraisalRoundState | None
    kind: AppraisalRoundKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReported(Documented):
    """A report was given."""

    topic: RoundReportTopic


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAnswer(Documented):
    """A public answer to one opinion."""

    number: int
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEnd(Documented):
    """How many were asked, how many answered."""

    asked_count: int
    returned_count: int
