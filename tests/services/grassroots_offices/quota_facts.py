"""Facts of an invented office and year, as quotas are computed from them. It must not compute them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from services.grassroots_offices.domain.quota_facts import (
    CountedHours,
    CountedShare,
    Denominator,
    PersonOfYear,
    QuotaFacts,
    QuotaRules,
    Threshold,
)

OFFICE = "offices/1"


def rules(**changes: Any) -> QuotaRules:
    """The values of 004."""
    limits = {
        "hours": 36, "aid_cases": 5, "class_hours": 40, "county_trainings": 2, "briefs": 3, "typical_cases": 1,
    }  # fmt: skip
    thresholds = {name: Threshold(value=value, citation=f"示例条款 {name}") for name, value in limits.items()}
    given: dict[str, Any] = {
        **thresholds, "class_hour_minutes": 45, "day_minutes": 480, "denominator": Denominator.FTE_DAYS, **changes,
    }  # fmt: skip
    return QuotaRules(**given)


def person(number: int = 1, **changes: Any) -> PersonOfYear:
    """Somebody who was there all year."""
    given: dict[str, Any] = {
        "practitioner": f"practitioners/{number}", "days": 365, "month_ends": 12, "at_year_end": True, "here": True,
        **changes,
    }  # fmt: skip
    return PersonOfYear(**given)


def hours(minutes: int, *, number: int = 1, who: int = 1, day: str = "2025-03-04") -> CountedHours:
    """Confirmed hours of somebody on a day."""
    return CountedHours(
        name=f"serviceHours/{number}", practitioner=f"practitioners/{who}", service_date=dt.date.fromisoformat(day),
        minutes=minutes,
    )  # fmt: skip


def share(share_bp: int, number: int = 1) -> CountedShare:
    """A share of a case."""
    return CountedShare(aid_case=f"cases/{number}", practitioner="practitioners/1", share_bp=share_bp)


def facts(**changes: Any) -> QuotaFacts:
    """The year 2025, which is over, of an office with one practitioner who did nothing."""
    given: dict[str, Any] = {
        "office": OFFICE, "division": "990102", "year": 2025, "as_of_date": dt.date(2025, 12, 31), "year_over": True,
        "first_month": 1, "last_month": 12, "rules": rules(), "people": (person(),), "hours": (), "shares": (),
        "classes": (), "county_trainings": (), "briefs": (), **changes,
    }  # fmt: skip
    return QuotaFacts(**given)
