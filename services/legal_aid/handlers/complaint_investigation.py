"""Use cases from investigation to answer: investigate, extend, conclude, answer. It must not decide about the law."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import finish_deadline
from chassis.tx import Tx
from services.legal_aid.domain.complaint import Complaint, ComplaintState
from services.legal_aid.domain.complaint_clock import EXTENDED, ComplaintClock
from services.legal_aid.domain.complaint_events import concluded
from services.legal_aid.domain.complaint_handling import (
    ExtensionWish,
    Findings,
    Investigation,
    Telling,
    check_investigators,
    check_signers,
    refuse_late_extension,
    refuse_second_extension,
)
from services.legal_aid.domain.complaint_paper import ComplaintAnswer, ComplaintConclusion, ComplaintExtension
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.handlers.complaint import enter_step, open_complaint, paper_number, record_step
from services.legal_aid.handlers.complaint_clock import extend_clock, is_over, start_clock
from services.legal_aid.handlers.complaint_intake import note_on_subject
from services.legal_aid.handlers.known_names import known_target

CONCLUDE = ComplaintClock.CONCLUDE_COMPLAINT


def investigate_complaint(tx: Tx, name: str, investigation: Investigation, *, etag: str) -> Complaint:
    """Name who looks into it (P-03)."""
    complaint = open_complaint(tx, name, "investigate", etag=etag)
    check_investigators(complaint, investigation.investigators)
    entry = enter_step(tx, complaint, investigation)
    after = replace(complaint, state=ComplaintState.INVESTIGATING, investigators=investigation.investigators)
    return record_step(tx, complaint, after, action="investigate", entry=entry, rules=("P-03",))


def extend_complaint(tx: Tx, name: str, wish: ExtensionWish, *, etag: str) -> Complaint:
    """Give more time, once and in writing (LA-123)."""
    complaint = open_complaint(tx, name, "extend", etag=etag)
    refuse_second_extension(complaint)
    entry = enter_step(tx, complaint, wish)
    refuse_late_extension(late=is_over(tx, complaint, CONCLUDE, on=entry.happened_date))
    number = paper_number(tx, complaint, DocumentKind.COMPLAINT_EXTENSION)
    accepted = complaint.acceptance.decided_date if complaint.acceptance else entry.happened_date
    extend_clock(tx, complaint, further_days=wish.further_days, accepted=accepted)
    extension = ComplaintExtension(
        number=number, granted_date=entry.happened_date, further_days=wish.further_days, reason=wish.reason
    )
    after = replace(complaint, extension=extension)
    return record_step(tx, complaint, after, action="extend", entry=entry, rules=("LA-123",), document=number)


def conclude_complaint(tx: Tx, name: str, found: Findings, *, etag: str) -> Complaint:
    """Record finding and handling; the time for the answer begins (LA-123), and the finding is told (XF-24)."""
    complaint = open_complaint(tx, name, "conclude", etag=etag)
    check_signers(complaint, found.signers)
    entry = enter_step(tx, complaint, found)
    number = paper_number(tx, complaint, DocumentKind.COMPLAINT_CONCLUSION)
    note_on_subject(tx, complaint, "complaint.conclude", document=number)
    for kind in (CONCLUDE.name, EXTENDED):
        finish_deadline(tx, name, kind, on=entry.happened_date)
    start_clock(tx, complaint, ComplaintClock.ANSWER_COMPLAINT, start=entry.happened_date)
    conclusion = ComplaintConclusion(
        number=number, concluded_date=entry.happened_date, finding=found.finding, handling=found.handling,
        signers=found.signers,
    )  # fmt: skip
    after = replace(complaint, state=ComplaintState.CONCLUDED, conclusion=conclusion)
    tx.emit(concluded(after, conclusion, known_target(tx, after.target.resource)), subject=name)
    return record_step(
        tx, complaint, after, action="conclude", entry=entry, rules=("LA-123", "P-03"), document=number, told=True
    )  # fmt: skip


def answer_complaint(tx: Tx, name: str, telling: Telling, *, etag: str) -> Complaint:
    """Record that the complainant was told (LA-124)."""
    complaint = open_complaint(tx, name, "answer", etag=etag)
    entry = enter_step(tx, complaint, telling)
    number = paper_number(tx, complaint, DocumentKind.COMPLAINT_ANSWER)
    finish_deadline(tx, name, ComplaintClock.ANSWER_COMPLAINT.name, on=entry.happened_date)
    answer = ComplaintAnswer(number=number, answered_date=entry.happened_date, form=telling.form, text=telling.text)
    after = replace(complaint, state=ComplaintState.ANSWERED, answer=answer)
    return record_step(tx, complaint, after, action="answer", entry=entry, rules=("LA-124",), document=number)
