"""Rows of the appraisal account. It must not decide what counts for or against somebody."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal, significant
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.supervision.domain.appraisal import (
    AppraisalAccount,
    AppraisalDraft,
    AppraisalEffect,
    AppraisalEntry,
    AppraisalEntryState,
    AppraisalFilter,
)
from services.supervision.persistence.row import Row


class AppraisalEntryRow(Row):
    """One entry."""

    __tablename__ = "appraisal_entry"
    __table_args__ = (
        sa.Index("appraisal_entry_by_division", "division", "name"),
        sa.Index("appraisal_entry_by_source", "source", "name"),
        sa.Index("appraisal_entry_by_year", "year", "division"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    division: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    subject: Mapped[str] = mapped_column(sa.Text)
    unit_title: Mapped[str] = mapped_column(sa.Text)
    section: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    effect: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    happened_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", AppraisalEntryRow.__table__)
_read, _write = from_row(AppraisalEntry, TABLE), to_values(AppraisalEntry, TABLE)
_COUNTS = TABLE.c.state == AppraisalEntryState.COUNTED.name


def is_booked(session: Session, draft: AppraisalDraft) -> bool:
    """Whether the source's entry of the kind counts already for whom it is about."""
    found = sa.exists().where(
        TABLE.c.source == draft.source, TABLE.c.kind == draft.kind.name, TABLE.c.subject == draft.subject,
        TABLE.c.unit_title == draft.unit_title, TABLE.c.section == draft.section,
        TABLE.c.division == draft.division, _COUNTS,
    )  # fmt: skip
    return bool(session.execute(sa.select(found)).scalar_one())


def is_penalised(session: Session, penalty: str, subject: str) -> bool:
    """Whether the penalty was told as decided against the subject."""
    found = sa.exists().where(TABLE.c.source == penalty, TABLE.c.subject == subject, _COUNTS)
    return bool(session.execute(sa.select(found)).scalar_one())


def lock_of_source(session: Session, source: str) -> list[AppraisalEntry]:
    """What the source has that counts, locked."""
    query = sa.select(TABLE).where(TABLE.c.source == source, _COUNTS).order_by(TABLE.c.name).with_for_update()
    return [_read(row) for row in session.execute(query)]


def insert_entry(session: Session, entry: AppraisalEntry) -> None:
    """Write a new one."""
    session.execute(sa.insert(TABLE).values(_write(entry)))


def update_entry(session: Session, entry: AppraisalEntry) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == entry.name).values(_write(entry)))


def load_entry(session: Session, name: str, principal: Principal, *, lock: bool = False) -> AppraisalEntry | None:
    """The entry, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_entries(session: Session, wanted: AppraisalFilter, page: Page, principal: Principal) -> list[AppraisalEntry]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, subject=wanted.subject, kind=wanted.kind, state=wanted.state, section=wanted.section
    )
    if wanted.year:
        query = query.where(TABLE.c.year == wanted.year)
    return [_read(row) for row in session.execute(query)]


def accounts_of(session: Session, division: str, year: int, *, per_section: bool) -> list[AppraisalAccount]:
    """The counts of a year in and below a division, by unit or by section."""
    key = (TABLE.c.section,) if per_section else (TABLE.c.subject, TABLE.c.unit_title)
    counts = [sa.func.count().filter(TABLE.c.effect == effect.name).label(effect.name) for effect in AppraisalEffect]
    query = sa.select(*key, *counts).where(
        _COUNTS, TABLE.c.year == year, TABLE.c.division.startswith(significant(division)),
        sa.or_(*(column != "" for column in key)),
    )  # fmt: skip
    return [
        AppraisalAccount(
            **{"subject": "", "unit_title": "", "section": "", **{column.name: row[column.name] for column in key}},
            for_count=row[AppraisalEffect.FOR.name], against_count=row[AppraisalEffect.AGAINST.name],
            neutral_count=row[AppraisalEffect.NEUTRAL.name],
        )
        for row in session.execute(query.group_by(*key).order_by(*key)).mappings()
    ]  # fmt: skip
