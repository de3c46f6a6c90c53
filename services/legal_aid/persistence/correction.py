"""Rows of corrections: what an application said before (P-06). They are added, never changed."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.json_values import to_json
from services.legal_aid.domain.correction import Corrected
from services.legal_aid.persistence.row import Row


class CorrectionRow(Row):
    """What stood there before, who corrected it and why."""

    __tablename__ = "correction"
    __table_args__ = (sa.Index("correction_by_application", "application"),)

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    application: Mapped[str] = mapped_column(sa.ForeignKey("application.name"), type_=sa.Text)
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.Text)
    actor: Mapped[str] = mapped_column(sa.Text)
    enter_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", CorrectionRow.__table__)
_INSERT = sa.insert(TABLE)
_write = to_json(Corrected)


def add_correction(
    session: Session, id_: str, application: str, before: Corrected, *, reason: str, actor: str, now: dt.datetime
) -> None:
    """Keep what is replaced."""
    row = {"id": id_, "application": application, "before": _write(before)}
    session.execute(_INSERT, {**row, "reason": reason, "actor": actor, "enter_time": now})
