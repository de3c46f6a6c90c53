"""What a bulletin counts, from the records of supervision (SV-70). It must not read what is only planned (SV-05)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.events.event_log import read_head
from chassis.principal import significant
from chassis.schema import cursor
from services.supervision.domain.appraisal import AppraisalEntryState, AppraisalKind
from services.supervision.domain.bulletin import BulletinFigures, LogPosition, NamedFor, NamedUnit
from services.supervision.domain.score_sheet import ScoreSheetState, ScoreVerdict
from services.supervision.persistence import (
    appraisal,
    clue,
    inspection,
    practice_hold,
    rectification,
    score_sheet,
)

OWN = "supervision"
PEOPLE = ("handlers/", "practitioners/")


def figures_of(session: Session, division: str, first: dt.date, last: dt.date) -> BulletinFigures:
    """What happened from the first to the last day in the division and below it (SV-70)."""

    def within(table: sa.Table, column: str) -> int:
        return _count(session, table, division, table.c[column].between(first, last))

    put_right = rectification.TABLE
    still = (put_right.c.issued_date <= last) & (
        put_right.c.closed_date.is_(None) | (put_right.c.closed_date > last)
    )  # fmt: skip
    return BulletinFigures(
        inspections_closed=within(inspection.TABLE, "closed_date"),
        rectifications_issued=within(put_right, "issued_date"),
        rectifications_closed=within(put_right, "closed_date"),
        rectifications_open=_count(session, put_right, division, still),
        rectifications_overdue=_count(session, put_right, division, still & (put_right.c.overdue_date <= last)),
        clues_opened=within(clue.TABLE, "happened_date"),
        clues_closed=within(clue.TABLE, "closed_date"),
        holds_begun=within(practice_hold.TABLE, "from_date"),
        holds_lifted=within(practice_hold.TABLE, "lifted_date"),
        sheets_final=within(score_sheet.TABLE, "final_date"),
    )


def named_of(session: Session, division: str, first: dt.date, last: dt.date) -> Iterator[NamedUnit]:
    """Units that a judged sheet calls unqualified, and units that were praised; no person (SV-56, P-01)."""
    sheets, entries = score_sheet.TABLE, appraisal.TABLE
    judged = sa.select(sheets.c.name, sheets.c.unit_title).where(
        _below(sheets, division), sheets.c.verdict == ScoreVerdict.UNQUALIFIED.name,
        sheets.c.state == ScoreSheetState.FINAL.name, sheets.c.final_date.between(first, last),
    )  # fmt: skip
    praised = sa.select(entries.c.name, entries.c.unit_title).where(
        _below(entries, division), entries.c.kind == AppraisalKind.PRAISE.name, entries.c.unit_title != "",
        entries.c.state == AppraisalEntryState.COUNTED.name, entries.c.happened_date.between(first, last),
        *(sa.not_(entries.c.subject.startswith(one)) for one in PEOPLE),
    )  # fmt: skip
    for why, query, table in ((NamedFor.UNQUALIFIED, judged, sheets), (NamedFor.PRAISE, praised, entries)):
        for name, title in session.execute(query.order_by(table.c.name)):
            yield NamedUnit(named_for=why, unit_title=title, record=name)


def positions_known(session: Session) -> Iterator[LogPosition]:
    """The own log and every log that is heard, each up to its last event (SV-70)."""
    yield LogPosition(source=OWN, position=read_head(session).position)
    for source, applied in session.execute(sa.select(cursor.c.source, cursor.c.applied).order_by(cursor.c.source)):
        yield LogPosition(source=source, position=applied)


def _count(session: Session, table: sa.Table, division: str, condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(_below(table, division), condition)
    return session.execute(query).scalar_one()


def _below(table: sa.Table, division: str) -> sa.ColumnElement[bool]:
    return table.c.division.startswith(significant(division))
