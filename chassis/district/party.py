"""Party membership of lawyers and practitioners. It must not say what follows from it."""

from __future__ import annotations

import datetime as dt
import enum
import random
from dataclasses import dataclass

from chassis.district.counts import AS_OF
from chassis.district.dice import day_between
from chassis.district.people import years_before


class Standing(enum.StrEnum):
    """Formal or probationary member; the year of probation is counted from admission."""

    FORMAL = "FORMAL"
    PROBATIONARY = "PROBATIONARY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A member's standing; `formal_on` is None while on probation."""

    standing: Standing
    admitted_on: dt.date
    formal_on: dt.date | None


def make_membership(rng: random.Random, standing: Standing, *, born: dt.date) -> Membership:
    """A membership that fits the age: nobody is admitted before the 19th birthday."""
    if standing is Standing.PROBATIONARY:
        admitted = day_between(rng, dt.date(2025, 7, 1), dt.date(2026, 5, 31))
        return Membership(standing=standing, admitted_on=admitted, formal_on=None)
    earliest = years_before(born, -19)
    admitted = day_between(rng, earliest, max(earliest, years_before(AS_OF, 2)))
    return Membership(standing=standing, admitted_on=admitted, formal_on=years_before(admitted, -1))
