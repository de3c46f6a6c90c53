"""Follow the day that is due: propose, take back, close (SV-32, SV-76, XF-40). It must not hold anybody.

What follows does not depend on when it is noticed: the nightly job and whoever touches a rectification do the same.
NOTE: the rectification's row is locked by then, and before its hold's.
"""

from __future__ import annotations

import datetime as dt

from chassis.deadlines import cancel_deadlines
from chassis.jobs import BATCH
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.supervision.domain import overdue as moves
from services.supervision.domain.appraised import FELL_AWAY, of_overdue
from services.supervision.domain.practice_hold import UNSIGNED, lapsed, propose
from services.supervision.domain.rectification import Rectification, RectificationConsequence, RectificationState
from services.supervision.domain.time_limit import DeadlineKind
from services.supervision.handlers.appraisal import book, unbook
from services.supervision.persistence import practice_hold as holds
from services.supervision.persistence import rectification as rows


def propose_overdue(tx: Tx) -> int:
    """Propose what follows for everything whose day has passed, at most a batch (SV-32, SV-76)."""
    found = rows.take_overdue(tx.session, today=tx.today, limit=BATCH)
    for rectification in found:
        follow_day(tx, rectification, tx.today)
    return len(found)


def follow_day(tx: Tx, rectification: Rectification, on: dt.date) -> Rectification:
    """Propose a hold of who practises, accountability of who does not, once the day has passed (SV-32, SV-76)."""
    if not moves.falls_due(rectification, on):
        return rectification
    hold = _propose_hold(tx, rectification) if moves.needs_hold(rectification) else ""
    after = moves.overdue(rectification, hold=hold)
    rows.update_rectification(tx.session, after)
    if not hold:
        tx.emit(moves.told_proposed(after), subject=after.name)
    book(tx, of_overdue(after))
    tx.note("rectification.overdue", after.name, rules=("SV-32" if hold else "SV-76",))
    return after


def take_back(tx: Tx, rectification: Rectification, done: dt.date) -> Rectification:
    """What was done in time and entered late takes the proposal back (P-06)."""
    if not moves.was_in_time(rectification, done):
        return rectification
    if rectification.consequence is RectificationConsequence.ACCOUNTABILITY_PROPOSED:
        tx.emit(moves.told_withdrawn(rectification, on=tx.today), subject=rectification.name)
        unbook(tx, rectification.name, FELL_AWAY)
    _drop_hold(tx, rectification)
    return moves.taken_back(rectification)


def close_proposals(tx: Tx, rectification: Rectification) -> Rectification:
    """A hold that nobody signed falls away once there is nothing to put right (SV-32)."""
    if rectification.state is not RectificationState.CLOSED:
        return rectification
    _drop_hold(tx, rectification)
    return moves.lapsed(rectification)


def _propose_hold(tx: Tx, rectification: Rectification) -> str:
    hold = propose(rectification, name=f"holds/{tx.new_id()}", now=tx.now)
    holds.insert_practice_hold(tx.session, hold)
    start_limit(
        tx, DeadlineKind.SIGN_HOLD, subject=hold.name, owner=f"bureaus/{hold.division}", division=hold.division,
        start=hold.proposed_date,
    )  # fmt: skip
    tx.note("practice_hold.propose", hold.name, rules=("SV-32",), document=hold.rectification_number)
    return hold.name


def _drop_hold(tx: Tx, rectification: Rectification) -> None:
    hold = holds.lock_practice_hold(tx.session, rectification.hold)
    if hold is None or hold.state not in UNSIGNED:
        return
    holds.update_practice_hold(tx.session, lapsed(hold))
    cancel_deadlines(tx, hold.name)
    tx.note("practice_hold.lapse", hold.name, rules=("SV-32",), document=hold.rectification_number)
