"""Rows that say which report to the hotline belongs to which complaint. It must not decide which do."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.legal_aid.domain.complaint_tip import ComplaintTip
from services.legal_aid.persistence.row import Row


class ComplaintTipRow(Row):
    """One report."""

    __tablename__ = "complaint_tip"
    __table_args__ = (sa.Index("complaint_tip_of_complaint", "complaint", "tip"),)

    tip: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    complaint: Mapped[str] = mapped_column(sa.ForeignKey("complaint.name"), type_=sa.Text)
    clue: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ComplaintTipRow.__table__)
C = TABLE.c


def insert_tip(session: Session, tip: ComplaintTip) -> None:
    """Write that a report belongs to a complaint."""
    session.execute(sa.insert(TABLE).values(tip=tip.tip, complaint=tip.complaint, clue=tip.clue))


def move_tips(session: Session, before: str, after: str) -> None:
    """Everything of one complaint belongs to another from now on."""
    session.execute(sa.update(TABLE).where(C.complaint == before).values(complaint=after))


def is_known(session: Session, tip: str) -> bool:
    """Whether the report belongs to a complaint."""
    return bool(session.execute(sa.select(sa.exists().where(C.tip == tip))).scalar_one())


def tips_of(session: Session, complaints: list[str]) -> dict[str, tuple[str, ...]]:
    """The reports of each complaint in order; complaints without any are missing."""
    found: dict[str, list[str]] = {}
    for row in session.execute(sa.select(TABLE).where(C.complaint.in_(complaints)).order_by(C.complaint, C.tip)):
        found.setdefault(row.complaint, []).append(row.tip)
    return {name: tuple(tips) for name, tips in found.items()}
