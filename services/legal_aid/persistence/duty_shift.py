"""Rows of duty shifts, and of the half days they take. It must not decide who may see them beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.legal_aid.domain.duty_shift import DutyPlace, DutyShift, DutyShiftFilter, DutySummaryLine, month_range
from services.legal_aid.persistence.duty_claim import HELD
from services.legal_aid.persistence.row import Row


class DutyShiftRow(Row):
    """One line of the register."""

    __tablename__ = "duty_shift"
    __table_args__ = (
        sa.Index("duty_shift_by_division", "division", "name"),
        sa.Index("duty_shift_by_lawyer", "lawyer", "name"),
        sa.Index("duty_shift_by_date", "shift_date", "lawyer", "place"),
        sa.CheckConstraint("half_days between 1 and 2", name="duty_shift_half_days"),
        sa.CheckConstraint("persons_helped >= 0 and plea_items >= 0", name="duty_shift_counts"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.Text)
    lawyer: Mapped[str] = mapped_column(sa.ForeignKey("handler.name"), type_=sa.Text)
    shift_date: Mapped[dt.date]
    halves: Mapped[list[str]] = mapped_column(sa.JSON)
    half_days: Mapped[int]
    persons_helped: Mapped[int]
    plea_items: Mapped[int]
    public_office: Mapped[bool]
    late: Mapped[bool]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    voiding: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class DutyHalfDayRow(Row):
    """A half day of a lawyer that a line takes; there is one at most."""

    __tablename__ = "duty_half_day"

    lawyer: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    shift_date: Mapped[dt.date] = mapped_column(primary_key=True)
    half: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    duty_shift: Mapped[str] = mapped_column(sa.ForeignKey("duty_shift.name"), type_=sa.Text, index=True)


TABLE = cast("sa.Table", DutyShiftRow.__table__)
HALF_DAY = cast("sa.Table", DutyHalfDayRow.__table__)
_TAKE = Upsert(HALF_DAY, lambda row: row.on_conflict_do_nothing().returning(HALF_DAY.c.half))
_read = from_row(DutyShift, TABLE)
_write = to_values(DutyShift, TABLE)


def insert_duty_shift(session: Session, shift: DutyShift) -> None:
    """Write a line and take its half days. Raises ALREADY_EXISTS `SHIFT_OVERLAPS`."""
    session.execute(sa.insert(TABLE).values(_write(shift)))
    for half in shift.halves:
        taken = {
            "lawyer": shift.lawyer, "shift_date": shift.shift_date, "half": half.name, "duty_shift": shift.name,
        }  # fmt: skip
        if _TAKE.run(session, taken).one_or_none() is None:
            raise Refusal(
                Kind.ALREADY_EXISTS,
                "SHIFT_OVERLAPS",
                "该律师当日该半天已登记值班，同一半天不得重复登记（LA-92）。请核对日期和时段，登记有误的先作废原记录。",
                metadata={"rules": "LA-92"},
            )


def void_duty_shift(session: Session, shift: DutyShift) -> None:
    """Write a line that was struck out, and let its half days go; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == shift.name).values(_write(shift)))
    session.execute(sa.delete(HALF_DAY).where(HALF_DAY.c.duty_shift == shift.name))


def load_duty_shift(session: Session, name: str, principal: Principal, *, lock: bool = False) -> DutyShift | None:
    """The shift, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_duty_shifts(session: Session, wanted: DutyShiftFilter, page: Page, principal: Principal) -> list[DutyShift]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, institution=wanted.institution, lawyer=wanted.lawyer, place=wanted.place
    )
    if wanted.month:
        query = query.where(_within(wanted.month))
    return [_read(row) for row in session.execute(query)]


def unclaimed_shifts(session: Session, institution: str, lawyer: str, month: str) -> list[DutyShift]:
    """Shifts of the lawyer for the institution in the month that no claim holds, locked, by date."""
    query = sa.select(TABLE).where(
        TABLE.c.institution == institution, TABLE.c.lawyer == lawyer, _within(month), TABLE.c.voiding.is_(None),
        TABLE.c.name.not_in(sa.select(HELD.c.duty_shift)),
    )  # fmt: skip
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.shift_date, TABLE.c.name).with_for_update())]


def find_summary(
    session: Session, month: str, institution: str, page: Page, principal: Principal
) -> list[DutySummaryLine]:  # fmt: skip
    """A page by lawyer and place, with one line more than its size when there is another page."""
    official = sa.case((TABLE.c.public_office, TABLE.c.half_days), else_=0)
    query = (
        sa.select(
            TABLE.c.lawyer, TABLE.c.place, sa.func.count(), sa.func.sum(TABLE.c.half_days), sa.func.sum(official),
            sa.func.sum(TABLE.c.persons_helped), sa.func.sum(TABLE.c.plea_items),
        )
        .where(in_scope(TABLE.c.division, principal), _within(month), TABLE.c.voiding.is_(None))
        .group_by(TABLE.c.lawyer, TABLE.c.place)
        .order_by(TABLE.c.lawyer, TABLE.c.place)
        .limit(page.size + 1)
    )  # fmt: skip
    if institution:
        query = query.where(TABLE.c.institution == institution)
    if page.after is not None:
        lawyer, _, place = page.after.partition(" ")
        query = query.where(
            sa.or_(TABLE.c.lawyer > lawyer, sa.and_(TABLE.c.lawyer == lawyer, TABLE.c.place > place))
        )  # fmt: skip
    return [
        DutySummaryLine(
            lawyer=row[0], place=DutyPlace[row[1]], shifts=int(row[2]), half_days=int(row[3]),
            public_office_half_days=int(row[4]), persons_helped=int(row[5]), plea_items=int(row[6]),
        )
        for row in session.execute(query)
    ]  # fmt: skip


def summary_key(line: DutySummaryLine) -> str:
    """Where a page of the summary ended."""
    return f"{line.lawyer} {line.place.name}"


def _within(month: str) -> sa.ColumnElement[bool]:
    first, beyond = month_range(month)
    return sa.and_(TABLE.c.shift_date >= first, TABLE.c.shift_date < beyond)
