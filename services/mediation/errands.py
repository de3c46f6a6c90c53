"""What mediation asks of legal aid's front desk: take a referral, tell what was said, know what came of it (MD-11).

It must not refer or decide anything: people do.
"""

from __future__ import annotations

from collections.abc import Sequence

from sifa.legal_aid.v1 import referral_exchange_service_pb2 as exchange

from chassis.clients import Peer
from chassis.errands import Errand
from chassis.tx import Tx
from services.mediation.domain.handed_contact import HandedAnswer, HandedContact, SaidThere
from services.mediation.domain.referral import Referral
from services.mediation.handlers.handed_contact import keep_answered, register_handed, unanswered, unregistered
from services.mediation.handlers.referral import keep_contact, waiting_referrals
from services.mediation.translate.handed_contact import answering, read_said, reading
from services.mediation.translate.referral import handing_over

_RPCS = exchange.DESCRIPTOR.services_by_name["ReferralExchangeService"].methods_by_name


def find_waiting(tx: Tx) -> Sequence[Referral]:
    """Referrals that nobody has answered."""
    return waiting_referrals(tx)


def hand_over(peer: Peer, referral: Referral) -> str:
    """The contact that it became; the same one however often it is asked for."""
    contact: str = peer.call(_RPCS["ReceiveReferral"], handing_over(referral)).contact
    return contact


def keep_taken(tx: Tx, referral: Referral, contact: str) -> None:
    """It was taken."""
    keep_contact(tx, referral.name, contact)


def find_handed(tx: Tx) -> Sequence[HandedContact]:
    """Contacts that wait to be registered."""
    return unregistered(tx)


def ask_what_was_said(peer: Peer, item: HandedContact) -> SaidThere:
    """What somebody said at the front desk."""
    return read_said(peer.call(_RPCS["ReadReferredContact"], reading(item)), "")


def keep_said(tx: Tx, item: HandedContact, said: SaidThere) -> None:
    """It stands in the register of disputes."""
    register_handed(tx, item.contact, said)


def find_ended(tx: Tx) -> Sequence[HandedAnswer]:
    """What the front desk does not know yet."""
    return unanswered(tx)


def answer(peer: Peer, item: HandedAnswer) -> None:
    """The front desk knows; told twice, it keeps it once."""
    peer.call(_RPCS["AnswerReferredContact"], answering(item))


def keep_told(tx: Tx, item: HandedAnswer, _: None) -> None:
    """It was told."""
    keep_answered(tx, item.contact)


ERRANDS = (
    Errand(name="referral", peer="legal_aid", find=find_waiting, fetch=hand_over, keep=keep_taken),
    Errand(name="handed-contact", peer="legal_aid", find=find_handed, fetch=ask_what_was_said, keep=keep_said),
    Errand(name="handed-contact-answer", peer="legal_aid", find=find_ended, fetch=answer, keep=keep_told),
)
