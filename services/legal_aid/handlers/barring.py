"""What begin and end of a bar bring with them, whoever is behind it: clocks, facts, audit (LA-65, XF-12, XF-13).

It must not decide who is barred.
"""

from __future__ import annotations

import datetime as dt

from chassis.deadlines import finish_deadline, load_deadline
from chassis.tx import Tx
from services.legal_aid.domain.assignment_bar import MEASURES, AssignmentBar, AssignmentBarLifted, barred, lift_bar
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.claims_on_check import put_on_check
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import assignment_bar as rows
from services.legal_aid.persistence.case_assignment import running_assignments_of

LEAVE = DeadlineKind.LEAVE_BARRED.name


def begin_bar(tx: Tx, bar: AssignmentBar) -> None:
    """The bar holds: each running case of the subject is to be reassigned in one working day (LA-65).

    An assignment whose clock has been started by another bar keeps that one.
    """
    rows.insert_bar(tx.session, bar)
    for name, institution in running_assignments_of(tx.session, bar.subject):
        if load_deadline(tx.session, name, LEAVE) is None:
            start_limit(
                tx, DeadlineKind.LEAVE_BARRED, subject=name, owner=institution, division=bar.division,
                start=bar.from_date,
            )  # fmt: skip
    if bar.cause in MEASURES:
        put_on_check(tx, bar.subject, document=bar.document)
    tx.emit(barred(bar), subject=bar.subject)
    tx.note("assignment_bar.create", bar.name, rules=("LA-65",), document=bar.document)


def end_bar(tx: Tx, bar: AssignmentBar, *, on: dt.date) -> AssignmentBar:
    """The bar ends on the day; without another one nobody has to leave his cases any more (XF-13)."""
    lifted = lift_bar(bar, on=on)
    rows.update_bar(tx.session, lifted)
    if not rows.find_running_bars(tx.session, bar.subject):
        for name, _ in running_assignments_of(tx.session, bar.subject):
            finish_deadline(tx, name, LEAVE, on=on)
    tx.emit(AssignmentBarLifted(subject=bar.subject, division=bar.division, lifted_date=on), subject=bar.subject)
    tx.note("assignment_bar.lift", bar.name, rules=("LA-65",), document=bar.document)
    return lifted
