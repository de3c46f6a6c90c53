"""The duty to publish the table of a quarter (LA-98), one for each institution. It must not know a limit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from services.legal_aid.domain.period import Period
from services.legal_aid.domain.publication import PublicationState


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDuty:
    """What an institution owes to the public of a quarter; COMPUTED until the table is PUBLISHED."""

    name: str
    institution: str
    division: str
    period: str
    state: PublicationState


def last_quarter(today: dt.date) -> Period:
    """The quarter that ended last (LA-98)."""
    quarter = (today.month - 1) // 3
    return Period(year=today.year if quarter else today.year - 1, quarter=quarter or 4)


def written(period: Period) -> str:
    """As publications name it, for example `2026-Q2`."""
    return f"{period.year}-Q{period.quarter}"


def met(duty: PublicationDuty) -> PublicationDuty:
    """The table is published."""
    return replace(duty, state=PublicationState.PUBLISHED)
