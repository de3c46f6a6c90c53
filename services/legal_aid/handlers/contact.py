"""Use cases of the register of visits, calls and letters. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import (
    cancel_deadline,
    cancel_deadlines,
    deadlines_of,
    finish_deadline,
    load_deadline,
    start_deadline,
)
from chassis.kernel.deadline_moves import is_late
from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.contact import (
    Contact,
    ContactDraft,
    ContactFilter,
    ContactOutcome,
    ContactState,
    allow,
    register,
)
from services.legal_aid.domain.contact_closing import Closing, close
from services.legal_aid.domain.contact_owning import (
    OFFER_CLOCKS,
    Assigning,
    ContactExtending,
    ContactNeglect,
    HandoverWish,
    Refusing,
    accept,
    assign,
    decline,
    extend,
    hand_over,
    neglected,
    require_owner,
)
from services.legal_aid.domain.contact_referral import told_referred
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.hotline import check_call
from services.legal_aid.handlers.incident import watch_opponent
from services.legal_aid.handlers.institution import chosen_institution, next_number
from services.legal_aid.handlers.rating import ask_visitor
from services.legal_aid.handlers.subject import check_subject
from services.legal_aid.handlers.time_limit import enter_happening, limit_of
from services.legal_aid.persistence import contact as rows

BATCH = 100


def create_contact(tx: Tx, draft: ContactDraft) -> Contact:
    """Register somebody before anything else; the caller owns it (LA-125)."""
    institution = chosen_institution(tx, draft.institution)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division, field="contact.received_date")
    made = register(
        draft, name=f"contacts/{tx.new_id()}", number=next_number(tx, institution, DocumentKind.CONTACT),
        division=institution.division, receiver=tx.principal.subject, on=entry.happened_date, now=tx.now,
    )  # fmt: skip
    check_call(tx, made)
    rows.insert_contact(tx.session, made)
    watch_opponent(tx, made)
    tx.note("contact.create", made.name, rules=("LA-125",), document=made.number)
    return made


def get_contact(tx: Tx, name: str, *, lock: bool = False) -> Contact:
    """One contact within the caller's divisions."""
    contact = rows.load_contact(tx.session, name, tx.principal, lock=lock)
    if contact is None:
        raise NotFound("来访来电")
    return contact


def list_contacts(tx: Tx, wanted: ContactFilter, page: Page) -> tuple[list[Contact], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_contacts(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def hand_over_contact(tx: Tx, name: str, wish: HandoverWish, *, etag: str) -> Contact:
    """Offer it to a named person; its time to accept starts, and with the first offer the time to answer (LA-128)."""
    before = _open(tx, name, "handOver", etag=etag)
    after = hand_over(before, wish, by=tx.principal.subject, on=tx.today)
    _start(tx, after, DeadlineKind.ACCEPT_CONTACT, kind=_offer_clock(after), start=tx.today)
    if not before.handovers:
        _start_answer(tx, after, DeadlineKind.ANSWER_CONTACT)
    return save_contact(tx, after, "hand_over", "LA-126")


def accept_contact(tx: Tx, name: str, *, etag: str) -> Contact:
    """The named person takes it."""
    before = _open(tx, name, "accept", etag=etag)
    after = accept(before, by=tx.principal.subject, on=tx.today)
    finish_deadline(tx, name, _offer_clock(before), on=tx.today)
    return save_contact(tx, after, "accept", "LA-126")


def decline_contact(tx: Tx, name: str, said: Refusing, *, etag: str) -> Contact:
    """The named person does not take it; after the second time supervision is told (XF-35)."""
    before = _open(tx, name, "decline", etag=etag)
    after = decline(before, said, by=tx.principal.subject, on=tx.today)
    cancel_deadline(tx, name, _offer_clock(before))
    if after.state is ContactState.UNSETTLED:
        tx.emit(neglected(after, ContactNeglect.REFUSED_TWICE, on=tx.today), subject=name)
    return save_contact(tx, after, "decline", "LA-126")


def assign_contact(tx: Tx, name: str, said: Assigning, *, etag: str) -> Contact:
    """The head says whose it is; of what supervision passed on nothing was offered (XF-38)."""
    before = _open(tx, name, "assign", etag=etag)
    clock = _offer_clock(before)
    offered = load_deadline(tx.session, name, clock, lock=True)
    after = assign(before, said, offer_is_over=offered is not None and is_late(offered, tx.today))
    cancel_deadline(tx, name, clock)
    return save_contact(tx, after, "assign", "LA-126")


def extend_contact(tx: Tx, name: str, said: ContactExtending, *, etag: str) -> Contact:
    """Put the longer time in the place of the ordinary one; both run from the first offer (LA-128)."""
    before = _open(tx, name, "extend", etag=etag)
    after = extend(before, said)
    cancel_deadline(tx, name, DeadlineKind.ANSWER_CONTACT.name)
    _start_answer(tx, after, DeadlineKind.ANSWER_COMPLEX)
    return save_contact(tx, after, "extend", "LA-128")


def close_contact(tx: Tx, name: str, said: Closing, *, etag: str) -> Contact:
    """Close it with its outcome; what it became must be there."""
    before = _open(tx, name, "close", etag=etag)
    require_owner(before, tx.principal.subject)
    after = close(before, said, on=tx.today)
    if said.became:
        check_subject(tx, said.became)
    for clock in (DeadlineKind.ANSWER_CONTACT, DeadlineKind.ANSWER_COMPLEX):
        finish_deadline(tx, name, clock.name, on=tx.today)
    cancel_deadlines(tx, name)
    ask_visitor(tx, after)
    if after.outcome is ContactOutcome.REFERRED_OUT:
        tx.emit(told_referred(after, on=tx.today), subject=name)
    return save_contact(tx, after, "close", "LA-125")


def save_contact(tx: Tx, after: Contact, action: str, rule: str) -> Contact:
    """Write what was locked; the contact with its time limits."""
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_contact(tx.session, saved)
    tx.note(f"contact.{action}", saved.name, rules=(rule,))
    return replace(saved, deadlines=deadlines_of(tx.session, [saved.name]).get(saved.name, ()))


def tell_overdue_contacts(tx: Tx) -> int:
    """Tell supervision of what nobody accepted or answered in time, each once (XF-35); returns how many."""
    found = rows.find_overdue_untold(tx.session, limit=BATCH)
    for contact in found:
        tx.emit(neglected(contact, ContactNeglect.OVERDUE, on=tx.today), subject=contact.name)
    rows.mark_overdue_told(tx.session, [contact.name for contact in found], on=tx.today)
    return len(found)


def _open(tx: Tx, name: str, action: str, *, etag: str) -> Contact:
    contact = get_contact(tx, name, lock=True)
    allow(contact, action, etag=etag)
    return contact


def _offer_clock(contact: Contact) -> str:
    return OFFER_CLOCKS[max(len(contact.handovers), 1) - 1]


def _start_answer(tx: Tx, contact: Contact, limit: DeadlineKind) -> None:
    """The time to answer runs from the first offer, of what supervision passed on from the day it came (LA-128)."""
    start = contact.handovers[0].offered_date if contact.handovers else contact.received_date
    _start(tx, contact, limit, kind=limit.name, start=start)


def _start(tx: Tx, contact: Contact, limit: DeadlineKind, *, kind: str, start: dt.date) -> None:
    start_deadline(
        tx, subject=contact.name, kind=kind, rule_id=limit.value.rule_id, owner=contact.institution,
        division=contact.division, limit=limit_of(tx, limit, division=contact.division, on=start), start=start,
    )  # fmt: skip
