"""Rows of institution tallies. It must not decide what is counted."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.institution_tally import InstitutionTally
from services.supervision.persistence.row import Row


class InstitutionTallyRow(Row):
    """The counts of one institution."""

    __tablename__ = "institution_tally"
    __table_args__ = (sa.Index("institution_tally_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.Text, unique=True)
    division: Mapped[str] = mapped_column(sa.Text)
    received_count: Mapped[int] = mapped_column(sa.BigInteger)
    granted_count: Mapped[int] = mapped_column(sa.BigInteger)
    refused_count: Mapped[int] = mapped_column(sa.BigInteger)
    as_of_position: Mapped[int] = mapped_column(sa.BigInteger)
    update_time: Mapped[dt.datetime] = mapped_column(Instant)
    provisional_count: Mapped[int] = mapped_column(sa.BigInteger)
    terminated_count: Mapped[int] = mapped_column(sa.BigInteger)
    referred_count: Mapped[int] = mapped_column(sa.BigInteger)
    withdrawn_count: Mapped[int] = mapped_column(sa.BigInteger)
    corrected_count: Mapped[int] = mapped_column(sa.BigInteger)
    reissued_count: Mapped[int] = mapped_column(sa.BigInteger)
    notice_count: Mapped[int] = mapped_column(sa.BigInteger)
    late_notice_count: Mapped[int] = mapped_column(sa.BigInteger)
    running_deadline_count: Mapped[int] = mapped_column(sa.BigInteger)
    met_deadline_count: Mapped[int] = mapped_column(sa.BigInteger)
    missed_deadline_count: Mapped[int] = mapped_column(sa.BigInteger)
    unresolved_deadline_count: Mapped[int] = mapped_column(sa.BigInteger)
    cancelled_deadline_count: Mapped[int] = mapped_column(sa.BigInteger)
    differing_case_count: Mapped[int] = mapped_column(sa.BigInteger)
    unsatisfied_callback_count: Mapped[int] = mapped_column(sa.BigInteger)
    upheld_complaint_count: Mapped[int] = mapped_column(sa.BigInteger)
    deceit_count: Mapped[int] = mapped_column(sa.BigInteger)
    neglected_contact_count: Mapped[int] = mapped_column(sa.BigInteger)


TABLE = cast("sa.Table", InstitutionTallyRow.__table__)
_read = from_row(InstitutionTally, TABLE)
_write = to_values(InstitutionTally, TABLE)


def load_for_counting(session: Session, institution: str) -> InstitutionTally | None:
    """The tally of an institution, whoever may see it, locked for the next count."""
    row = session.execute(sa.select(TABLE).where(TABLE.c.institution == institution).with_for_update()).one_or_none()
    return None if row is None else _read(row)


def insert_tally(session: Session, tally: InstitutionTally) -> None:
    """Write a new tally."""
    session.execute(sa.insert(TABLE).values(_write(tally)))


def update_tally(session: Session, tally: InstitutionTally) -> None:
    """Write the new counts."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == tally.name).values(_write(tally)))


def load_tally(session: Session, name: str, principal: Principal) -> InstitutionTally | None:
    """The tally, if its institution lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal)).one_or_none()
    return None if row is None else _read(row)


def find_tallies(session: Session, page: Page, principal: Principal) -> list[InstitutionTally]:
    """A page by institution, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal)
    return [_read(row) for row in session.execute(query)]
