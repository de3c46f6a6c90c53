"""What mediation does when other services tell a fact. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import events_pb2 as legal_aid

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.mediation.handlers.handed_contact import follow_referral
from services.mediation.translate.handed_contact import read_referral


def keep_contact(tx: Tx, fact: Fact[legal_aid.ContactReferredOut]) -> None:
    """Somebody was referred, perhaps to an organisation of this register (MD-03)."""
    follow_referral(tx, read_referral(fact.message, ""))


REACTIONS = (Reaction(legal_aid.ContactReferredOut, ReactionKind.EFFECT, keep_contact),)
