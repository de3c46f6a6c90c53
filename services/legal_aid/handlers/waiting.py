"""What the clock does to applications that wait in vain: for a reply (LA-31), for a successor (LA-148).

It must not judge whether the time is over; the deadline's state tells. It waits until late entries must have come in.
"""

from __future__ import annotations

from chassis.kernel.entry import Entry, is_past_entry
from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.ending import close_deceased
from services.legal_aid.handlers.supplement import lapse
from services.legal_aid.persistence.application import find_waiting

BATCH = 100


def lapse_unanswered(tx: Tx) -> int:
    """Applications without a complete reply in time are deemed withdrawn; returns how many."""
    return _end(tx, ApplicationState.SUPPLEMENT, DeadlineKind.SUPPLEMENT_REPLY)


def close_without_successor(tx: Tx) -> int:
    """Applications that no successor continued in time are closed; returns how many."""
    return _end(tx, ApplicationState.DECEASED, DeadlineKind.SUCCESSION)


END = {ApplicationState.SUPPLEMENT: lapse, ApplicationState.DECEASED: close_deceased}


def _end(tx: Tx, state: ApplicationState, kind: DeadlineKind) -> int:
    waiting: list[Application] = find_waiting(tx.session, state, kind.name, limit=BATCH)
    entry = Entry(happened_date=tx.today, late=False, reason="")
    vain = [application for application in waiting if _is_vain(tx, application, kind)]
    for application in vain:
        END[state](tx, application, entry)
    return len(vain)


def _is_vain(tx: Tx, application: Application, kind: DeadlineKind) -> bool:
    """Whether nothing that happened in time can still be on its way into the system (P-06, LA-72)."""
    limit = tx.policy("la.entry_days", division=application.division, on=tx.today).limit
    due = next(one.due_date for one in application.deadlines if one.kind == kind.name)
    return due is not None and is_past_entry(due, limit, tx.calendar, today=tx.today)
