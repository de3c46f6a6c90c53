"""Use cases of complaints: receive, read, list, ledger, and what every step has in common.

It must not decide about the law.
"""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import cancel_deadlines, deadlines_of
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.complaint import (
    Complaint,
    ComplaintDraft,
    ComplaintFilter,
    ComplaintState,
    allow,
    check_draft,
    receive,
    touched,
)
from services.legal_aid.domain.complaint_clock import ComplaintClock
from services.legal_aid.domain.complaint_events import moved, received
from services.legal_aid.domain.complaint_ledger import ComplaintLedgerLine, LedgerFilter, ledger_line
from services.legal_aid.domain.complaint_target import ComplaintTarget
from services.legal_aid.domain.complaint_tip import waits_for_complainant
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.step import Step
from services.legal_aid.handlers.complaint_clock import start_clock
from services.legal_aid.handlers.complaint_target import find_target
from services.legal_aid.handlers.institution import chosen_institution, get_institution, next_number
from services.legal_aid.handlers.known_names import known_target
from services.legal_aid.handlers.subject import check_subject
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import complaint as rows
from services.legal_aid.persistence.complaint_tip import move_tips, tips_of
from services.legal_aid.persistence.step import COMPLAINT_STEPS


def create_complaint(tx: Tx, draft: ComplaintDraft) -> Complaint:
    """Receive a complaint, number it and start the clock of LA-123; property taken is told the same day (XF-16)."""
    check_draft(draft)
    institution = chosen_institution(tx, draft.institution)
    target = find_target(tx, draft.target, institution)
    if draft.about:
        check_subject(tx, draft.about)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division, field="complaint.received_date")
    made = log_complaint(tx, draft, target, institution, entry, action="receive")
    for fact in received(made, known_target(tx, made.target.resource)):
        tx.emit(fact, subject=made.name)
    return _take_over(tx, made)


def log_complaint(
    tx: Tx, draft: ComplaintDraft, target: ComplaintTarget, institution: Institution, entry: Entry, *, action: str
) -> Complaint:  # fmt: skip
    """Number a complaint about a target that was looked up, and start the clock of LA-123."""
    number = next_number(tx, institution, DocumentKind.COMPLAINT)
    made = receive(
        draft, target, name=f"complaints/{tx.new_id()}", number=number, division=institution.division,
        on=entry.happened_date, now=tx.now,
    )  # fmt: skip
    rows.insert_complaint(tx.session, made)
    due = start_clock(tx, made, ComplaintClock.ACCEPT_COMPLAINT, start=entry.happened_date)
    step = _step(tx, action, entry, document=number)
    COMPLAINT_STEPS.add(tx.session, made.name, 0, step)
    tx.note(f"complaint.{action}", made.name, rules=("LA-120", "LA-123"), document=number)
    return replace(made, deadlines=(due,), steps=(step,))


def _take_over(tx: Tx, made: Complaint) -> Complaint:
    """What a tip on the same fact opened, and nobody has begun, goes on in the new complaint (XF-25, LA-121)."""
    entry = Entry(happened_date=tx.today, late=False, reason="")
    for opened in rows.find_of_clue(tx.session, made.clue):
        if opened.name != made.name and waits_for_complainant(opened) and opened.institution == made.institution:
            cancel_deadlines(tx, opened.name)
            move_tips(tx.session, opened.name, made.name)
            after = replace(opened, state=ComplaintState.MERGED, merged_into=made.name)
            record_step(tx, opened, after, action="merge", entry=entry, rules=("LA-121",), document=made.number)
    return replace(made, tips=tips_of(tx.session, [made.name]).get(made.name, ()))


def get_complaint(tx: Tx, name: str) -> Complaint:
    """One complaint within the caller's divisions."""
    return found(rows.load_complaint(tx.session, name, tx.principal))


def list_complaints(tx: Tx, wanted: ComplaintFilter, page: Page) -> tuple[list[Complaint], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_complaints(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_ledger(tx: Tx, wanted: LedgerFilter, page: Page) -> tuple[list[ComplaintLedgerLine], str | None]:
    """A page of form F-20, and the key behind which the next one begins."""
    kept, after = page.cut(rows.find_ledger(tx.session, wanted, page, tx.principal), key=lambda item: item.name)
    numbers = rows.numbers_of(tx.session, [item.merged_into for item in kept if item.merged_into])
    return [ledger_line(item, merged_into_number=numbers.get(item.merged_into, "")) for item in kept], after


def open_complaint(tx: Tx, name: str, action: str, *, etag: str) -> Complaint:
    """The complaint, locked, if its state allows the action. Raises what `allow` raises, and NotFound."""
    complaint = found(rows.load_complaint(tx.session, name, tx.principal, lock=True))
    allow(complaint, action, etag=etag)
    return complaint


def enter_step(tx: Tx, complaint: Complaint, happening: Happening) -> Entry:
    """Check when the next step happened: not before the newest one (P-06)."""
    return enter_happening(tx, happening, division=complaint.division, not_before=complaint.last_happened)


def paper_number(tx: Tx, complaint: Complaint, kind: DocumentKind) -> str:
    """The number of an outgoing paper."""
    return next_number(tx, get_institution(tx, complaint.institution), kind)


def record_step(
    tx: Tx, before: Complaint, after: Complaint, *, action: str, entry: Entry, rules: tuple[str, ...],
    document: str = "", told: bool = False,
) -> Complaint:  # fmt: skip
    """Save what an action made of a complaint, with its step and audit entry; returns it as it now stands.

    A change of state is told as ComplaintMoved unless the caller has `told` a fact of its own.
    """
    step = _step(tx, action, entry, document=document)
    changed = touched(after, now=tx.now)
    rows.update_complaint(tx.session, changed)
    COMPLAINT_STEPS.add(tx.session, changed.name, len(before.steps), step)
    if after.state is not before.state and not told:
        tx.emit(moved(before, after, on=entry.happened_date), subject=changed.name)
    tx.note(f"complaint.{action}", changed.name, rules=rules, document=document)
    deadlines = deadlines_of(tx.session, [changed.name]).get(changed.name, ())
    return replace(changed, steps=(*before.steps, step), deadlines=deadlines)


def found(complaint: Complaint | None) -> Complaint:
    """The complaint. Raises NotFound when there is none."""
    if complaint is None:
        raise NotFound("投诉")
    return complaint


def _step(tx: Tx, action: str, entry: Entry, *, document: str) -> Step:
    return Step(
        action=action, happened_date=entry.happened_date, enter_time=tx.now, late=entry.late, reason=entry.reason,
        document_number=document,
    )  # fmt: skip
