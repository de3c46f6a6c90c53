"""Use case of the papers that a criminal court gets of the handler (LA-68). It must not decide about the law."""

from __future__ import annotations

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Happening
from chassis.tx import Tx
from services.legal_aid.domain.case import Case, present_assignment
from services.legal_aid.domain.court_papers import refuse_elsewhere
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.case import enter_case_step, open_case, record_case_step

ACTION = "recordCourtPapers"


def record_court_papers(tx: Tx, name: str, happening: Happening, *, etag: str) -> Case:
    """The court has the papers of whoever handles the case now (LA-68)."""
    case = open_case(tx, name, ACTION, etag=etag)
    entry = enter_case_step(tx, case, happening)
    present = present_assignment(case)
    refuse_elsewhere(case, handed_in=_handed_in(case))
    finish_deadline(tx, present.name, DeadlineKind.COURT_PAPERS.name, on=entry.happened_date)
    return record_case_step(tx, case, case, action=ACTION, entry=entry, rules=("LA-68",))


def _handed_in(case: Case) -> bool:
    """Whether the newest of both was handing in, and not the assignment."""
    newest = next((step.action for step in reversed(case.steps) if step.action in (ACTION, "assign")), "")
    return newest == ACTION
