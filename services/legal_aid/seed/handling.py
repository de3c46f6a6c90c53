"""Let the case of last year that a grant or a notice opened be handled, through the same handlers as a real one.

It must not choose a handler: the rota does.
"""

from __future__ import annotations

import datetime as dt

from chassis.tx import Tx
from services.legal_aid.domain.allocation import Verdict
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_assignment import Arrangement, AssignmentMethod, AssignmentOrder
from services.legal_aid.domain.case_handling import Agreement, Ending, FileReview, Grading, Meeting
from services.legal_aid.domain.case_words import EndBasis, Grade
from services.legal_aid.domain.entry import Happening
from services.legal_aid.handlers.allocation import get_allocation
from services.legal_aid.handlers.case_assignment import arrange_handler, assign_case
from services.legal_aid.handlers.case_handling import (
    end_case,
    grade_case,
    record_agreement,
    record_meeting,
    review_case_file,
    submit_case_file,
)
from services.legal_aid.persistence.case import load_case_of
from services.legal_aid.seed.actors import acting

NOW = Happening(happened_date=None, entry_reason="")
ROTA = AssignmentOrder(
    method=AssignmentMethod.ROTATION, unit="", handler="", reason="", pick_declined=True,
    party_divisions=(), happened_date=None, entry_reason="",
)  # fmt: skip
GRADES = (Grade.GOOD, Grade.PASS, Grade.GOOD, Grade.EXCELLENT, Grade.GOOD, Grade.PASS, Grade.GOOD)
SIGNED, MET, ENDED, FILED, REVIEWED, GRADED = 2, 4, 60, 75, 85, 90


def play_case(tx: Tx, source: str, opened: dt.date, place: int) -> None:
    """Assign it on its day; most are closed two to five months later, every tenth still runs."""
    case = load_case_of(tx.session, source)
    if case is None:
        raise LookupError(f"{source} opened no case")
    _assign(tx, case, opened)
    name, spread = case.name, place % 90
    days = {key: opened + dt.timedelta(days=key + (spread if key >= ENDED else 0)) for key in (
        SIGNED, MET, ENDED, FILED, REVIEWED, GRADED)}  # fmt: skip
    signed = Agreement(delay_cause="", happened_date=None, entry_reason="")
    record_agreement(acting(tx, "clerk", days[SIGNED]), name, signed, etag="")
    met = Meeting(agrees=True, note="", happened_date=None, entry_reason="")
    record_meeting(acting(tx, "clerk", days[MET]), name, met, etag="")
    if place % 10 == 0:
        return
    ending = Ending(end_basis=EndBasis.JUDGMENT_RECEIVED, happened_date=None, entry_reason="")
    end_case(acting(tx, "clerk", days[ENDED]), name, ending, etag="")
    submit_case_file(acting(tx, "clerk", days[FILED]), name, NOW, etag="")
    complete = FileReview(missing_items=(), happened_date=None, entry_reason="")
    review_case_file(acting(tx, "clerk", days[REVIEWED]), name, complete, etag="")
    grade = Grading(
        grade=GRADES[place % len(GRADES)], reason="案卷材料齐全，履职情况属实。", happened_date=None, entry_reason=""
    )  # fmt: skip
    grade_case(acting(tx, "head", days[GRADED]), name, grade, etag="")


def _assign(tx: Tx, case: Case, on: dt.date) -> None:
    """The unit that is next arranges whoever has least to do."""
    assigned = assign_case(acting(tx, "head", on), case.name, ROTA, etag="")
    allocation = get_allocation(tx, assigned.assignments[-1].allocation)
    chosen = {one.handler for one in allocation.choice.judged if one.verdict is Verdict.CHOSEN}
    able = [one for one in allocation.inputs.candidates if one.handler in chosen]
    handler = min(able, key=lambda one: (one.open_cases, one.handler)).handler
    arrangement = Arrangement(handler=handler, happened_date=None, entry_reason="")
    arrange_handler(acting(tx, "head", on), case.name, arrangement, etag="")
