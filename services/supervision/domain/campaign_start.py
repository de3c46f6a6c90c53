"""By which day a unit has to begin its work in a campaign (SV-06). It must not know what it did."""

from __future__ import annotations

import datetime as dt

from services.supervision.domain.campaign import CampaignPlan
from services.supervision.domain.subject import SubjectType


def begin_due(campaign: CampaignPlan, kind: SubjectType, on: dt.date) -> dt.date:
    """First day of the first phase that asks something of the kind (SV-06).

    Never before `on`, when the campaign itself began: nobody is late for what did not run. A unit that only hands in
    papers begins with the first phase.
    """
    phases = [one.phase for one in campaign.coverages if kind in one.unit_types]
    return max(on, campaign.phases[min(phases, default=1) - 1].start_date)
