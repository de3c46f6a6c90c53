"""Contacts of legal aid's front desk that are handed over to an organisation, and what is answered (MD-03).

It must not call anybody.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from services.mediation.domain.dispute import (
    Dispute,
    DisputeDraft,
    DisputeMatter,
    DisputeParty,
    DisputeSource,
    DisputeState,
)
from services.mediation.domain.mediation_organisation import MediationOrganisation

SUMMARY = 1000
NOT_SAID = "来访时未说明"
CLOSED = "未登记：该调解组织已终止。"
ANSWERS = {
    DisputeState.REFUSED: "未受理。",
    DisputeState.WITHDRAWN: "当事人撤回，未调解。",
    DisputeState.SETTLED: "调解成功，已达成调解协议。",
    DisputeState.FAILED: "调解不成，已告知其他途径。",
}


class HandedContactState(enum.Enum):
    """Where it stands."""

    WAITING = enum.auto()
    REGISTERED = enum.auto()
    ANSWERED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReferred:
    """What legal aid tells: somebody was referred to the body of the name."""

    contact: str
    division: str
    referred_to: str
    referred_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedContact:
    """A contact that an organisation is to deal with; the ids make what is asked of legal aid safe to repeat."""

    contact: str
    organisation: str
    division: str
    referred_date: dt.date
    dispute: str
    read_request_id: str
    answer_request_id: str
    state: HandedContactState
    create_time: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidThere:
    """What somebody said at the front desk; each may be empty."""

    person_name: str
    phone: str
    topic: str
    need: str
    opponent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedAnswer:
    """What the front desk is to be answered."""

    contact: str
    request_id: str
    answer: str
    answer_date: dt.date


def handed(
    fact: ContactReferred, organisation: MediationOrganisation, ids: tuple[str, str], now: dt.datetime
) -> HandedContact:
    """One that waits to be registered."""
    return HandedContact(
        contact=fact.contact, organisation=organisation.name, division=organisation.division,
        referred_date=fact.referred_date, dispute="", read_request_id=ids[0], answer_request_id=ids[1],
        state=HandedContactState.WAITING, create_time=now,
    )  # fmt: skip


def drafted(item: HandedContact, said: SaidThere) -> DisputeDraft:
    """The dispute with what was said, so that nobody tells it twice (MD-03)."""
    parties = (
        DisputeParty(full_name=said.person_name or NOT_SAID, phone=said.phone),
        DisputeParty(full_name=said.opponent or NOT_SAID, phone=""),
    )
    return DisputeDraft(
        organisation=item.organisation, matter=DisputeMatter.OTHER, source=DisputeSource.REFERRED,
        contact=item.contact, parties=parties, summary=f"{said.topic} {said.need}".strip()[:SUMMARY],
    )  # fmt: skip


def registered_as(item: HandedContact, dispute: str) -> HandedContact:
    """It stands in the register of disputes."""
    return replace(item, state=HandedContactState.REGISTERED, dispute=dispute)


def answered(item: HandedContact) -> HandedContact:
    """The front desk knows."""
    return replace(item, state=HandedContactState.ANSWERED)


def answer_of(item: HandedContact, dispute: Dispute) -> HandedAnswer:
    """How its dispute ended, without a word of what was said there."""
    day = dispute.ended_date or item.referred_date
    return _answer(item, ANSWERS[dispute.state], day)


def answer_of_closed(item: HandedContact, closed_date: dt.date) -> HandedAnswer:
    """Nobody is there any more to register it."""
    return _answer(item, CLOSED, closed_date)


def _answer(item: HandedContact, text: str, day: dt.date) -> HandedAnswer:
    return HandedAnswer(
        contact=item.contact, request_id=item.answer_request_id, answer=text, answer_date=max(day, item.referred_date)
    )
