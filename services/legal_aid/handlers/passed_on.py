"""Open a contact for what supervision found to be a consultation (XF-38). It must not ask what was said."""

from __future__ import annotations

from dataclasses import replace

from chassis.tx import Tx
from services.legal_aid.domain.contact import register
from services.legal_aid.domain.contact_owning import PassedOn, passed_on, without_owner
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.as_service import as_service
from services.legal_aid.handlers.institution import next_number
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import contact as rows
from services.legal_aid.persistence.institution import first_of_division


def open_passed_on(tx: Tx, item: PassedOn) -> None:
    """The head of the division's institution finds it unsettled, its answer is due as of any other (LA-126, LA-128).

    A division without an institution has nobody to answer; the item stays where it was registered.
    """
    institution = first_of_division(tx.session, item.division)
    if institution is None:
        return
    with as_service(tx, item.division):
        draft = replace(passed_on(item), institution=institution.name)
        made = register(
            draft, name=f"contacts/{tx.new_id()}", number=next_number(tx, institution, DocumentKind.CONTACT),
            division=institution.division, receiver=tx.principal.subject, on=tx.today, now=tx.now,
        )  # fmt: skip
        rows.insert_contact(tx.session, without_owner(made))
        start_limit(
            tx, DeadlineKind.ANSWER_CONTACT, subject=made.name, owner=institution.name,
            division=institution.division, start=tx.today,
        )  # fmt: skip
        tx.note("contact.create", made.name, rules=("LA-125",), document=item.report_item)
