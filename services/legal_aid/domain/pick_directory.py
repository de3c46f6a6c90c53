"""The pick directory (点援超市): whom a recipient is shown, in which order (LA-57, LA-134).

It must not look anything up, nor read a clock: the same handlers on the same day stand in the same order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.calendar import corresponding_day
from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.allocation import Candidate
from services.legal_aid.domain.case import Case, allow
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.handling_unit import HandlingUnitKind
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.partner_report import AssessmentGrade

MONTHS = 12
# Better grades stand before worse ones (XF-31). Lawyers are not graded there, so no grade counts as an ordinary one.
PLACE: dict[AssessmentGrade | None, int] = {
    AssessmentGrade.EXCELLENT: 1,
    AssessmentGrade.COMPETENT: 2,
    AssessmentGrade.PASS: 2,
    None: 2,
    AssessmentGrade.BASIC: 3,
    AssessmentGrade.INCOMPETENT: 4,
    AssessmentGrade.FAIL: 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryEntry:
    """What the recipient is shown of one handler.

    `practice_years` are full years on the day, None when it is not known since when; `free_capacity` None when the
    region sets no number of cases. `grade` is the newest one that a partner reported.
    """

    handler: str
    full_name: str
    unit: str
    unit_name: str
    specialties: tuple[Matter, ...]
    practice_years: int | None
    languages: tuple[str, ...]
    open_cases: int
    free_capacity: int | None
    grade: AssessmentGrade | None


def refuse_directory(case: Case) -> None:
    """Raise RuleViolated PICK_NOT_OFFERED for a notified case, ACTION_NOT_ALLOWED when nobody is to be assigned."""
    if case.notified:
        raise RuleViolated(
            "PICK_NOT_OFFERED",
            "通知辩护、通知代理案件不适用点援（LA-57）。请按轮候或者专业特长指派。",
            rules=("LA-57",),
        )
    allow(case, "assign", etag="")


def listed(handler: Handler, candidate: Candidate) -> bool:
    """Whether he consented, is qualified for the case and free to take it (LA-134)."""
    kept_out = candidate.obstacles or candidate.conflict or candidate.barred or candidate.pick_banned
    return handler.in_directory and not kept_out and candidate.unit_kind is not HandlingUnitKind.INSTITUTION


def in_order(entries: Iterable[DirectoryEntry], *, on: dt.date) -> tuple[DirectoryEntry, ...]:
    """By grade; within one place by registration, beginning each day with the next one (LA-134).

    The day's number (1 for 0001-01-01) modulo the number of those in the place says how many are moved to the end, so
    in as many days as there are people each of them stands first once.
    """
    places: dict[int, list[DirectoryEntry]] = {}
    for entry in sorted(entries, key=lambda one: one.handler):
        places.setdefault(PLACE[entry.grade], []).append(entry)
    turned = []
    for place in sorted(places):
        group = places[place]
        first = on.toordinal() % len(group)
        turned += group[first:] + group[:first]
    return tuple(turned)


def practice_years(since: dt.date | None, *, on: dt.date) -> int | None:
    """Full years of practice on the day (LA-134); the anniversary counts (D-05)."""
    if since is None:
        return None
    years = on.year - since.year
    return max(0, years - (corresponding_day(since, MONTHS * years) > on))
