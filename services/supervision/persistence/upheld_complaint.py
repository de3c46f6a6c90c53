"""Rows of complaints about legal aid that were upheld, and against whom of the registers. It must not weigh them."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.upsert import Upsert
from services.supervision.domain.draw_risk import UpheldComplaint
from services.supervision.persistence.row import Row


class UpheldComplaintRow(Row):
    """One complaint against one office or practitioner."""

    __tablename__ = "upheld_complaint"
    __table_args__ = (sa.Index("upheld_complaint_by_subject", "subject", "concluded_date"),)

    complaint: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    concluded_date: Mapped[dt.date]


TABLE = cast("sa.Table", UpheldComplaintRow.__table__)
_KEEP = Upsert(TABLE, lambda row: row.on_conflict_do_nothing())


def keep_upheld(session: Session, found: UpheldComplaint) -> None:
    """Keep it; one that is told again changes nothing."""
    for subject in found.subjects:
        row = {"complaint": found.complaint, "subject": subject, "concluded_date": found.concluded_date}
        _KEEP.run(session, row)
