"""Shares and grades of legal-aid cases, as told by legal_aid; filled by projections alone."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from chassis.upsert import Upsert
from services.grassroots_offices.domain.aid_case import AidCaseGrade, AidCaseShare
from services.grassroots_offices.persistence.row import Row


class AidCaseShareRow(Row):
    """One share, under the position of the fact in the teller's log."""

    __tablename__ = "aid_case_share"
    __table_args__ = (sa.Index("aid_case_share_by_practitioner", "practitioner", "accepted_date"),)

    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    aid_case: Mapped[str] = mapped_column(sa.Text)
    practitioner: Mapped[str] = mapped_column(sa.Text)
    office: Mapped[str] = mapped_column(sa.Text)
    share_bp: Mapped[int]
    accepted_date: Mapped[dt.date]


class AidCaseGradeRow(Row):
    """The newest grade of one case."""

    __tablename__ = "aid_case_grade"

    aid_case: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    failed: Mapped[bool]
    position: Mapped[int] = mapped_column(sa.BigInteger)


SHARE = cast("sa.Table", AidCaseShareRow.__table__)
GRADE = cast("sa.Table", AidCaseGradeRow.__table__)
_read_share, _write_share = from_row(AidCaseShare, SHARE), to_values(AidCaseShare, SHARE)
_write_grade = to_values(AidCaseGrade, GRADE)
_KEEP_SHARE = Upsert(
    SHARE,
    lambda row: row.on_conflict_do_update(
        index_elements=["position"],
        set_={name: row.excluded[name] for name in ("aid_case", "practitioner", "office", "share_bp", "accepted_date")},
    ),
)
_KEEP_GRADE = Upsert(
    GRADE,
    lambda row: row.on_conflict_do_update(
        index_elements=["aid_case"], where=GRADE.c.position < row.excluded.position,
        set_={name: row.excluded[name] for name in ("failed", "position")},
    ),
)  # fmt: skip


def keep_share(session: Session, share: AidCaseShare) -> None:
    """Write a share; telling it again changes nothing."""
    _KEEP_SHARE.run(session, _write_share(share))


def keep_grade(session: Session, grade: AidCaseGrade) -> None:
    """Write the grade of a case, unless something newer is known."""
    _KEEP_GRADE.run(session, _write_grade(grade))


def shares_of(session: Session, practitioners: list[str], first: dt.date, last: dt.date) -> list[AidCaseShare]:
    """Shares of the practitioners accepted from day to day, in order of day and case, without failed cases (GO-68)."""
    failed = sa.select(GRADE.c.aid_case).where(GRADE.c.failed)
    query = (
        sa.select(SHARE)
        .where(
            SHARE.c.practitioner.in_(practitioners), SHARE.c.accepted_date.between(first, last),
            SHARE.c.aid_case.not_in(failed),
        )
        .order_by(SHARE.c.accepted_date, SHARE.c.aid_case, SHARE.c.position)
    )  # fmt: skip
    return [_read_share(row) for row in session.execute(query)]
