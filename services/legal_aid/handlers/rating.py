"""Use cases of satisfaction: ask, enter the answer, call back, sum up. It must not rate anybody."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.contact import Contact
from services.legal_aid.domain.contact_owning import ContactNeglect, neglected
from services.legal_aid.domain.duty_shift import month_range
from services.legal_aid.domain.rating import (
    RECIPIENT,
    VISITOR,
    CallingBack,
    Rating,
    RatingAnswer,
    RatingDraft,
    RatingFilter,
    RatingForm,
    RatingLine,
    RatingState,
    allow,
    answer,
    call_back,
    invite,
    refuse_other_case,
    refuse_own,
    summarize,
)
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import rating as rows
from services.legal_aid.persistence.case import load_case
from services.legal_aid.persistence.contact import load_contact


def create_rating(tx: Tx, draft: RatingDraft) -> Rating:
    """Ask one more party of a case (LA-142)."""
    case = refuse_other_case(load_case(tx.session, draft.subject, tx.principal))
    made = _asked(tx, case, draft.party, RatingForm.CASE)
    tx.note("rating.create", made.name, rules=("LA-142",))
    return made


def ask_visitor(tx: Tx, contact: Contact) -> None:
    """Every contact that is closed is rated, whatever came of it (LA-142)."""
    _asked(tx, contact, VISITOR, RatingForm.CONTACT)


def ask_recipient(tx: Tx, case: Case) -> None:
    """The recipient of an application case is asked once the work is done (LA-142)."""
    if case.application:
        _asked(tx, case, RECIPIENT, RatingForm.CASE)


def get_rating(tx: Tx, name: str) -> Rating:
    """One form within the caller's divisions."""
    return _found(rows.load_rating(tx.session, name, tx.principal))


def list_ratings(tx: Tx, wanted: RatingFilter, page: Page) -> tuple[list[Rating], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_ratings(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def summarize_ratings(tx: Tx, month: str, institution: str) -> tuple[RatingLine, ...]:
    """How satisfied the people were who were asked in the month (LA-142)."""
    first, beyond = month_range(month)
    return summarize(rows.count_ratings(tx.session, first, beyond, institution, tx.principal))


def answer_rating(tx: Tx, name: str, said: RatingAnswer, *, etag: str) -> Rating:
    """Enter an answer; whoever is not satisfied is called back, and of a contact supervision is told (XF-35)."""
    before = _open(tx, name, "answer", etag=etag)
    contact = load_contact(tx.session, before.subject, tx.principal)
    if contact is not None:
        refuse_own(contact, tx.principal.subject)
    after = answer(before, said, on=tx.today)
    if after.state is RatingState.TO_CALL_BACK:
        start_limit(
            tx, DeadlineKind.CALL_BACK, subject=name, owner=after.institution, division=after.division, start=tx.today
        )
        if contact is not None:
            tx.emit(neglected(contact, ContactNeglect.RATED_LOW, on=tx.today), subject=contact.name)
    return _save(tx, after, "answer")


def call_back_rating(tx: Tx, name: str, said: CallingBack, *, etag: str) -> Rating:
    """The person was called back."""
    before = _open(tx, name, "callBack", etag=etag)
    finish_deadline(tx, name, DeadlineKind.CALL_BACK.name, on=tx.today)
    return _save(tx, call_back(before, said, on=tx.today), "call_back")


def _asked(tx: Tx, about: Case | Contact, party: str, form: RatingForm) -> Rating:
    made = invite(about, party, form, name=f"ratings/{tx.new_id()}", on=tx.today, now=tx.now)
    rows.insert_rating(tx.session, made)
    return made


def _open(tx: Tx, name: str, action: str, *, etag: str) -> Rating:
    rating = _found(rows.load_rating(tx.session, name, tx.principal, lock=True))
    allow(rating, action, etag=etag)
    return rating


def _save(tx: Tx, after: Rating, action: str) -> Rating:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_rating(tx.session, saved)
    tx.note(f"rating.{action}", saved.name, rules=("LA-142",))
    return replace(saved, deadlines=deadlines_of(tx.session, [saved.name]).get(saved.name, ()))


def _found(rating: Rating | None) -> Rating:
    if rating is None:
        raise NotFound("满意度评价")
    return rating
