"""Rows of what partners report. It must not decide what follows from a report."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page
from services.legal_aid.domain.partner_report import PartnerReport, PartnerReportFilter, ReportTopic
from services.legal_aid.persistence.handler import TABLE as HANDLER
from services.legal_aid.persistence.handling_unit import TABLE as UNIT
from services.legal_aid.persistence.institution import TABLE as INSTITUTION
from services.legal_aid.persistence.row import Row


class PartnerReportRow(Row):
    """One matter as it stands."""

    __tablename__ = "partner_report"
    __table_args__ = (
        sa.UniqueConstraint("subject", "source", "topic", "reference", name="partner_report_fact"),
        sa.Index("partner_report_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    source: Mapped[str] = mapped_column(sa.Text)
    topic: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    reference: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    cause: Mapped[str | None] = mapped_column(sa.Text)
    unit: Mapped[str] = mapped_column(sa.Text)
    document: Mapped[str] = mapped_column(sa.Text)
    year: Mapped[int]
    grade: Mapped[str | None] = mapped_column(sa.Text)
    from_date: Mapped[dt.date | None]
    until_date: Mapped[dt.date | None]
    as_of_position: Mapped[int] = mapped_column(sa.BigInteger)
    as_of: Mapped[dt.datetime] = mapped_column(Instant)
    act: Mapped[str] = mapped_column(sa.Text)
    score_tenths: Mapped[int]
    inspection_row: Mapped[int]


TABLE = cast("sa.Table", PartnerReportRow.__table__)
C = TABLE.c
read_report = from_row(PartnerReport, TABLE)
_write = to_values(PartnerReport, TABLE)


def load_same(session: Session, told: PartnerReport) -> PartnerReport | None:
    """What is known of the same matter, locked."""
    query = sa.select(TABLE).where(
        C.subject == told.subject, C.source == told.source, C.topic == told.topic.name, C.reference == told.reference
    )
    row = session.execute(query.with_for_update()).one_or_none()
    return None if row is None else read_report(row)


def insert_report(session: Session, report: PartnerReport) -> None:
    """Write a matter that was not known."""
    session.execute(sa.insert(TABLE).values(_write(report)))


def update_report(session: Session, report: PartnerReport) -> None:
    """Write a matter anew that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(C.name == report.name).values(_write(report)))


def reports_about(session: Session, *subjects: str) -> list[PartnerReport]:
    """Everything reported of the subjects, in the order in which it first came."""
    wanted = [subject for subject in subjects if subject]
    query = sa.select(TABLE).where(C.subject.in_(wanted)).order_by(C.subject, C.name)
    return [read_report(row) for row in session.execute(query)]


def reports_on(session: Session, topic: ReportTopic) -> list[PartnerReport]:
    """Everything reported on the topic, in the order in which it first came."""
    return [read_report(row) for row in session.execute(sa.select(TABLE).where(C.topic == topic.name).order_by(C.name))]


def is_purchased(session: Session, act: str, offices: tuple[str, ...]) -> bool:
    """Whether a contract with one of the offices pays for the act."""
    known = [office for office in offices if office]
    there = sa.exists().where(C.subject.in_(known), C.topic == ReportTopic.PURCHASE.name, C.act == act)
    return bool(session.execute(sa.select(there)).scalar_one())


def find_reports(
    session: Session, wanted: PartnerReportFilter, page: Page, principal: Principal
) -> list[PartnerReport]:
    """A page in order of the first report, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, subject=wanted.subject)
    if wanted.unmatched:
        for known in (HANDLER, UNIT):
            same = sa.or_(known.c.external_name == C.subject, known.c.name == C.subject)
            query = query.where(~sa.exists().where(same))
        query = query.where(~sa.exists().where(INSTITUTION.c.name == C.subject))
    return [read_report(row) for row in session.execute(query)]
