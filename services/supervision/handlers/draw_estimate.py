"""What the visits of a draw say of everybody who could have been drawn (SV-60). It must not open a sealed draw."""

from __future__ import annotations

from chassis.tx import Tx
from services.supervision.domain.draw_estimate import DrawEstimate, draw_estimate
from services.supervision.handlers.draw_result import get_result
from services.supervision.persistence.draw_result import load_roster
from services.supervision.persistence.draw_verdict import verdicts_of


def get_draw_estimate(tx: Tx, draw: str) -> DrawEstimate:
    """Estimated from the signed inspections (SV-60). Raises NOT_FOUND; DRAW_SEALED before the visits began (SV-05)."""
    drawn = {one.target for one in get_result(tx, draw).assignments}
    return draw_estimate(draw, load_roster(tx.session, draw), drawn, verdicts_of(tx.session, draw))
