"""Use cases of contacts that were referred to another body (LA-126, LA-127). It must not decide."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.tx import Tx
from services.legal_aid.domain.contact import Contact
from services.legal_aid.domain.contact_referral import ReferralAnswer, answered, require_referred
from services.legal_aid.handlers.as_service import as_service
from services.legal_aid.handlers.contact import get_contact, save_contact
from services.legal_aid.persistence.contact import division_of


def record_answer(tx: Tx, name: str, said: ReferralAnswer) -> Contact:
    """Keep what the body answered (LA-127)."""
    before = get_contact(tx, name, lock=True)
    return save_contact(tx, answered(before, said, today=tx.today), "answer_referral", "LA-127")


def record_told_answer(tx: Tx, name: str, said: ReferralAnswer) -> None:
    """Keep what the service of the body answered (LA-127)."""
    with as_service(tx, _place(tx, name)):
        record_answer(tx, name, said)


def read_referred(tx: Tx, name: str) -> Contact:
    """What was said, for the service of the body; who read it is on record (LA-126)."""
    with as_service(tx, _place(tx, name)):
        contact = get_contact(tx, name)
    require_referred(contact)
    tx.note("contact.read_referred", name, rules=("LA-126",))
    return contact


def _place(tx: Tx, name: str) -> str:
    division = division_of(tx.session, name)
    if division is None:
        raise NotFound("来访来电")
    return division
