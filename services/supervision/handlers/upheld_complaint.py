"""Use case: remember upheld complaints for the next draw (SV-60). It must not weigh them."""

from __future__ import annotations

from chassis.tx import Tx
from services.supervision.domain.draw_risk import UpheldComplaint
from services.supervision.persistence.upheld_complaint import keep_upheld


def remember_complaint(tx: Tx, found: UpheldComplaint) -> None:
    """It counts in the next draw (SV-60)."""
    keep_upheld(tx.session, found)
