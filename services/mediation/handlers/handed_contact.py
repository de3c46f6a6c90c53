"""Use cases of contacts that legal aid's front desk hands over (MD-03). It must not decide."""

from __future__ import annotations

from chassis.tx import Tx
from services.mediation.domain.handed_contact import (
    ContactReferred,
    HandedAnswer,
    HandedContact,
    HandedContactState,
    SaidThere,
    answer_of,
    answer_of_closed,
    answered,
    drafted,
    handed,
    registered_as,
)
from services.mediation.handlers.as_service import as_service
from services.mediation.handlers.dispute import create_dispute, get_dispute
from services.mediation.persistence import handed_contact as rows
from services.mediation.persistence.dispute import dispute_of_contact
from services.mediation.persistence.mediation_organisation import organisation_named

BATCH = 50
_S = HandedContactState


def follow_referral(tx: Tx, fact: ContactReferred) -> None:
    """Keep it when an organisation at work has the name (MD-03); other bodies are somebody else's."""
    organisation = organisation_named(tx.session, tx.seal, fact.division, fact.referred_to)
    if organisation is not None:
        rows.insert_handed(tx.session, handed(fact, organisation, (tx.new_id(), tx.new_id()), tx.now))


def unregistered(tx: Tx) -> list[HandedContact]:
    """What the worker registers next."""
    return rows.find_unregistered(tx.session, limit=BATCH)


def register_handed(tx: Tx, contact: str, said: SaidThere) -> None:
    """Register the dispute with what was said (MD-03); one that a person registered meanwhile is the one."""
    item = rows.lock_handed(tx.session, contact, _S.WAITING)
    if item is None:
        return
    with as_service(tx, item.division):
        found = dispute_of_contact(tx.session, contact) or create_dispute(tx, drafted(item, said)).name
    rows.update_handed(tx.session, registered_as(item, found))


def unanswered(tx: Tx) -> list[HandedAnswer]:
    """What the worker answers next: disputes that have ended, and organisations that are no more."""
    found = []
    for item, dispute in rows.find_ended(tx.session, limit=BATCH):
        with as_service(tx, item.division):
            found.append(answer_of(item, get_dispute(tx, dispute)))
    return found + [answer_of_closed(*one) for one in rows.find_without_organisation(tx.session, limit=BATCH)]


def keep_answered(tx: Tx, contact: str) -> None:
    """The front desk knows (MD-03)."""
    item = rows.lock_handed(tx.session, contact, _S.WAITING, _S.REGISTERED)
    if item is not None:
        rows.update_handed(tx.session, answered(item))
        tx.note("handed_contact.answer", contact, rules=("MD-03",), document=item.dispute)
