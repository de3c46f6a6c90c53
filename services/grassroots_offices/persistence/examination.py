"""Rows of who examines applications. It must not tell who is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.upsert import Upsert
from services.grassroots_offices.domain.examination import ExaminationFacts
from services.grassroots_offices.domain.licence_application import ENDED
from services.grassroots_offices.persistence.licence_application import TABLE as APPLICATIONS
from services.grassroots_offices.persistence.row import Row


class ExaminationRow(Row):
    """One application's; its application's row is locked when it is written."""

    __tablename__ = "examination"
    __table_args__ = (sa.Index("examination_by_examiner", "examiner", "licence_application"),)

    licence_application: Mapped[str] = mapped_column(
        sa.ForeignKey("licence_application.name"), type_=sa.Text, primary_key=True
    )
    examiner: Mapped[str] = mapped_column(sa.Text)
    assigned_date: Mapped[dt.date | None]
    claimed_by: Mapped[str] = mapped_column(sa.Text)
    claim_time: Mapped[dt.datetime | None] = mapped_column(Instant)
    division: Mapped[str] = mapped_column(sa.Text)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ExaminationRow.__table__)
_read, _write = from_row(ExaminationFacts, TABLE), to_values(ExaminationFacts, TABLE)
_KEY = "licence_application"
_SAVE = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_update(
        index_elements=[_KEY],
        set_={column.name: row.excluded[column.name] for column in TABLE.c if column.name != _KEY},
    ),
)  # fmt: skip


def save_examination(session: Session, facts: ExaminationFacts) -> None:
    """Write what is known of an application that was locked before."""
    _SAVE.run(session, _write(facts))


def load_examinations(session: Session, applications: Sequence[str]) -> dict[str, ExaminationFacts]:
    """What is known of the applications, by name; nothing of those that nobody was ever assigned to."""
    query = sa.select(TABLE).where(TABLE.c.licence_application.in_(applications))
    return {row.licence_application: _read(row) for row in session.execute(query)}


def running_of_examiners(
    session: Session, examiners: Sequence[str], page: Page, principal: Principal
) -> list[str]:  # fmt: skip
    """Running applications of the examiners within the caller's divisions, by name, one more than the page's size."""
    query = (
        sa.select(TABLE.c.licence_application)
        .join(APPLICATIONS, APPLICATIONS.c.name == TABLE.c.licence_application)
        .where(
            TABLE.c.examiner.in_(examiners), in_scope(APPLICATIONS.c.division, principal),
            APPLICATIONS.c.state.not_in([state.name for state in ENDED]),
        )
        .order_by(TABLE.c.licence_application)
        .limit(page.size + 1)
    )  # fmt: skip
    if page.after is not None:
        query = query.where(TABLE.c.licence_application > page.after)
    return list(session.execute(query).scalars())
