"""Rows of duties to publish. It must not decide when one begins."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.principal import significant
from chassis.row_mapping import from_row, to_values
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.publication import Publication, PublicationKind, PublicationState
from services.legal_aid.domain.publication_duty import PublicationDuty
from services.legal_aid.persistence.institution import TABLE as INSTITUTION
from services.legal_aid.persistence.institution import read_institution
from services.legal_aid.persistence.publication import TABLE as PUBLICATION
from services.legal_aid.persistence.row import Row


class PublicationDutyRow(Row):
    """One duty."""

    __tablename__ = "publication_duty"
    __table_args__ = (sa.UniqueConstraint("institution", "period", name="publication_duty_once"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    period: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", PublicationDutyRow.__table__)
_read = from_row(PublicationDuty, TABLE)
_write = to_values(PublicationDuty, TABLE)


def insert_duty(session: Session, duty: PublicationDuty) -> None:
    """Write a duty; each quarter has one."""
    session.execute(sa.insert(TABLE).values(_write(duty)))


def update_duty(session: Session, duty: PublicationDuty) -> None:
    """Write how it stands; it was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == duty.name).values(_write(duty)))


def institutions_without(session: Session, period: str, *, before: dt.datetime, limit: int) -> list[Institution]:
    """Institutions that were registered before an instant and have no duty of the period yet."""
    known = sa.exists().where(TABLE.c.institution == INSTITUTION.c.name, TABLE.c.period == period)
    query = sa.select(INSTITUTION).where(INSTITUTION.c.create_time < before, ~known)
    return [read_institution(row) for row in session.execute(query.order_by(INSTITUTION.c.name).limit(limit))]


def lock_open_duties(session: Session, publication: Publication) -> list[PublicationDuty]:
    """Duties that a table meets: its institution's, or those of the whole division that it is about; locked."""
    query = sa.select(TABLE).where(
        TABLE.c.period == publication.period, TABLE.c.state == PublicationState.COMPUTED.name
    )
    if publication.institution:
        query = query.where(TABLE.c.institution == publication.institution)
    else:
        query = query.where(TABLE.c.division.startswith(significant(publication.division)))
    return [_read(row) for row in session.execute(query.order_by(TABLE.c.name).with_for_update())]


def first_published(session: Session, institution: Institution, kind: PublicationKind, period: str) -> dt.date | None:
    """When the table of the period was published first, by the institution or for its whole division."""
    query = sa.select(PUBLICATION.c.institution, PUBLICATION.c.division, PUBLICATION.c.published_date).where(
        PUBLICATION.c.kind == kind.name, PUBLICATION.c.period == period,
        PUBLICATION.c.published_date.is_not(None), PUBLICATION.c.institution.in_(("", institution.name)),
    )  # fmt: skip
    days = [
        row.published_date
        for row in session.execute(query)
        if row.institution or institution.division.startswith(significant(row.division))
    ]
    return min(days, default=None)
