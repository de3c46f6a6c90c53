"""Duty lawyers' shifts for tests. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import duty_shift_pb2 as pb

from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.steps import LATER

MORNING, COURT = pb.HALF_DAY_MORNING, pb.DUTY_PLACE_COURT


def stand(counter: Counter, who: str, **changes: Any) -> pb.DutyShift:
    """The clerk enters a shift of a morning at court; a date of one's own is entered late with a reason."""
    if "shift_date" in changes:
        changes = {"entry_reason": LATER, **changes}
    fields: dict[str, Any] = {
        "institution": counter.institution, "place": COURT, "lawyer": who, "halves": [MORNING], "persons_helped": 3,
        "plea_items": 1, **changes,
    }  # fmt: skip
    made: pb.DutyShift = counter.call("CreateDutyShift", counter.clerk, duty_shift=pb.DutyShift(**fields))
    return made
