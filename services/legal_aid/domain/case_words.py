"""The words of a case: stages, states, flags, ends, grades. It must not hold a rule."""

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


class CaseState(enum.Enum):
    """Where a case stands."""

    TO_ASSIGN = enum.auto()
    ASSIGNED = enum.auto()
    AGREED = enum.auto()
    IN_PROGRESS = enum.auto()
    REASSIGNING = enum.auto()
    TERMINATED = enum.auto()
    ENDED = enum.auto()
    FILE_SUBMITTED = enum.auto()
    FILE_RETURNED = enum.auto()
    FILE_ACCEPTED = enum.auto()
    GRADED = enum.auto()
    PAID = enum.auto()
    ARCHIVED = enum.auto()


class CaseFlag(enum.Enum):
    """What the reader should notice."""

    OTHER_COUNTY = enum.auto()
    AGREEMENT_LATE = enum.auto()
    DEFENCE_REFUSED = enum.auto()
    IN_HOUSE = enum.auto()


class EndBasis(enum.Enum):
    """What ended a case; the end date is that of this happening (LA-76, E-72)."""

    JUDGMENT_RECEIVED = enum.auto()
    AWARD_RECEIVED = enum.auto()
    SETTLED = enum.auto()
    PERFORMANCE_BEGUN = enum.auto()
    OTHER_PAPER_RECEIVED = enum.auto()


class Grade(enum.Enum):
    """Quality of the handling (LA-74)."""

    EXCELLENT = enum.auto()
    GOOD = enum.auto()
    PASS = enum.auto()
    FAIL = enum.auto()
