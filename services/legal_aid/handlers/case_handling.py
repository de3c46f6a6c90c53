"""Use cases between assignment and archive: agreement, meeting, stages, end, closing file, grade.

It must not decide about the law.
"""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline, load_deadline, pause_deadline, resume_deadline
from chassis.kernel.deadline import DeadlineState
from chassis.kernel.deadline_moves import is_late
from chassis.kernel.entry import Entry, Happening
from chassis.tx import Tx
from services.legal_aid.domain.case import Case, present_assignment
from services.legal_aid.domain.case_events import graded
from services.legal_aid.domain.case_handling import (
    Agreement,
    Ending,
    FileReview,
    Grading,
    Meeting,
    StageChange,
    agree,
    end,
    end_assignment,
    enter_stage,
    grade,
    meet,
    refuse_lost_qualification,
    review_file,
    submit_file,
)
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.allocation import obstacles_of
from services.legal_aid.handlers.automatic_claim import claim_for_graded
from services.legal_aid.handlers.case import enter_case_step, get_case, open_case, record_case_step
from services.legal_aid.handlers.claimable import close_paid_case
from services.legal_aid.handlers.closing_share import tell_shares
from services.legal_aid.handlers.handler import handler_of_unit
from services.legal_aid.handlers.handling_unit import assigned_unit
from services.legal_aid.handlers.rating import ask_recipient
from services.legal_aid.handlers.replacement_request import drop_request
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence.assignment_bar import barred_on

GRADER = "case_graded.grader_key"
AGREE, REVIEW = DeadlineKind.AGREE.name, DeadlineKind.REVIEW_FILE.name


def record_agreement(tx: Tx, name: str, agreement: Agreement, *, etag: str) -> Case:
    """Agreement and power are signed, in five days unless a recorded cause prevented it (LA-54)."""
    case = open_case(tx, name, "recordAgreement", etag=etag)
    entry = enter_case_step(tx, case, agreement)
    present = present_assignment(case)
    deadline = load_deadline(tx.session, present.name, AGREE)
    late = deadline is not None and (deadline.state is DeadlineState.MISSED or is_late(deadline, entry.happened_date))
    after = agree(case, agreement, on=entry.happened_date, late=late)
    finish_deadline(tx, present.name, AGREE, on=entry.happened_date)
    return record_case_step(
        tx, case, after, action="recordAgreement", entry=entry, reason=agreement.delay_cause, rules=("LA-54",)
    )  # fmt: skip


def record_meeting(tx: Tx, name: str, meeting: Meeting, *, etag: str) -> Case:
    """The first meeting; whether the person agrees to the defence is put on record (LA-67)."""
    case = open_case(tx, name, "recordMeeting", etag=etag)
    entry = enter_case_step(tx, case, meeting)
    after = meet(case, meeting)
    return record_case_step(
        tx, case, after, action="recordMeeting", entry=entry, reason=meeting.note, rules=("LA-67", "LA-70")
    )  # fmt: skip


def enter_case_stage(tx: Tx, name: str, change: StageChange, *, etag: str) -> Case:
    """The case goes into another stage; the handler must still be qualified then (E-24)."""
    case = open_case(tx, name, "enterStage", etag=etag)
    entry = enter_case_step(tx, case, change)
    after = enter_stage(case, change, on=entry.happened_date)
    present = present_assignment(case)
    unit = assigned_unit(tx, present.unit)
    handler, on = handler_of_unit(tx, present.handler, unit.name), entry.happened_date
    barred = not barred_on(tx.session, on).isdisjoint((unit.name, handler.name))
    refuse_lost_qualification(obstacles_of(handler, unit, after, on=on), barred=barred)
    return record_case_step(tx, case, after, action="enterStage", entry=entry, rules=("LA-92", "LA-50"))


