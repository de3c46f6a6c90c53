"""The nightly use case of late entries: supervision is told the next day (LA-72, XF-19). It must not judge them."""

from __future__ import annotations

import datetime as dt

from chassis.clock import SHANGHAI
from chassis.tx import Tx
from services.legal_aid.domain.late_entry import told_late
from services.legal_aid.persistence.late_entry import find_untold, mark_told

BATCH = 100


def tell_late_entries(tx: Tx) -> int:
    """Tell of what was entered late until yesterday, a batch at most, each step once (XF-19); returns how many."""
    midnight = dt.datetime.combine(tx.today, dt.time(), SHANGHAI)
    found = find_untold(tx.session, before=midnight, limit=BATCH)
    if found:
        mark_told(tx.session, found, on=tx.today)
    for fact in told_late(found, on=tx.today):
        tx.emit(fact, subject=fact.case)
    return len(found)
