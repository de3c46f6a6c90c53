"""What supervision recorded of whom a draw may draw (SV-60). It must not weigh it.

Clues count once they were verified, in full or in part; what was found false, or turned out to be no cause, does not.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.supervision.domain.clue import ClueState
from services.supervision.domain.draw_risk import DrawRecord
from services.supervision.persistence.clue import TABLE as CLUES
from services.supervision.persistence.rectification import TABLE as RECTIFICATIONS
from services.supervision.persistence.upheld_complaint import TABLE as COMPLAINTS

TRUE = (ClueState.VERIFIED_TRUE.name, ClueState.VERIFIED_PART.name, ClueState.DISPOSED.name)
# A clue that was found false is closed without a disposal.
_FOUND_TRUE = sa.and_(
    CLUES.c.resolved_as_met.is_(False),
    sa.or_(
        CLUES.c.state.in_(TRUE), sa.and_(CLUES.c.state == ClueState.CLOSED.name, CLUES.c.disposal.is_not(None))
    ),
)  # fmt: skip


def records_of(session: Session, register: str, since: dt.date, until: dt.date) -> dict[str, DrawRecord]:
    """Whoever of the register (`offices`, `practitioners`) has something on record from `since` to `until`."""
    clues = _counted(
        session, CLUES.c.owner, register, _FOUND_TRUE, CLUES.c.verified_date.between(since, until)
    )  # fmt: skip
    complaints = _counted(
        session, COMPLAINTS.c.subject, register, COMPLAINTS.c.concluded_date.between(since, until)
    )  # fmt: skip
    overdue = _counted(session, RECTIFICATIONS.c.subject, register, RECTIFICATIONS.c.overdue_date.between(since, until))
    return {
        subject: DrawRecord(
            subject=subject,
            clues=clues.get(subject, 0),
            complaints=complaints.get(subject, 0),
            overdue=overdue.get(subject, 0),
        )
        for subject in clues.keys() | complaints.keys() | overdue.keys()
    }


def _counted(
    session: Session, column: sa.ColumnElement[str], register: str, *which: sa.ColumnElement[bool]
) -> dict[str, int]:
    query = sa.select(column, sa.func.count()).where(column.startswith(f"{register}/"), *which).group_by(column)
    return {row[0]: row[1] for row in session.execute(query)}
