"""Rows of acts that purchase contracts pay for, one for each practitioner. It must not hold money."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.kernel.errors import RuleViolated
from chassis.upsert import Upsert
from services.grassroots_offices.domain.purchase_contract import CoveredActivity
from services.grassroots_offices.domain.service_hours import ServiceKind
from services.grassroots_offices.persistence.row import Row


class CoveredActRow(Row):
    """What one practitioner did in an activity; `kind` empty when it would be no public-interest work."""

    __tablename__ = "covered_act"
    __table_args__ = (sa.Index("covered_act_by_day", "practitioner", "activity_date"),)

    activity: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    practitioner: Mapped[str] = mapped_column(sa.ForeignKey("practitioner.name"), type_=sa.Text, primary_key=True)
    contract: Mapped[str] = mapped_column(sa.ForeignKey("purchase_contract.name"), type_=sa.Text)
    activity_date: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CoveredActRow.__table__)
_INSERT = Upsert(TABLE, lambda row: row.on_conflict_do_nothing().returning(TABLE.c.activity))


def insert_acts(session: Session, contract: str, activity: CoveredActivity) -> None:
    """Write an act of each practitioner. Raises ACTIVITY_COVERED when a contract pays for one already (GO-88)."""
    for practitioner in activity.practitioners:
        row = {
            "activity": activity.activity, "practitioner": practitioner, "contract": contract,
            "activity_date": activity.activity_date, "kind": activity.kind.name if activity.kind else "",
        }  # fmt: skip
        if _INSERT.run(session, row).one_or_none() is None:
            message = "该活动已登记由政府购买合同付费，同一活动不能重复付费（GO-88）。请核对活动和合同。"
            raise RuleViolated("ACTIVITY_COVERED", message, rules=("GO-88",))


def is_purchased(session: Session, practitioner: str, day: dt.date, kind: ServiceKind) -> bool:
    """Whether a contract pays for his work of the kind on the day; his row is locked meanwhile (GO-88)."""
    there = sa.exists().where(
        TABLE.c.practitioner == practitioner, TABLE.c.activity_date == day, TABLE.c.kind == kind.name
    )
    return bool(session.execute(sa.select(there)).scalar_one())
