"""Proposals on a standard that cannot be carried out: they go up, and nobody answers for them (SV-80).

It must not take points from anybody.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import asdict, dataclass, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.campaign_check import Check, CheckProblem, FindingClass
from services.supervision.domain.campaign_unit import CampaignUnit
from services.supervision.domain.documented import Documented


class StandardProposalState(enum.Enum):
    """Where a proposal stands."""

    RECORDED = enum.auto()
    SENT = enum.auto()
    ANSWERED = enum.auto()


_S = StandardProposalState
MOVES: Moves[StandardProposalState] = {
    _S.RECORDED: {"send": frozenset({_S.SENT})},
    _S.SENT: {"answer": frozenset({_S.ANSWERED})},
    _S.ANSWERED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardProposalDraft:
    """What was found, and what is proposed."""

    division: str
    source_reference: str
    unit_title: str
    subject: str
    analysis: str
    proposal: str
    found_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardProposal(StandardProposalDraft):
    """One of them as it stands."""

    name: str
    found_date: dt.date
    state: StandardProposalState
    sent_to: str
    sent_date: dt.date | None
    answer: str
    answered_date: dt.date | None
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardProposalFilter:
    """What a list asks for; None means any."""

    state: StandardProposalState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending(Documented):
    """To whom it goes."""

    sent_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFromAbove(Documented):
    """What came back."""

    answer: str


def standard_finding(
    unit: CampaignUnit, check: Check, found: CheckProblem, on: dt.date
) -> StandardProposalDraft | None:
    """What a check found against the standard itself (SV-80); None for what the unit has to put right."""
    if found.finding_class is not FindingClass.STANDARD_ITSELF:
        return None
    return StandardProposalDraft(
        division=unit.division, source_reference=unit.name, unit_title=unit.title, subject=unit.subject,
        analysis=found.problem, proposal=found.measure, found_date=on, entry_reason=check.entry_reason,
    )  # fmt: skip


def recorded(draft: StandardProposalDraft, *, name: str, entry: Entry, now: dt.datetime) -> StandardProposal:
    """It is on record, without points and without a rectification (SV-80)."""
    return StandardProposal(
        **{**asdict(draft), "found_date": entry.happened_date}, name=name, state=_S.RECORDED, sent_to="",
        sent_date=None, answer="", answered_date=None, create_time=now, etag="1",
    )  # fmt: skip


def allow(proposal: StandardProposal, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, proposal.state, action, what="标准建议", etag=proposal.etag, given=etag)


def sent(proposal: StandardProposal, told: Sending, entry: Entry) -> StandardProposal:
    """It goes to who makes the standard (SV-80)."""
    return _changed(proposal, state=_S.SENT, sent_to=told.sent_to, sent_date=entry.happened_date)


def answered(proposal: StandardProposal, told: AnswerFromAbove, entry: Entry) -> StandardProposal:
    """What came back (SV-80)."""
    return _changed(proposal, state=_S.ANSWERED, answer=told.answer, answered_date=entry.happened_date)


def _changed(proposal: StandardProposal, **values: Any) -> StandardProposal:
    return replace(proposal, etag=str(int(proposal.etag) + 1), **values)
