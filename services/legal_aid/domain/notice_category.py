"""The words of a notice: which authority, which category, which procedure and stage (LA-11, LA-12, LA-35)."""

from __future__ import annotations

import enum


class AuthorityType(enum.Enum):
    """Which authority notifies."""

    COURT = enum.auto()
    PROCURATORATE = enum.auto()
    POLICE = enum.auto()


class NoticeCategory(enum.Enum):
    """Why a defender or agent must (LA-11) or may (LA-12) be assigned."""

    MINOR = enum.auto()
    SENSORY_DISABILITY = enum.auto()
    LIMITED_RECOGNITION = enum.auto()
    LIFE_OR_DEATH = enum.auto()
    DEATH_REVIEW = enum.auto()
    ABSENTIA = enum.auto()
    OTHER_BY_LAW = enum.auto()
    COMPULSORY_MEDICAL = enum.auto()
    DISCRETIONARY = enum.auto()


class Procedure(enum.Enum):
    """Procedure of the case."""

    ORDINARY = enum.auto()
    SIMPLIFIED = enum.auto()
    FAST_TRACK = enum.auto()
    ABSENTIA = enum.auto()
    COMPULSORY_MEDICAL = enum.auto()


class Stage(enum.Enum):
    """Stage of the case."""

    INVESTIGATION = enum.auto()
    PROSECUTION_REVIEW = enum.auto()
    TRIAL_1 = enum.auto()
    TRIAL_2 = enum.auto()
    RETRIAL = enum.auto()
    DEATH_REVIEW = enum.auto()


WITHOUT_NOTICE_PERIOD = frozenset({Procedure.SIMPLIFIED, Procedure.FAST_TRACK})
# What a category says about procedure or stage; the others say nothing about either.
PROCEDURES = {
    NoticeCategory.DISCRETIONARY: Procedure.ORDINARY,
    NoticeCategory.ABSENTIA: Procedure.ABSENTIA,
    NoticeCategory.COMPULSORY_MEDICAL: Procedure.COMPULSORY_MEDICAL,
}


def fits(category: NoticeCategory, procedure: Procedure, stage: Stage) -> bool:
    """Whether the category goes with procedure and stage (LA-11, LA-12); otherwise it is queried (LA-13)."""
    reviewed = category is not NoticeCategory.DEATH_REVIEW or stage is Stage.DEATH_REVIEW
    return reviewed and PROCEDURES.get(category, procedure) is procedure
