"""What a record may be about: rows of other nouns by their resource name. It must not read more than their division."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.principal import Principal
from chassis.row_scope import in_scope
from services.legal_aid.persistence import application, case, complaint, consultation, contact, notice, objection

# Collection → its table; each has the columns `name` and `division`.
TABLES: Mapping[str, sa.Table] = {
    "applications": application.TABLE,
    "cases": case.TABLE,
    "complaints": complaint.TABLE,
    "consultations": consultation.TABLE,
    "contacts": contact.TABLE,
    "notices": notice.TABLE,
    "objections": objection.TABLE,
}


def division_of_subject(session: Session, name: str, principal: Principal, *, lock: bool = False) -> str | None:
    """The division of the row, if there is one within the caller's divisions; with `lock` nobody may change it."""
    table = TABLES.get(name.partition("/")[0])
    if table is None:
        return None
    query = sa.select(table.c.division).where(table.c.name == name, in_scope(table.c.division, principal))
    found: str | None = session.execute(query.with_for_update() if lock else query).scalar_one_or_none()
    return found
