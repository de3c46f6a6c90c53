"""Goals of a fund source's year, and whether they were reached (LA-145). It must not count anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FundGoals:
    """What is aimed at: shares in hundredths of a percent at least, days at most; `document` sets them."""

    document: str
    in_place_bp: int
    execution_bp: int
    days_to_pay: int
    pass_rate_bp: int
    satisfaction_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FundGoalsSet:
    """Goals were set, or replaced."""

    fund_source: str
    institution: str
    division: str
    fiscal_year: int
    in_place_bp: int
    execution_bp: int
    days_to_pay: int
    pass_rate_bp: int
    satisfaction_bp: int
    set_date: dt.date


def share_reached(part: int, whole: int, goal_bp: int) -> bool:
    """Whether a share is at least the goal (LA-145), compared without rounding (M-04); nothing of nothing is not."""
    return whole > 0 and part * 10_000 >= goal_bp * whole


def days_reached(total: int, count: int, goal: int) -> bool:
    """Whether the average is at most the goal (LA-145), compared without rounding (M-04)."""
    return count > 0 and total <= goal * count
