"""What the signed inspections of a draw found, by target. It must not name a person."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.supervision.domain.campaign_unit import CheckResult
from services.supervision.domain.inspection import InspectionState
from services.supervision.persistence.inspection import TABLE as INSPECTION
from services.supervision.persistence.supervised_unit import TABLE as UNIT

_SIGNED = (InspectionState.SIGNED.name, InspectionState.CLOSED.name)
_RESULT = INSPECTION.c.record["result"].as_string()


def verdicts_of(session: Session, draw: str) -> dict[str, bool]:
    """Whether none of the target's signed inspections found a problem, by target of the draw."""
    query = (
        sa.select(UNIT.c.subject, sa.func.count().filter(CheckResult.NONE_FOUND.name != _RESULT))
        .join(UNIT, UNIT.c.name == INSPECTION.c.unit)
        .where(INSPECTION.c.draw == draw, INSPECTION.c.state.in_(_SIGNED))
        .group_by(UNIT.c.subject)
    )
    return {subject: problems == 0 for subject, problems in session.execute(query)}
