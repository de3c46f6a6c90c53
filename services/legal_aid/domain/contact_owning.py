"""Whose a contact is: offered, accepted, declined, assigned by the head (首问负责, LA-126), extended (LA-128).

It must not know a number of days.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.contact import Contact, ContactDoor, ContactDraft, ContactHandover, ContactState
from services.legal_aid.domain.time_limit import DeadlineKind

# The head decides after the second time (LA-126).
MOST_REFUSALS = 2
# Which clock an offer starts: one subject has one deadline of a kind.
OFFER_CLOCKS = (DeadlineKind.ACCEPT_CONTACT.name, "ACCEPT_CONTACT_AGAIN")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWish:
    """To whom of which section it is offered."""

    section: str
    offered_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusing:
    """Why it is not this person's."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigning:
    """Whose it is, alone or together with others."""

    owner: str
    joint_owners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactExtending:
    """Why it is complex."""

    reason: str


class ContactNeglect(enum.Enum):
    """How a contact was neglected."""

    REFUSED_TWICE = enum.auto()
    OVERDUE = enum.auto()
    RATED_LOW = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNeglected:
    """A contact was refused twice, is overdue, or was rated 1 or 2 (XF-35)."""

    contact: str
    institution: str
    division: str
    section: str
    neglect: ContactNeglect
    found_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredIn:
    """Somebody whom another service refers; `reference` names the referral there."""

    division: str
    reference: str
    person_name: str
    phone: str
    topic: str
    need: str
    opponent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """An item of the report lines that is a consultation (XF-38)."""

    report_item: str
    division: str
    caller_known: bool


def hand_over(contact: Contact, wish: HandoverWish, *, by: str, on: dt.date) -> Contact:
    """Offer it to somebody else; until that person accepts, the owner stays (LA-126).

    Raises RuleViolated NOT_THE_OWNER, InvalidFields OFFERED_TO_ONESELF.
    """
    require_owner(contact, by)
    if wish.offered_to == by:
        text = "不能转交给本人（LA-126），请填写承接科室的具体人员"
        raise InvalidFields((Violation(field="offered_to", reason="OFFERED_TO_ONESELF", description=text),))
    offer = ContactHandover(section=wish.section, offered_to=wish.offered_to, offered_by=by, offered_date=on)
    return replace(contact, state=ContactState.OFFERED, handovers=(*contact.handovers, offer))


def accept(contact: Contact, *, by: str, on: dt.date) -> Contact:
    """The named person takes it (LA-126). Raises RuleViolated NOT_THE_PERSON_ASKED."""
    offer = replace(_offer_to(contact, by), accepted_date=on)
    return replace(contact, state=ContactState.ACCEPTED, owner=by, handovers=(*contact.handovers[:-1], offer))


def decline(contact: Contact, said: Refusing, *, by: str, on: dt.date) -> Contact:
    """The named person does not take it: it stays with its owner, after the second time the head decides (LA-126).

    Raises RuleViolated NOT_THE_PERSON_ASKED.
    """
    offer = replace(_offer_to(contact, by), declined_date=on, reason=said.reason)
    offers = (*contact.handovers[:-1], offer)
    unsettled = sum(1 for one in offers if one.declined_date is not None) >= MOST_REFUSALS
    state = ContactState.UNSETTLED if unsettled else ContactState.RECEIVED
    return replace(contact, state=state, handovers=offers)


def assign(contact: Contact, said: Assigning, *, offer_is_over: bool) -> Contact:
    """The head says whose it is, jointly where need be (LA-126). Raises RuleViolated STILL_TIME_TO_ACCEPT."""
    if contact.state is ContactState.OFFERED and not offer_is_over:
        raise RuleViolated(
            "STILL_TIME_TO_ACCEPT", "该来访来电仍在承接期限内（LA-126），请等待对方承接或者在期满后指定。",
            rules=("LA-126",),
        )  # fmt: skip
    return replace(contact, state=ContactState.ACCEPTED, owner=said.owner, joint_owners=said.joint_owners)


def extend(contact: Contact, said: ContactExtending) -> Contact:
    """A complex matter has the longer time, once, on the head's word (LA-128). Raises RuleViolated ALREADY_EXTENDED."""
    if contact.extension_reason:
        raise RuleViolated(
            "ALREADY_EXTENDED", "该来访来电已经延长过一次答复期限（LA-128），请在期限内答复。", rules=("LA-128",)
        )
    return replace(contact, extension_reason=said.reason)


def passed_on(item: PassedOn) -> ContactDraft:
    """The contact that supervision passes on: what was said stays there, and is asked for under its number (XF-38)."""
    known = "来电人留有联系方式，请向督察科索取后答复" if item.caller_known else "来电人未留联系方式"
    return ContactDraft(
        institution="", received_date=None, door=ContactDoor.HOTLINE, place="监督举报电话", person_name="", phone="",
        person_group="", topic="监督举报线转来的咨询", need=f"督察登记号 {item.report_item}。{known}。",
        entry_reason="", opponent="", call=None, category=None,
    )  # fmt: skip


def referred_in(item: ReferredIn) -> ContactDraft:
    """The contact of somebody whom another service refers, with what he said there: nobody tells it twice (LA-126)."""
    return ContactDraft(
        institution="", received_date=None, door=ContactDoor.WEB, place="其他机构转介", person_name=item.person_name,
        phone=item.phone, person_group="", topic=item.topic, need=item.need, entry_reason="", opponent=item.opponent,
        call=None, category=None,
    )  # fmt: skip


def nobody_answers() -> RuleViolated:
    """FAILED_PRECONDITION NOBODY_ANSWERS: the division has no institution."""
    message = "该区划没有法律援助机构，无法承接转介（LA-126）。请转上级机构所在区划。"
    return RuleViolated("NOBODY_ANSWERS", message, rules=("LA-126",))


def without_owner(contact: Contact) -> Contact:
    """Nobody here received it: the head says whose it is (LA-126)."""
    return replace(contact, state=ContactState.UNSETTLED)


def require_owner(contact: Contact, by: str) -> None:
    """Only the owner acts on it (LA-126). Raises RuleViolated NOT_THE_OWNER."""
    if by not in (contact.owner, *contact.joint_owners):
        raise RuleViolated(
            "NOT_THE_OWNER", "该来访来电由首问责任人或者承接人办理（LA-126）。请由其本人办理，或者由负责人指定承接人。",
            rules=("LA-126",),
        )  # fmt: skip


def neglected(contact: Contact, neglect: ContactNeglect, *, on: dt.date) -> ContactNeglected:
    """What supervision is told (XF-35): no word of the person or the matter."""
    section = contact.handovers[-1].section if contact.handovers else ""
    return ContactNeglected(
        contact=contact.name, institution=contact.institution, division=contact.division, section=section,
        neglect=neglect, found_date=on,
    )  # fmt: skip


def _offer_to(contact: Contact, by: str) -> ContactHandover:
    offer = contact.handovers[-1]
    if offer.offered_to != by:
        raise RuleViolated(
            "NOT_THE_PERSON_ASKED", "该来访来电转交给另一人（LA-126），请由被转交人本人承接或者退回。",
            rules=("LA-126",),
        )  # fmt: skip
    return offer
