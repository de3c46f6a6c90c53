"""What the clock does to applications that wait in vain: for a reply (LA-31), for a successor (LA-148).

It must not judge whether the time is over; the deadline's state tells.
"""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.entry import Entry
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
    for application in waiting:
        END[state](tx, application, entry)
    return len(waiting)
