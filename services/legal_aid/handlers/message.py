"""Tell an applicant what happened, in the transaction in which it happens. It must not send anything."""

from __future__ import annotations

import datetime as dt

from chassis.messages.outgoing import Content, MessageDraft, write_message
from chassis.tx import Tx
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.message import TITLE, MessageKind, text_of
from services.legal_aid.persistence.contact import phone_of_what_became
from services.legal_aid.persistence.institution import institution_named


def tell_applicant(
    tx: Tx, application: Application, kind: MessageKind, *, about: str, day: dt.date | None = None
) -> bool:
    """Once for `about`, where he wants to be told."""
    person, address = application.applicant, address_of(tx, application)
    institution = institution_named(tx.session, application.institution)
    return tell(
        tx, institution, kind, subject=application.name, about=about, person=person.full_name, address=address, day=day
    )


def tell(
    tx: Tx, institution: Institution, kind: MessageKind, *, subject: str, about: str, person: str, address: str,
    day: dt.date | None = None, time: str = "",
) -> bool:  # fmt: skip
    """Write a message on behalf of the institution; whether it is new. No address puts it on the printed list."""
    text = text_of(kind, bureau=institution.bureau_name, day=day, time=time)
    return write_message(
        tx,
        MessageDraft(
            once=f"{subject}/{kind.name}/{about}", subject=subject, owner=institution.name,
            division=institution.division, kind=kind.name,
            content=Content(person=person, address=address, title=TITLE, text=text),
        ),
    )  # fmt: skip


def address_of(tx: Tx, application: Application) -> str:
    """What the applicant gave, or else the telephone that he gave at the desk before; empty when he gave none."""
    return application.applicant.contact_address or phone_of_what_became(tx.session, application.name)
