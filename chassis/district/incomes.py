"""Incomes around the demo standard: below, at the limit, a fen above, far above. It must not decide anything."""

from __future__ import annotations

import enum
import random
from dataclasses import dataclass

from chassis.district.cases import Means, Period, Residence
from chassis.district.dice import draw, happens
from chassis.district.lists import read_list
from chassis.district.matters import MatterRow

_SIZES = {1: 12, 2: 20, 3: 32, 4: 22, 5: 10, 6: 4}
_MONTHS = {Period.MONTH: 1, Period.YEAR: 12}
_TEN_YUAN = 1000


class Level(enum.Enum):
    """Where the tested income lies."""

    BELOW = enum.auto()
    AT_LIMIT = enum.auto()
    ONE_FEN_ABOVE = enum.auto()
    ABOVE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claimed ground of exemption and whether it is proved."""

    exemption: str
    proved: bool


def limit_fen(residence: Residence, period: Period, persons: int) -> int:
    """The highest whole income that is not above the standard."""
    standard = read_list("cases")["standard"]
    months = _MONTHS[period] * persons
    if residence is Residence.URBAN:
        return int(standard["urban_month"] * months)
    return int(standard["rural_year"] * months // 12)


def make_means(rng: random.Random, *, row: MatterRow, residence: Residence, level: Level, claim: Claim) -> Means:
    """Facts whose tested income lies at the level: the own income when a household member is the opponent (LA-25)."""
    size = draw(rng, _SIZES)
    against_own = happens(rng, row.household_opponent_percent)
    size = max(size, 2) if against_own else size
    period = _period(rng, residence, level)
    tested = _tested_income(rng, level, limit_fen(residence, period, 1 if against_own else size))
    if against_own:
        own = tested
        household = own + rng.randrange(200, 900) * _TEN_YUAN * _MONTHS[period]
    else:
        household = tested
        own = household if size == 1 else household * rng.randint(0, 70) // 100 // _TEN_YUAN * _TEN_YUAN
    frees = claim.proved and row.takes(claim.exemption)
    verified = not frees and happens(rng, 8)
    return Means(
        household_size=size,
        household_income_fen=household,
        own_income_fen=own,
        income_period=period,
        opponent_in_household=against_own,
        exemption=claim.exemption,
        exemption_proved=claim.proved,
        pledge_signed=not (frees or verified),
        verified_by_data=verified,
    )


def _period(rng: random.Random, residence: Residence, level: Level) -> Period:
    """Mostly the period of the standard; always that where the income must meet the limit to the fen."""
    usual, other = (Period.MONTH, Period.YEAR) if residence is Residence.URBAN else (Period.YEAR, Period.MONTH)
    return other if level in {Level.BELOW, Level.ABOVE} and happens(rng, 12) else usual


def _tested_income(rng: random.Random, level: Level, limit: int) -> int:
    if level is Level.AT_LIMIT:
        return limit
    if level is Level.ONE_FEN_ABOVE:
        return limit + 1
    percent = rng.randint(15, 97) if level is Level.BELOW else rng.randint(106, 380)
    rounded = limit * percent // 100 // _TEN_YUAN * _TEN_YUAN
    return rounded if level is Level.BELOW else max(rounded, limit + 1)
