"""The means test: who is poor enough by the standard of the accepting institution's place (LA-20 to LA-29).

It must not know values that a regulation may change; the standard comes in as data.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class IncomePeriod(enum.Enum):
    """The period an income figure or a standard covers; the value is its length in months."""

    MONTH = 1
    YEAR = 12


class ResidenceType(enum.Enum):
    """Selects the urban or the rural standard (LA-21)."""

    URBAN = enum.auto()
    RURAL = enum.auto()


class Exemption(enum.Enum):
    """Grounds that free from the means test when proved (LA-28)."""

    NO_FIXED_INCOME = enum.auto()
    ASSISTANCE_RECIPIENT = enum.auto()
    MIGRANT_WORKER = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Declared facts. Money in fen for the whole period; `household_size` counts the applicant."""

    household_size: int
    household_income_fen: int
    own_income_fen: int
    income_period: IncomePeriod
    opponent_in_household: bool
    exemption: Exemption | None
    exemption_proved: bool
    pledge_signed: bool
    verified_by_data: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A hardship standard per person and period: `base_fen × numerator / denominator` (LA-21)."""

    numerator: int
    denominator: int
    base_fen: int
    period: IncomePeriod


# The region's rule names its base; the base is a dated figure of its own (LA-21, LA-149).
STANDARD_KEYS = {ResidenceType.URBAN: "la.standard.urban", ResidenceType.RURAL: "la.standard.rural"}
BASE_KEYS = {"DIBAO": "la.base.dibao", "RURAL_INCOME": "la.base.rural_income", "MIN_WAGE": "la.base.min_wage"}
FIXED = "FIXED"


def standard_of(rule: Mapping[str, Any], base: Mapping[str, Any]) -> Standard:
    """The standard that a rule makes of its base; a FIXED rule is its own base."""
    return Standard(
        numerator=rule.get("numerator", 1),
        denominator=rule.get("denominator", 1),
        base_fen=base["fen"],
        period=IncomePeriod[base["period"]],
    )


def is_within_standard(means: Means, standard: Standard) -> bool:
    """Whether the tested income does not exceed the standard; equal counts as poor (LA-22, LA-24, LA-25, LA-27, M-04).

    Both sides are whole numbers: periods are brought to one length by multiplying the shorter up, never by dividing.
    """
    income, persons = tested_income(means)
    declared = income * standard.denominator * standard.period.value
    allowed = standard.base_fen * standard.numerator * persons * means.income_period.value
    return declared <= allowed


def highest_income(means: Means, standard: Standard) -> int:
    """The highest income in fen that the same persons could have in the same period and be within the standard."""
    _, persons = tested_income(means)
    allowed = standard.base_fen * standard.numerator * persons * means.income_period.value
    return allowed // (standard.denominator * standard.period.value)


def tested_income(means: Means) -> tuple[int, int]:
    """The tested income and the persons who share it: the own income alone against a household member (LA-25)."""
    if means.opponent_in_household:
        return means.own_income_fen, 1
    return means.household_income_fen, means.household_size
