"""What was recorded of a campaign, for its report (SV-75). It must not count."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.principal import significant
from services.supervision.domain.campaign import Campaign
from services.supervision.domain.look_back import Recorded
from services.supervision.persistence import campaign_unit, clue, rectification, self_inspection
from services.supervision.persistence.campaign_paper import papers_of


def recorded_of(session: Session, campaign: Campaign, *, until: dt.date) -> Recorded:
    """Units, papers, rectifications found in their checks and sheets, and clues of the campaign's places and days."""
    units = sa.select(campaign_unit.TABLE.c.name).where(campaign_unit.TABLE.c.campaign == campaign.name)
    sheets = sa.select(self_inspection.TABLE.c.name).where(self_inspection.TABLE.c.campaign == campaign.name)
    table = clue.TABLE
    clues = sa.select(table.c.name, table.c.state).where(
        table.c.division.startswith(significant(campaign.division)),
        table.c.happened_date.between(campaign.phases[0].start_date, until),
    )
    return Recorded(
        units=campaign_unit.units_of(session, campaign.name),
        papers=papers_of(session, campaign.name),
        rectifications=rectification.found_in(session, units.union(sheets)),
        clues=[(name, state) for name, state in session.execute(clues.order_by(table.c.name))],
    )
