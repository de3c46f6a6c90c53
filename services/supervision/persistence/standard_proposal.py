"""Rows of proposals on standards. It must not decide where one goes."""

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
from services.supervision.domain.standard_proposal import StandardProposal, StandardProposalFilter
from services.supervision.persistence.row import Row


class StandardProposalRow(Row):
    """One proposal."""

    __tablename__ = "standard_proposal"
    __table_args__ = (sa.Index("standard_proposal_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    division: Mapped[str] = mapped_column(sa.Text)
    source_reference: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    analysis: Mapped[str] = mapped_column(sa.Text)
    proposal: Mapped[str] = mapped_column(sa.Text)
    found_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    sent_to: Mapped[str] = mapped_column(sa.Text)
    sent_date: Mapped[dt.date | None]
    answer: Mapped[str] = mapped_column(sa.Text)
    answered_date: Mapped[dt.date | None]
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", StandardProposalRow.__table__)
_read, _write = from_row(StandardProposal, TABLE), to_values(StandardProposal, TABLE)


def insert_proposal(session: Session, proposal: StandardProposal) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(proposal)))


def update_proposal(session: Session, proposal: StandardProposal) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == proposal.name).values(_write(proposal)))


def load_proposal(
    session: Session, name: str, principal: Principal, *, lock: bool = False
) -> StandardProposal | None:  # fmt: skip
    """The proposal, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_proposals(
    session: Session, wanted: StandardProposalFilter, page: Page, principal: Principal
) -> list[StandardProposal]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, state=wanted.state)
    return [_read(row) for row in session.execute(query)]
