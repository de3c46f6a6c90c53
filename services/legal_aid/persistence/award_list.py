"""What the award list is made of: partners' reports, and who is registered under their names. It must not judge."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.principal import Principal
from chassis.row_scope import in_scope
from services.legal_aid.domain.award_list import Known
from services.legal_aid.domain.partner_report import PartnerReport, ReportTopic
from services.legal_aid.persistence.handler import TABLE as HANDLER
from services.legal_aid.persistence.handling_unit import TABLE as UNIT
from services.legal_aid.persistence.institution import TABLE as INSTITUTION
from services.legal_aid.persistence.partner_report import TABLE, read_report

TOPICS = (ReportTopic.SCORE.name, ReportTopic.GRADE.name, ReportTopic.PENALTY.name)
_SHOWN = (
    (INSTITUTION, INSTITUTION.c.display_name, (INSTITUTION.c.name,)),
    (UNIT, UNIT.c.display_name, (UNIT.c.name, UNIT.c.external_name)),
    (HANDLER, HANDLER.c.full_name, (HANDLER.c.name, HANDLER.c.external_name)),
)


def reports_in_scope(session: Session, principal: Principal) -> list[PartnerReport]:
    """Scores, grades and penalties within the caller's divisions."""
    query = (
        sa.select(TABLE)
        .where(TABLE.c.topic.in_(TOPICS), in_scope(TABLE.c.division, principal))
        .order_by(TABLE.c.subject, TABLE.c.name)
    )
    return [read_report(row) for row in session.execute(query)]


def known_as(session: Session, subjects: set[str]) -> dict[str, Known]:
    """Partner's name → who is registered under it."""
    found: dict[str, Known] = {}
    for table, shown, names in _SHOWN:
        for column in names:
            query = sa.select(column.label("subject"), table.c.name, shown.label("shown")).where(column.in_(subjects))
            for row in session.execute(query):
                found[row.subject] = Known(name=row.name, display_name=row.shown)
    return found
