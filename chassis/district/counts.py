"""How much of everything a district has: the figures of F-19, varied mildly for the neighbours.

It must not name anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.district.dice import stream
from chassis.district.lists import read_list

DISTRICT = "990102"
CASE_YEAR = 2025
AS_OF = dt.date(2026, 6, 15)  # the day of the demo clock: ages, party standing and years of practice are told for it
FEWEST_PRACTITIONERS = 3  # of an office (GO-02)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The size of one district; the defaults are the district of F-19."""

    townships: int = 7
    villages: int = 91
    firms: int = 4
    lawyers: int = 24
    notaries: int = 3
    offices: int = 8
    practitioners: int = 28
    social_organisations: int = 15
    basic_organisations: int = 8
    mediation_organisations: int = 17
    cases: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """What names of a district are made of."""

    division: str
    name: str
    stem: str
    mark: str


def read_counties() -> tuple[County, ...]:
    """The counties of the city, by division."""
    return tuple(County(**row) for row in read_list("counties")["county"])


def counts_of(division: str, seed: int) -> Counts:
    """The figures of F-19 for the demo district, near ones for its neighbours."""
    if division == DISTRICT:
        return Counts()
    rng = stream(seed, division, "counts")
    offices = rng.randint(6, 10)
    townships = rng.randint(6, 9)
    return Counts(
        townships=townships,
        villages=rng.randint(78, 104),
        firms=rng.randint(3, 6),
        lawyers=rng.randint(20, 29),
        notaries=rng.randint(2, 4),
        offices=offices,
        practitioners=FEWEST_PRACTITIONERS * offices + rng.randint(2, 6),
        social_organisations=rng.randint(13, 17),
        basic_organisations=townships + 1,
        mediation_organisations=rng.randint(14, 20),
        cases=rng.randint(280, 320),
    )
