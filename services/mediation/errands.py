"""What mediation asks of other services: legal aid's front desk takes who is referred (MD-11).

It must not refer anybody: people do.
"""

from __future__ import annotations

from collections.abc import Sequence

from sifa.legal_aid.v1 import referral_intake_service_pb2 as intake

from chassis.clients import Peer
from chassis.errands import Errand
from chassis.tx import Tx
from services.mediation.domain.referral import Referral
from services.mediation.handlers.referral import keep_contact, waiting_referrals

_RECEIVE = intake.DESCRIPTOR.services_by_name["ReferralIntakeService"].methods_by_name["ReceiveReferral"]


def find_waiting(tx: Tx) -> Sequence[Referral]:
    """Referrals that nobody has answered."""
    return waiting_referrals(tx)


def hand_over(peer: Peer, referral: Referral) -> str:
    """The contact that it became; the same one however often it is asked for."""
    request = intake.ReceiveReferralRequest(
        request_id=referral.contact_request_id, division=referral.division, reference=referral.name,
        person_name=referral.person_name, phone=referral.phone, topic=referral.topic, need=referral.need,
        opponent=referral.opponent,
    )  # fmt: skip
    contact: str = peer.call(_RECEIVE, request).contact
    return contact


def keep(tx: Tx, referral: Referral, contact: str) -> None:
    """It was taken."""
    keep_contact(tx, referral.name, contact)


ERRANDS = (Errand(name="referral", peer="legal_aid", find=find_waiting, fetch=hand_over, keep=keep),)
