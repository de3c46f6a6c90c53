"""What other services told of subjects for their yearly assessments; filled by projections alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from chassis.upsert import Upsert
from services.grassroots_offices.domain.told_finding import FindingKind, ToldCoverage, ToldFinding
from services.grassroots_offices.persistence.row import Row


class ToldFindingRow(Row):
    """The newest word on one finding."""

    __tablename__ = "told_finding"
    __table_args__ = (sa.Index("told_finding_by_subject", "subject", "year"),)

    kind: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    source: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int]
    found_date: Mapped[dt.date]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    standing: Mapped[bool]
    position: Mapped[int] = mapped_column(sa.BigInteger)


class ToldCoverageRow(Row):
    """One change of an office's coverage, under the position of the fact in the teller's log."""

    __tablename__ = "told_coverage"
    __table_args__ = (sa.Index("told_coverage_by_office", "office", "since_date"),)

    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    office: Mapped[str] = mapped_column(sa.Text)
    required: Mapped[str] = mapped_column(sa.Text)
    actual: Mapped[str] = mapped_column(sa.Text)
    reached: Mapped[bool]
    since_date: Mapped[dt.date]


FINDING = cast("sa.Table", ToldFindingRow.__table__)
COVERAGE = cast("sa.Table", ToldCoverageRow.__table__)
_KEY = ["kind", "source", "subject"]
_read_finding, _write_finding = from_row(ToldFinding, FINDING), to_values(ToldFinding, FINDING)
_read_coverage, _write_coverage = from_row(ToldCoverage, COVERAGE), to_values(ToldCoverage, COVERAGE)
_KEEP_FINDING = Upsert(
    FINDING,
    lambda row: row.on_conflict_do_update(
        index_elements=_KEY, where=FINDING.c.position < row.excluded.position,
        set_={column.name: row.excluded[column.name] for column in FINDING.c if column.name not in _KEY},
    ),
)  # fmt: skip
_KEEP_COVERAGE = Upsert(COVERAGE, lambda row: row.on_conflict_do_nothing(index_elements=["position"]))


def keep_finding(session: Session, found: ToldFinding) -> None:
    """Write a finding, unless something newer is known of it."""
    _KEEP_FINDING.run(session, _write_finding(found))


def keep_coverage(session: Session, coverage: ToldCoverage) -> None:
    """Write a change of coverage; telling it again changes nothing."""
    _KEEP_COVERAGE.run(session, _write_coverage(coverage))


def findings_of(session: Session, subjects: Sequence[str], year: int) -> list[ToldFinding]:
    """What stands of the subjects and year."""
    query = sa.select(FINDING).where(FINDING.c.subject.in_(subjects), FINDING.c.year == year, FINDING.c.standing)
    return [_read_finding(row) for row in session.execute(query)]


def overdue_in(session: Session, office: str, first: dt.date, last: dt.date) -> int:
    """Fen of the 3% that party_building told as not booked when their time ended in the days (PB-23)."""
    query = sa.select(sa.func.coalesce(sa.func.sum(FINDING.c.amount_fen), 0)).where(
        FINDING.c.kind == FindingKind.ALLOCATION_OVERDUE.name, FINDING.c.subject == office, FINDING.c.standing,
        FINDING.c.found_date.between(first, last),
    )  # fmt: skip
    return int(session.execute(query).scalar_one())


def coverage_on(session: Session, offices: Sequence[str], day: dt.date) -> dict[str, ToldCoverage]:
    """How each office was covered on the day; none of those of which nothing was told."""
    query = (
        sa.select(COVERAGE)
        .where(COVERAGE.c.office.in_(offices), COVERAGE.c.since_date <= day)
        .order_by(COVERAGE.c.since_date, COVERAGE.c.position)
    )
    return {row.office: _read_coverage(row) for row in session.execute(query)}
