"""Contacts that are handed over, between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import events_pb2 as legal_aid
from sifa.legal_aid.v1 import referral_exchange_service_pb2 as exchange

from chassis.mapping import from_message
from services.mediation.domain.handed_contact import ContactReferred, HandedAnswer, HandedContact, SaidThere

read_referral = from_message(legal_aid.ContactReferredOut, ContactReferred, left_out=("institution",))
read_said = from_message(exchange.ReadReferredContactResponse, SaidThere)


def reading(item: HandedContact) -> exchange.ReadReferredContactRequest:
    """The question what was said."""
    return exchange.ReadReferredContactRequest(request_id=item.read_request_id, name=item.contact)


def answering(item: HandedAnswer) -> exchange.AnswerReferredContactRequest:
    """What the front desk is answered."""
    return exchange.AnswerReferredContactRequest(
        request_id=item.request_id, name=item.contact, answer=item.answer, answer_date=item.answer_date.isoformat()
    )