def end_case(tx: Tx, name: str, ending: Ending, *, etag: str) -> Case:
    """The case has ended; thirty days for the closing file (LA-76, LA-77)."""
    case = open_case(tx, name, "end", etag=etag)
    entry = enter_case_step(tx, case, ending)
    present = present_assignment(case)
    start_limit(
        tx, DeadlineKind.SUBMIT_FILE, subject=name, owner=present.unit, division=case.division,
        start=entry.happened_date,
    )  # fmt: skip
    drop_request(tx, case)
    for one in (present, *([case.paired] if case.paired else [])):
        cancel_deadlines(tx, one.name)
    after = end(case, ending, on=entry.happened_date)
    return record_case_step(tx, case, after, action="end", entry=entry, rules=("LA-76",))


def submit_case_file(tx: Tx, name: str, happening: Happening, *, etag: str) -> Case:
    """The unit hands in the closing file; thirty days to review it, which stand still while it is returned (LA-77)."""
    case = open_case(tx, name, "submitFile", etag=etag)
    entry = enter_case_step(tx, case, happening)
    if case.state is CaseState.ENDED:
        finish_deadline(tx, name, DeadlineKind.SUBMIT_FILE.name, on=entry.happened_date)
        start_limit(
            tx, DeadlineKind.REVIEW_FILE, subject=name, owner=case.institution, division=case.division,
            start=entry.happened_date,
        )  # fmt: skip
    else:
        resume_deadline(tx, name, REVIEW, on=entry.happened_date)
    return record_case_step(tx, case, submit_file(case), action="submitFile", entry=entry, rules=("LA-77",))


def review_case_file(tx: Tx, name: str, review: FileReview, *, etag: str) -> Case:
    """Accept the closing file, or return it with all that is missing (LA-77); each handler's share is told (XF-14)."""
    case = open_case(tx, name, "reviewFile", etag=etag)
    entry = enter_case_step(tx, case, review)
    after = review_file(case, review, on=entry.happened_date)
    if after.state is CaseState.FILE_ACCEPTED:
        finish_deadline(tx, name, REVIEW, on=entry.happened_date)
        after = _share_out(tx, after, entry)
        start_limit(
            tx, DeadlineKind.PAY_CASE, subject=name, owner=case.institution, division=case.division,
            start=entry.happened_date,
        )  # fmt: skip
    else:
        pause_deadline(tx, name, REVIEW, on=entry.happened_date)
    reason = "；".join(review.missing_items)
    return record_case_step(tx, case, after, action="reviewFile", entry=entry, reason=reason, rules=("LA-77",))


def grade_case(tx: Tx, name: str, grading: Grading, *, etag: str) -> Case:
    """Grade the handling (LA-74); the service claims what the rules give (LA-96)."""
    case = open_case(tx, name, "grade", etag=etag)
    entry = enter_case_step(tx, case, grading)
    grader = tx.seal.index(tx.principal.subject, GRADER)
    tx.emit(graded(case, grading.grade, on=entry.happened_date, grader_key=grader), subject=name)
    done = record_case_step(
        tx, case, grade(case, grading), action="grade", entry=entry, reason=grading.reason, rules=("LA-74",)
    )  # fmt: skip
    claim_for_graded(tx, done)
    close_paid_case(tx, name)
    return get_case(tx, name)


def archive_case(tx: Tx, name: str, happening: Happening, *, etag: str) -> Case:
    """Put the paid case into the archive."""
    case = open_case(tx, name, "archive", etag=etag)
    entry = enter_case_step(tx, case, happening)
    after = replace(case, state=CaseState.ARCHIVED)
    return record_case_step(tx, case, after, action="archive", entry=entry, rules=("LA-70",))


def _share_out(tx: Tx, case: Case, entry: Entry) -> Case:
    """The work is done: the running assignment ends with what the others leave of it (LA-100)."""
    tell_shares(tx, case, on=entry.happened_date)
    ask_recipient(tx, case)
    return end_assignment(case, on=entry.happened_date)
