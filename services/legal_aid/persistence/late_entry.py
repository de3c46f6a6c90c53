"""Which late steps of cases supervision was told of. It must not decide what is late; the step says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.legal_aid.domain.late_entry import LateEntry
from services.legal_aid.persistence.case import TABLE as CASE
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.step import CaseStepRow


class ToldLateEntryRow(Row):
    """One late step that was told."""

    __tablename__ = "told_late_entry"

    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    told_date: Mapped[dt.date]


TABLE = cast("sa.Table", ToldLateEntryRow.__table__)
STEP = cast("sa.Table", CaseStepRow.__table__)


def find_untold(session: Session, *, before: dt.datetime, limit: int) -> list[LateEntry]:
    """Late steps entered before the instant that nobody was told of, oldest first."""
    known = sa.exists().where(TABLE.c.case == STEP.c.case, TABLE.c.place == STEP.c.place)
    query = (
        sa.select(STEP.c.case, STEP.c.place, CASE.c.institution, CASE.c.division)
        .join(CASE, CASE.c.name == STEP.c.case)
        .where(STEP.c.late, STEP.c.enter_time < before, ~known)
        .order_by(STEP.c.enter_time, STEP.c.case, STEP.c.place)
        .limit(limit)
    )
    return [
        LateEntry(case=row.case, place=row.place, institution=row.institution, division=row.division)
        for row in session.execute(query)
    ]


def mark_told(session: Session, entries: Iterable[LateEntry], *, on: dt.date) -> None:
    """Remember that they were told."""
    session.execute(sa.insert(TABLE), [{"case": one.case, "place": one.place, "told_date": on} for one in entries])
