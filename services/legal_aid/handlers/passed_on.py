"""Open contacts for what others pass on: supervision's consultations, other services' referrals (XF-38, LA-126).

It must not ask what was said.
"""

from __future__ import annotations

from dataclasses import replace

from chassis.tx import Tx
from services.legal_aid.domain.contact import ContactDraft, register
from services.legal_aid.domain.contact_owning import (
    PassedOn,
    ReferredIn,
    nobody_answers,
    passed_on,
    referred_in,
    without_owner,
)
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.as_service import as_service
from services.legal_aid.handlers.institution import next_number
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import contact as rows
from services.legal_aid.persistence.institution import first_of_division


def open_passed_on(tx: Tx, item: PassedOn) -> None:
    """What supervision found to be a consultation (XF-38).

    A division without an institution has nobody to answer; the item stays where it was registered.
    """
    institution = first_of_division(tx.session, item.division)
    if institution is not None:
        _open(tx, passed_on(item), institution, item.report_item)


def receive_referral(tx: Tx, item: ReferredIn) -> str:
    """Somebody whom another service refers becomes a contact (LA-126). Raises RuleViolated NOBODY_ANSWERS."""
    institution = first_of_division(tx.session, item.division)
    if institution is None:
        raise nobody_answers()
    return _open(tx, referred_in(item), institution, item.reference)


def _open(tx: Tx, said: ContactDraft, institution: Institution, document: str) -> str:
    """The head of the institution finds it unsettled, its answer is due as of any other (LA-126, LA-128)."""
    with as_service(tx, institution.division):
        draft = replace(said, institution=institution.name)
        made = register(
            draft, name=f"contacts/{tx.new_id()}", number=next_number(tx, institution, DocumentKind.CONTACT),
            division=institution.division, receiver=tx.principal.subject, on=tx.today, now=tx.now,
        )  # fmt: skip
        rows.insert_contact(tx.session, without_owner(made))
        start_limit(
            tx, DeadlineKind.ANSWER_CONTACT, subject=made.name, owner=institution.name,
            division=institution.division, start=tx.today,
        )  # fmt: skip
        tx.note("contact.create", made.name, rules=("LA-125",), document=document)
    return made.name
