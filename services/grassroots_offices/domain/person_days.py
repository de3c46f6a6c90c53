"""Person-days: the denominator of quotas, exact and split by office (GO-67, E-49 to E-51). It must not divide."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from services.grassroots_offices.domain.practitioner import EMPLOYED, Practitioner
from services.grassroots_offices.domain.quota_facts import PersonOfYear
from services.grassroots_offices.domain.service_hours import office_on

DAY = dt.timedelta(days=1)


def days_of_year(year: int) -> int:
    """365, or 366 of a leap year (E-49)."""
    return (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days


def person_days(practitioner: Practitioner, office: str, year: int) -> int:
    """Days of the year in practice, held or suspended at the office, without certified leaves (GO-67)."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    starts = [one.from_date for one in practitioner.spans]
    ends = [following - DAY for _, following in pairwise(starts)] + [last]
    days = 0
    for span, end in zip(practitioner.spans, ends, strict=True):
        if span.office == office and span.state in EMPLOYED:
            begin, until = max(span.from_date, first), min(end, last)
            leaves = sum(_shared(one.from_date, one.until_date, begin, until) for one in practitioner.leaves)
            days += _shared(begin, until, first, last) - leaves
    return days


def _shared(begin: dt.date, until: dt.date, first: dt.date, last: dt.date) -> int:
    """Days that two times have in common, both ends included."""
    return max(0, (min(until, last) - max(begin, first)).days + 1)


def person_of_year(practitioner: Practitioner, office: str, year: int, *, on: dt.date) -> PersonOfYear | None:
    """How somebody counts for the office in the year, in all three ways (GO-67); None for one who was never there."""
    ends = [dt.date(year + (month == 12), month % 12 + 1, 1) - DAY for month in range(1, 13)]
    days = person_days(practitioner, office, year)
    here = office_on(practitioner, on) == office
    at_ends = [office_on(practitioner, end) == office for end in ends]
    if not (days or here or any(at_ends)):
        return None
    return PersonOfYear(
        practitioner=practitioner.name, days=days, month_ends=sum(at_ends), at_year_end=at_ends[-1], here=here
    )  # fmt: skip
