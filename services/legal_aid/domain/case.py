"""Stands where the cases will be: stages and grades."""

from __future__ import annotations

import enum


class CaseStage(enum.Enum):
    """Stage of a case; a subsidy is paid once for each (LA-94)."""

    INVESTIGATION = enum.auto()
    PROSECUTION_REVIEW = enum.auto()
    TRIAL_1 = enum.auto()
    TRIAL_2 = enum.auto()
    RETRIAL = enum.auto()
    DEATH_REVIEW = enum.auto()
    ENFORCEMENT = enum.auto()
    ARBITRATION = enum.auto()
    NONE = enum.auto()


class Grade(enum.Enum):
    """Quality of the handling."""

    EXCELLENT = enum.auto()
    GOOD = enum.auto()
    PASS = enum.auto()
    FAIL = enum.auto()
