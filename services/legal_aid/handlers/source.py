"""Tell the application or notice behind a case who handles it now (LA-33, LA-34). It must not change a case."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.legal_aid.domain.assignment import Assignment
from services.legal_aid.domain.case import Case
from services.legal_aid.handlers.assignment import show_assignment
from services.legal_aid.handlers.notice import show_notice_assignment


def tell_source(tx: Tx, case: Case, assignment: Assignment, entry: Entry) -> None:
    """The applicant and the authority read unit and person in what they filed."""
    if case.application:
        show_assignment(tx, case.application, assignment, entry)
    else:
        show_notice_assignment(tx, case.notice, assignment, entry)
