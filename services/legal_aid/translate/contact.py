"""Contacts between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import contact_pb2
from sifa.legal_aid.v1 import contact_service_pb2 as pb
from sifa.legal_aid.v1 import referral_exchange_service_pb2 as exchange
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.contact import MOVES, Contact, ContactDraft, ContactFilter
from services.legal_aid.domain.contact_closing import Closing
from services.legal_aid.domain.contact_owning import (
    Assigning,
    ContactExtending,
    HandoverWish,
    PassedOn,
    ReferredIn,
    Refusing,
)
from services.legal_aid.domain.contact_referral import ReferralAnswer
from services.legal_aid.translate.deadline import deadline_to_proto

OUTPUT_ONLY = (
    "name", "number", "first_receiver", "owner", "joint_owners", "state", "handovers", "outcome", "answer",
    "closed_date", "referred_to", "referral_answer", "referral_answer_date", "appointment_date", "became",
    "extension_reason", "division", "deadlines", "allowed_actions", "create_time", "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Contact, contact_pb2.Contact, left_out=("allowed_actions",), parts={"deadlines": deadline_to_proto}
)
_read_draft = from_message(contact_pb2.Contact, ContactDraft, left_out=OUTPUT_ONLY)
read_contact_filter = from_message(pb.ListContactsRequest, ContactFilter, left_out=("page_size", "page_token"))
read_handover_wish = from_message(pb.HandOverContactRequest, HandoverWish, left_out=ENVELOPE)
read_refusing = from_message(pb.DeclineContactRequest, Refusing, left_out=ENVELOPE)
read_assigning = from_message(pb.AssignContactRequest, Assigning, left_out=ENVELOPE)
read_extending = from_message(pb.ExtendContactRequest, ContactExtending, left_out=ENVELOPE)
read_referred_in = from_message(exchange.ReceiveReferralRequest, ReferredIn, left_out=("request_id",))
read_referral_answer = from_message(pb.RecordReferralAnswerRequest, ReferralAnswer, left_out=("name", "request_id"))
read_told_answer = from_message(exchange.AnswerReferredContactRequest, ReferralAnswer, left_out=("name", "request_id"))
read_closing = from_message(pb.CloseContactRequest, Closing, left_out=ENVELOPE)


def read_consultation(event: supervision.CallWasConsultation) -> PassedOn:
    """What supervision passes on (XF-38)."""
    return PassedOn(report_item=event.report_item, division=event.division, caller_known=event.caller_known)


def contact_to_proto(contact: Contact) -> contact_pb2.Contact:
    """The contact, with what may be done next."""
    message = _to_proto(contact)
    message.allowed_actions.extend(allowed_actions(MOVES, contact.state))
    return message


def referred_to_proto(contact: Contact) -> exchange.ReadReferredContactResponse:
    """What was said, for the body that somebody was referred to."""
    return exchange.ReadReferredContactResponse(
        person_name=contact.person_name, phone=contact.phone, topic=contact.topic, need=contact.need,
        opponent=contact.opponent,
    )  # fmt: skip


def read_contact_draft(message: contact_pb2.Contact) -> ContactDraft:
    """What was registered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "contact")
