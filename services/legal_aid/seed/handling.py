"""Let the case of last year that a grant or a notice opened be handled to its end.

It is assigned as a real one is; what happened to it afterwards is written at once by the same rules. It must not be
used outside seeds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.deadlines import finish_deadline
from chassis.tx import Tx
from services.legal_aid.domain.case import Case, touched
from services.legal_aid.domain.case_assignment import AssignmentMethod, AssignmentOrder
from services.legal_aid.domain.case_events import graded, moved
from services.legal_aid.domain.case_handling import (
    Agreement,
    Ending,
    FileReview,
    Grading,
    Meeting,
    agree,
    end,
    end_assignment,
    grade,
    meet,
    review_file,
    submit_file,
)
from services.legal_aid.domain.case_words import EndBasis, Grade
from services.legal_aid.domain.step import Step
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.case_assignment import assign_case
from services.legal_aid.handlers.closing_share import tell_shares
from services.legal_aid.persistence.case import load_case_of, update_case
from services.legal_aid.persistence.case_assignment import update_assignment
from services.legal_aid.persistence.step import CASE_STEPS
from services.legal_aid.seed.actors import acting

BY_SPECIALTY = AssignmentOrder(
    method=AssignmentMethod.SPECIALTY, unit="", handler="", reason="", pick_declined=True, party_divisions=(),
    happened_date=None, entry_reason="",
)  # fmt: skip
SIGNED = Agreement(delay_cause="", happened_date=None, entry_reason="")
MET = Meeting(agrees=True, note="", happened_date=None, entry_reason="")
JUDGED = Ending(end_basis=EndBasis.JUDGMENT_RECEIVED, happened_date=None, entry_reason="")
COMPLETE = FileReview(missing_items=(), happened_date=None, entry_reason="")
GRADES = (Grade.GOOD, Grade.PASS, Grade.GOOD, Grade.EXCELLENT, Grade.GOOD, Grade.PASS, Grade.GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """When what happened."""

    signed: dt.date
    met: dt.date
    ended: dt.date
    submitted: dt.date
    accepted: dt.date
    graded: dt.date


def play_case(tx: Tx, source: str, opened: dt.date, place: int) -> None:
    """Assign it on its day; most are closed two to five months later, every tenth still runs."""
    case = load_case_of(tx.session, source)
    if case is None:
        raise LookupError(f"{source} opened no case")
    assigned = assign_case(acting(tx, "head", opened), case.name, BY_SPECIALTY, etag="")
    later = [opened + dt.timedelta(days=60 + place % 90 + more) for more in (0, 15, 25, 30)]
    days = Days(
        signed=opened + dt.timedelta(days=2), met=opened + dt.timedelta(days=4), ended=later[0], submitted=later[1],
        accepted=later[2], graded=later[3],
    )  # fmt: skip
    finish_deadline(tx, assigned.assignments[-1].name, DeadlineKind.AGREE.name, on=days.signed)
    running = meet(agree(assigned, SIGNED, on=days.signed, late=False), MET)
    if place % 10 == 0:
        _write(acting(tx, "clerk", days.met), assigned, running, days, 2)
    else:
        _close(acting(tx, "head", days.graded), assigned, running, days, GRADES[place % len(GRADES)])


def _close(tx: Tx, before: Case, running: Case, days: Days, given: Grade) -> None:
    filed = submit_file(end(running, JUDGED, on=days.ended))
    accepted = review_file(filed, COMPLETE, on=days.accepted)
    tell_shares(tx, accepted, on=days.accepted)
    grading = Grading(grade=given, reason="案卷材料齐全，履职情况属实。", happened_date=None, entry_reason="")
    tx.emit(graded(accepted, given, on=days.graded, grader_key=""), subject=before.name)
    _write(tx, before, grade(end_assignment(accepted, on=days.accepted), grading), days, 6)


def _write(tx: Tx, before: Case, after: Case, days: Days, steps: int) -> None:
    """Case, assignment, the first so many steps and the move as a whole."""
    update_case(tx.session, touched(after, now=tx.now))
    update_assignment(tx.session, after.assignments[-1])
    happened = (
        ("recordAgreement", days.signed), ("recordMeeting", days.met), ("end", days.ended),
        ("submitFile", days.submitted), ("reviewFile", days.accepted), ("grade", days.graded),
    )  # fmt: skip
    for place, (action, day) in enumerate(happened[:steps], start=len(before.steps)):
        step = Step(
            action=action, happened_date=day, enter_time=tx.now, late=False, reason="", document_number=""
        )  # fmt: skip
        CASE_STEPS.add(tx.session, before.name, place, step)
    tx.emit(moved(before, after, on=happened[steps - 1][1]), subject=before.name)
    tx.note("case.handled", before.name, rules=("LA-70",))
