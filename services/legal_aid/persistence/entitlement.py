"""What may be paid once, and lawsuits that may be claimed for by one case alone (LA-94). It must not decide anything.

NOTE: lock order is the entitlement, then the lawsuit. How much of an entitlement is taken is moved by a trigger of the
claims' table, and a check keeps it to the whole.
"""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from chassis.upsert import Upsert
from services.legal_aid.domain.claimable import WHOLE_BP
from services.legal_aid.domain.entitlement import Entitlement
from services.legal_aid.persistence.row import Row


class EntitlementRow(Row):
    """One service in one stage of one case, paid by one source."""

    __tablename__ = "subsidy_entitlement"
    __table_args__ = (
        sa.UniqueConstraint("name", "fund_source", name="subsidy_entitlement_of_source"),
        sa.UniqueConstraint("case", "stage", "service", name="subsidy_entitlement_once"),
        sa.CheckConstraint(f"taken_bp BETWEEN 0 AND {WHOLE_BP}", name="subsidy_entitlement_is_not_exceeded"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    stage: Mapped[str] = mapped_column(sa.Text)
    service: Mapped[str] = mapped_column(sa.Text)
    fund_source: Mapped[str] = mapped_column(sa.ForeignKey("fund_source.name"), type_=sa.Text)
    taken_bp: Mapped[int]


class LawsuitRow(Row):
    """One handler's service in one stage of one lawsuit, by its court number, and the case that may claim it."""

    __tablename__ = "subsidy_lawsuit"
    __table_args__ = (sa.UniqueConstraint("name", "case", name="subsidy_lawsuit_of_case"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.Text)


TABLE, LAWSUIT = cast("sa.Table", EntitlementRow.__table__), cast("sa.Table", LawsuitRow.__table__)
_read, _write = from_row(Entitlement, TABLE), to_values(Entitlement, TABLE)
_OPEN = Upsert(TABLE, lambda row: row.on_conflict_do_nothing())
_OPEN_LAWSUIT = Upsert(LAWSUIT, lambda row: row.on_conflict_do_nothing())


def hold_entitlement(session: Session, wanted: Entitlement) -> Entitlement:
    """The entitlement, locked. One that nobody claims any more goes over to the wanted source."""
    _OPEN.run(session, _write(wanted))
    row = session.execute(sa.select(TABLE).where(TABLE.c.name == wanted.name).with_for_update()).one()
    if row.taken_bp == 0 and row.fund_source != wanted.fund_source:
        change = sa.update(TABLE).where(TABLE.c.name == wanted.name)
        session.execute(change.values(fund_source=wanted.fund_source))
        return wanted
    return _read(row)


def hold_lawsuit(session: Session, name: str, case: str) -> str:
    """The case that the lawsuit belongs to, locked; the given one when nobody had it."""
    _OPEN_LAWSUIT.run(session, {"name": name, "case": case})
    query = sa.select(LAWSUIT.c.case).where(LAWSUIT.c.name == name).with_for_update()
    return str(session.execute(query).scalar_one())


def take_lawsuit(session: Session, name: str, case: str) -> None:
    """A locked lawsuit that no claim holds any more goes over to another case."""
    session.execute(sa.update(LAWSUIT).where(LAWSUIT.c.name == name).values(case=case))
