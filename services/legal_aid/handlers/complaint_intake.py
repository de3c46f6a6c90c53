"""Use cases between receipt and investigation: supplement, accept, reject, merge. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline, pause_deadline, resume_deadline
from chassis.kernel.entry import Happening
from chassis.tx import Tx
from services.legal_aid.domain.complaint import Complaint, ComplaintState, allow
from services.legal_aid.domain.complaint_clock import REPLY, ComplaintClock
from services.legal_aid.domain.complaint_handling import (
    Merging,
    Rejection,
    SupplementReply,
    SupplementWish,
    check_merge,
    refuse_hasty,
    refuse_late_request,
    refuse_second_reply,
)
from services.legal_aid.domain.complaint_paper import ComplaintAcceptance, ComplaintSupplement
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.handlers.complaint import enter_step, found, open_complaint, paper_number, record_step
from services.legal_aid.handlers.complaint_clock import start_clock, start_reply
from services.legal_aid.handlers.subject import check_subject
from services.legal_aid.persistence import complaint as rows

ACCEPT = ComplaintClock.ACCEPT_COMPLAINT.name


def request_supplement(tx: Tx, name: str, wish: SupplementWish, *, etag: str) -> Complaint:
    """Ask for what is missing, once; the clock stands still from its date (LA-121)."""
    complaint = open_complaint(tx, name, "requestSupplement", etag=etag)
    entry = enter_step(tx, complaint, wish)
    refuse_late_request(pause_deadline(tx, name, ACCEPT, on=entry.happened_date))
    number = paper_number(tx, complaint, DocumentKind.COMPLAINT_SUPPLEMENT)
    start_reply(tx, complaint, days=wish.reply_days, start=entry.happened_date)
    asked = ComplaintSupplement(
        number=number, issued_date=entry.happened_date, items=wish.items, replied_date=None, reply=""
    )
    after = replace(complaint, state=ComplaintState.SUPPLEMENT, supplement=asked)
    return record_step(
        tx, complaint, after, action="requestSupplement", entry=entry, rules=("LA-121",), document=number
    )  # fmt: skip


def reply_to_supplement(tx: Tx, name: str, given: SupplementReply, *, etag: str) -> Complaint:
    """Log the reply; the clock runs on."""
    complaint = open_complaint(tx, name, "replyToSupplement", etag=etag)
    refuse_second_reply(complaint)
    entry = enter_step(tx, complaint, given)
    finish_deadline(tx, name, REPLY, on=entry.happened_date)
    resume_deadline(tx, name, ACCEPT, on=entry.happened_date)
    asked = complaint.supplement
    replied = asked and replace(asked, replied_date=entry.happened_date, reply=given.reply)
    after = replace(complaint, supplement=replied)
    return record_step(tx, complaint, after, action="replyToSupplement", entry=entry, rules=("LA-121",))


def accept_complaint(tx: Tx, name: str, happening: Happening, *, etag: str) -> Complaint:
    """Take it; the time for concluding begins (LA-123)."""
    complaint = open_complaint(tx, name, "accept", etag=etag)
    entry = enter_step(tx, complaint, happening)
    number = paper_number(tx, complaint, DocumentKind.COMPLAINT_ACCEPTANCE)
    _end_intake(tx, complaint, happening=entry.happened_date)
    start_clock(tx, complaint, ComplaintClock.CONCLUDE_COMPLAINT, start=entry.happened_date)
    taken = ComplaintAcceptance(accepted=True, number=number, decided_date=entry.happened_date, reason="")
    after = replace(complaint, state=ComplaintState.ACCEPTED, acceptance=taken)
    return record_step(tx, complaint, after, action="accept", entry=entry, rules=("LA-123",), document=number)


def reject_complaint(tx: Tx, name: str, rejection: Rejection, *, etag: str) -> Complaint:
    """Do not take it, with a reason; not while the complainant may still reply (LA-121)."""
    complaint = open_complaint(tx, name, "reject", etag=etag)
    entry = enter_step(tx, complaint, rejection)
    refuse_hasty(complaint, on=entry.happened_date)
    number = paper_number(tx, complaint, DocumentKind.COMPLAINT_REJECTION)
    note_on_subject(tx, complaint, "complaint.reject", document=number)
    _end_intake(tx, complaint, happening=entry.happened_date)
    refused = ComplaintAcceptance(
        accepted=False, number=number, decided_date=entry.happened_date, reason=rejection.reason
    )
    after = replace(complaint, state=ComplaintState.NOT_ACCEPTED, acceptance=refused)
    return record_step(tx, complaint, after, action="reject", entry=entry, rules=("LA-123",), document=number)


def merge_complaint(tx: Tx, name: str, merging: Merging, *, etag: str) -> Complaint:
    """Let it go on in another one on the same matter; both rows are locked in the order of their names (LA-121)."""
    locked = {
        one: rows.load_complaint(tx.session, one, tx.principal, lock=True) for one in sorted({name, merging.into})
    }
    complaint = found(locked[name])
    allow(complaint, "merge", etag=etag)
    other = check_merge(complaint, locked[merging.into], followed=rows.is_followed(tx.session, name))
    entry = enter_step(tx, complaint, merging)
    cancel_deadlines(tx, name)
    after = replace(complaint, state=ComplaintState.MERGED, merged_into=other.name)
    return record_step(tx, complaint, after, action="merge", entry=entry, rules=("LA-121",), document=other.number)


def note_on_subject(tx: Tx, complaint: Complaint, action: str, *, document: str) -> None:
    """Note the action on what the complaint is about, so that whoever decided that is kept from it (P-04)."""
    if complaint.about:
        check_subject(tx, complaint.about, lock=True)
        tx.note(action, complaint.about, rules=("P-04",), document=document)


def _end_intake(tx: Tx, complaint: Complaint, *, happening: dt.date) -> None:
    """The duty to accept is done; the reply, if none came, is awaited no longer."""
    finish_deadline(tx, complaint.name, ACCEPT, on=happening)
    cancel_deadlines(tx, complaint.name)
