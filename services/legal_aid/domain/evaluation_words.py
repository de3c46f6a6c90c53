"""The words of quality evaluation. It must not hold a rule."""

from __future__ import annotations

import enum


class EvaluationMethod(enum.Enum):
    """How the quality is looked at (LA-73, LA-141)."""

    FILE = enum.auto()
    OBSERVATION = enum.auto()
    AUTHORITY_OPINION = enum.auto()
    CALLBACK = enum.auto()
    PEER = enum.auto()
    THIRD_PARTY = enum.auto()


class SamplePurpose(enum.Enum):
    """What a sample is drawn for."""

    SECOND_SCORE = enum.auto()
    CALLBACK = enum.auto()
    THIRD_PARTY = enum.auto()
