"""Referrals between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import referral_exchange_service_pb2 as exchange
from sifa.mediation.v1 import referral_pb2
from sifa.mediation.v1 import referral_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.mediation.domain.referral import MOVES, Referral, ReferralDraft, ReferralFilter

_to_proto = to_message(Referral, referral_pb2.Referral, left_out=("allowed_actions",))
read_draft = from_message(
    referral_pb2.Referral, ReferralDraft,
    left_out=(
        "name", "division", "referred_date", "person_name", "phone", "topic", "need", "opponent", "contact_request_id",
        "contact", "answered_date", "answer_reason", "state", "allowed_actions", "create_time", "etag",
    ),
)  # fmt: skip
read_filter = from_message(pb.ListReferralsRequest, ReferralFilter, left_out=("page_size", "page_token"))


def referral_to_proto(referral: Referral) -> referral_pb2.Referral:
    """The referral, with what may be done next."""
    message = _to_proto(referral)
    message.allowed_actions.extend(allowed_actions(MOVES, referral.state))
    return message


def handing_over(referral: Referral) -> exchange.ReceiveReferralRequest:
    """What legal aid's front desk is told of it."""
    return exchange.ReceiveReferralRequest(
        request_id=referral.contact_request_id, division=referral.division, reference=referral.name,
        person_name=referral.person_name, phone=referral.phone, topic=referral.topic, need=referral.need,
        opponent=referral.opponent,
    )  # fmt: skip
