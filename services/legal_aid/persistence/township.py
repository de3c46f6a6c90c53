"""What the townships of an institution have: points, rosters, contacts (LA-132). It must not count closed points."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.legal_aid.domain.service_point import PointState
from services.legal_aid.domain.standard_check import TownshipResources
from services.legal_aid.persistence.contact import TABLE as CONTACT
from services.legal_aid.persistence.service_point import AREA, POINT
from services.legal_aid.persistence.standard_check import TABLE as CHECK


def resources_of(session: Session, institution: str, first: dt.date, beyond: dt.date) -> list[TownshipResources]:
    """One row for each township; rosters are those of a point's newest check."""
    newest = sa.select(sa.func.max(CHECK.c.name).label("name")).group_by(CHECK.c.service_point).subquery()
    came = (
        sa.select(CONTACT.c.place, sa.func.count().label("contacts"))
        .where(
            CONTACT.c.institution == institution, CONTACT.c.received_date >= first, CONTACT.c.received_date < beyond
        )
        .group_by(CONTACT.c.place)
        .subquery()
    )  # fmt: skip
    roster = sa.join(CHECK, newest, CHECK.c.name == newest.c.name)
    of_area = sa.and_(POINT.c.area == AREA.c.name, POINT.c.state == PointState.ACTIVE.name)
    query = (
        sa.select(
            AREA.c.township, sa.func.count(POINT.c.name),
            *(sa.func.coalesce(sa.func.sum(column), 0)
              for column in (CHECK.c.lawyer_count, CHECK.c.practitioner_count, came.c.contacts)),
        )
        .select_from(
            AREA.outerjoin(POINT, of_area)
            .outerjoin(roster, CHECK.c.service_point == POINT.c.name)
            .outerjoin(came, came.c.place == POINT.c.display_name)
        )
        .where(AREA.c.institution == institution)
        .group_by(AREA.c.township)
    )  # fmt: skip
    return [
        TownshipResources(
            township=township, points=points, lawyers=lawyers, practitioners=practitioners, contacts=int(contacts)
        )
        for township, points, lawyers, practitioners, contacts in session.execute(query)
    ]  # fmt: skip
