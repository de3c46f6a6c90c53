"""Everybody who turns to the institution: registered first, owned by somebody until there is an outcome (LA-125).

It must not look anything up; what it needs comes in as arguments.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.hotline_call import HotlineCall


class ContactDoor(enum.Enum):
    """By which door somebody came."""

    COUNTER = enum.auto()
    HOTLINE = enum.auto()
    LETTER = enum.auto()
    WEB = enum.auto()
    WECHAT = enum.auto()
    OUTREACH = enum.auto()
    STATION = enum.auto()
    POST = enum.auto()


class ContactState(enum.Enum):
    """Where a contact stands."""

    RECEIVED = enum.auto()
    OFFERED = enum.auto()
    ACCEPTED = enum.auto()
    UNSETTLED = enum.auto()
    CLOSED = enum.auto()


class ContactOutcome(enum.Enum):
    """What came of it (LA-125); while it is handed over there is none."""

    ANSWERED = enum.auto()
    APPLICATION = enum.auto()
    APPOINTMENT = enum.auto()
    REFERRED_OUT = enum.auto()
    COMPLAINT = enum.auto()
    CLUE = enum.auto()
    LEFT = enum.auto()


class ContactCategory(enum.Enum):
    """What it is about, for counts (LA-137)."""

    LABOUR = enum.auto()
    FAMILY = enum.auto()
    INJURY = enum.auto()
    CONTRACT = enum.auto()
    LAND_HOUSING = enum.auto()
    CRIMINAL = enum.auto()
    ADMINISTRATIVE = enum.auto()
    OTHER = enum.auto()


_S = ContactState
# The legal moves: state → custom method → states it may lead to.
MOVES: Moves[ContactState] = {
    _S.RECEIVED: {"handOver": frozenset({_S.OFFERED}), "close": frozenset({_S.CLOSED})},
    _S.OFFERED: {
        "accept": frozenset({_S.ACCEPTED}),
        "decline": frozenset({_S.RECEIVED, _S.UNSETTLED}),
        "assign": frozenset({_S.ACCEPTED}),
    },
    _S.ACCEPTED: {"extend": frozenset({_S.ACCEPTED}), "close": frozenset({_S.CLOSED})},
    _S.UNSETTLED: {"assign": frozenset({_S.ACCEPTED})},
    _S.CLOSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """What is registered; `received_date` None means today, empty personal fields mean anonymous."""

    institution: str
    received_date: dt.date | None
    door: ContactDoor
    place: str
    person_name: str
    phone: str
    person_group: str
    topic: str
    need: str
    entry_reason: str
    opponent: str
    call: HotlineCall | None
    category: ContactCategory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactHandover:
    """One offer to a named person of a section (LA-126)."""

    section: str
    offered_to: str
    offered_by: str
    offered_date: dt.date
    accepted_date: dt.date | None = None
    declined_date: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact with everything that has happened to it."""

    name: str
    number: str
    institution: str
    division: str
    received_date: dt.date
    door: ContactDoor
    place: str
    person_name: str
    phone: str
    person_group: str
    topic: str
    need: str
    entry_reason: str
    opponent: str
    call: HotlineCall | None
    category: ContactCategory | None
    first_receiver: str
    owner: str
    joint_owners: tuple[str, ...]
    state: ContactState
    handovers: tuple[ContactHandover, ...]
    outcome: ContactOutcome | None
    answer: str
    closed_date: dt.date | None
    referred_to: str
    referral_answer: str
    referral_answer_date: dt.date | None
    appointment_date: dt.date | None
    became: str
    extension_reason: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: ContactState | None
    door: ContactDoor | None
    owner: str
    received_date: dt.date | None


def allow(contact: Contact, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, contact.state, action, what="来访来电", etag=contact.etag, given=etag)


def register(
    draft: ContactDraft, *, name: str, number: str, division: str, receiver: str, on: dt.date, now: dt.datetime
) -> Contact:  # fmt: skip
    """Whoever registers it, owns it; nobody is turned away unrecorded, named or anonymous (LA-125)."""
    return Contact(
        name=name, number=number, institution=draft.institution, division=division, received_date=on, door=draft.door,
        place=draft.place, person_name=draft.person_name, phone=draft.phone, person_group=draft.person_group,
        topic=draft.topic, need=draft.need, entry_reason=draft.entry_reason, opponent=draft.opponent,
        call=draft.call, category=draft.category, first_receiver=receiver, owner=receiver,
        joint_owners=(), state=ContactState.RECEIVED, handovers=(), outcome=None, answer="", closed_date=None,
        referred_to="", referral_answer="", referral_answer_date=None, appointment_date=None, became="",
        extension_reason="", deadlines=(), create_time=now, etag="1",
    )  # fmt: skip
