"""Start, stop and end the clocks of a complaint (LA-121, LA-123). It must not know a number of days."""

from __future__ import annotations

import datetime as dt

from chassis.deadlines import cancel_deadlines, load_deadline, resume_deadline, start_deadline
from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.deadline import Deadline
from chassis.kernel.deadline_moves import is_late
from chassis.tx import Tx
from services.legal_aid.domain.complaint import Complaint
from services.legal_aid.domain.complaint_clock import EXTENDED, KEY, REPLY, REPLY_RULE, RULE, ComplaintClock
from services.legal_aid.persistence.complaint import find_unanswered

BATCH = 100


def start_clock(tx: Tx, complaint: Complaint, clock: ComplaintClock, *, start: dt.date) -> Deadline:
    """Start a duty of the bureau under the limit in force on the day."""
    limit = _limit(tx, complaint, clock, on=start)
    return _start(tx, complaint, clock.name, RULE, f"bureaus/{complaint.division}", limit, start)


def start_reply(tx: Tx, complaint: Complaint, *, days: int, start: dt.date) -> Deadline:
    """Start the complainant's time for the reply, as the bureau set it."""
    return _start(tx, complaint, REPLY, REPLY_RULE, complaint.name, Limit(days, Basis.CAL), start)


def extend_clock(tx: Tx, complaint: Complaint, *, further_days: int, accepted: dt.date) -> Deadline:
    """Put the longer time in the place of the ordinary one; both run from the acceptance."""
    ordinary = _limit(tx, complaint, ComplaintClock.CONCLUDE_COMPLAINT, on=accepted)
    cancel_deadlines(tx, complaint.name)
    longer = Limit(ordinary.count + further_days, ordinary.basis)
    return _start(tx, complaint, EXTENDED, RULE, f"bureaus/{complaint.division}", longer, accepted)


def is_over(tx: Tx, complaint: Complaint, clock: ComplaintClock, *, on: dt.date) -> bool:
    """Whether the day lies behind the end of the time. Raises CalendarNotLoaded when that cannot be told."""
    deadline = load_deadline(tx.session, complaint.name, clock.name, lock=True)
    return deadline is not None and is_late(deadline, on)


def resume_unanswered(tx: Tx) -> int:
    """Where no reply came in time, let the bureau's clock run on from the last day; returns how many."""
    waiting = find_unanswered(tx.session, limit=BATCH)
    for complaint in waiting:
        resume_deadline(
            tx, complaint.name, ComplaintClock.ACCEPT_COMPLAINT.name, on=complaint.reply_due_date or tx.today
        )
    return len(waiting)


def _limit(tx: Tx, complaint: Complaint, clock: ComplaintClock, *, on: dt.date) -> Limit:
    return Limit.of(tx.policy(KEY, division=complaint.division, on=on).value[clock.value])


def _start(
    tx: Tx, complaint: Complaint, kind: str, rule: str, owner: str, limit: Limit, start: dt.date
) -> Deadline:  # fmt: skip
    return start_deadline(
        tx, subject=complaint.name, kind=kind, rule_id=rule, owner=owner, division=complaint.division, limit=limit,
        start=start,
    )  # fmt: skip
