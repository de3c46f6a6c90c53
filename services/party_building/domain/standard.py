"""The six haves and the grade of an organisation (PB-16, PB-17). It must not invent criteria of a grade."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated


class Have(enum.Enum):
    """The six haves (PB-16)."""

    PREMISES = enum.auto()
    FACILITIES = enum.auto()
    SIGN = enum.auto()
    FLAG = enum.auto()
    BOOKS = enum.auto()
    SYSTEMS = enum.auto()


class OrganisationGrade(enum.Enum):
    """Grade (PB-17)."""

    A = enum.auto()
    B = enum.auto()
    C = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class HaveCheck:
    """One of the six haves, as it was last looked at."""

    have: Have
    present: bool
    evidence: str
    checked_date: dt.date
    valid_until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeSpan:
    """A grade and the day from which it counts."""

    grade: OrganisationGrade
    from_date: dt.date
    document_number: str


def looked_at(before: Iterable[HaveCheck], looks: Iterable[HaveCheck]) -> tuple[HaveCheck, ...]:
    """The newest look at each have, in the order of the six (PB-16). Raises EVIDENCE_MISSING."""
    known = {one.have: one for one in before}
    for look in looks:
        if look.present and not look.evidence:
            raise RuleViolated(
                "EVIDENCE_MISSING",
                "核查为“有”的，须填写佐证材料编号（PB-16）。请补充照片或者文件编号后提交。",
                rules=("PB-16",),
            )
        known[look.have] = look
    return tuple(known[have] for have in Have if have in known)


def haves_on(haves: Iterable[HaveCheck], on: dt.date) -> tuple[Have, ...]:
    """Which of the six are there on the day; a look that is no longer valid shows nothing (PB-16)."""
    return tuple(
        one.have for one in haves
        if one.present and one.checked_date <= on and (one.valid_until is None or on <= one.valid_until)
    )  # fmt: skip


def standard_reached(haves: Iterable[HaveCheck], on: dt.date) -> bool:
    """Whether all six are there on the day (PB-16)."""
    return set(haves_on(haves, on)) == set(Have)
