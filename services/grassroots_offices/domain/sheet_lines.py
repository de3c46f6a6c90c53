"""What the registers of a year say of an office or practitioner, line by line (F-16, F-17). It must not give points."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.grassroots_offices.domain.case_review import CaseReview
from services.grassroots_offices.domain.quality_plan import ReviewRules, plan_of
from services.grassroots_offices.domain.sheet_facts import RegisterLine
from services.grassroots_offices.domain.written_rule import WrittenRule, WrittenRuleStanding, check_rules


class SheetLine(enum.Enum):
    """Lines of D and E of F-16, and what else an office keeps in the year."""

    MATTERS_ACCEPTED = enum.auto()
    MATTERS_ENTERED_LATE = enum.auto()
    MATTERS_CLOSED = enum.auto()
    FILE_REVIEWS_OWED = enum.auto()
    FILES_REVIEWED = enum.auto()
    FILES_FLAWED = enum.auto()
    WITHOUT_SURVEY = enum.auto()
    WITHOUT_CALL = enum.auto()
    WRITTEN_RULES_IN_USE = enum.auto()
    WRITTEN_RULES_LACKING = enum.auto()
    PENALTIES = enum.auto()
    VILLAGES_ADVISED = enum.auto()
    PURCHASE_CONTRACTS = enum.auto()
    RIGHTS_REQUESTS = enum.auto()
    ACTIVITIES = enum.auto()
    VISITS = enum.auto()
    VISITS_OPEN = enum.auto()


_L = SheetLine


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterOfYear:
    """A matter that was accepted or closed in the year, without its parties."""

    name: str
    office: str
    handler: str
    accepted_date: dt.date
    closed_date: dt.date | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFact:
    """Something a register holds of a subject; `open` says that it is not settled."""

    name: str
    subject: str
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterYear:
    """What was read of an office; the facts by their line."""

    matters: tuple[MatterOfYear, ...]
    reviews: tuple[CaseReview, ...]
    rules: tuple[WrittenRule, ...]
    facts: Mapping[SheetLine, tuple[str, ...]]
    review_rules: ReviewRules


def lines_of_office(read: RegisterYear, office: str, year: int, *, on: dt.date) -> tuple[RegisterLine, ...]:
    """Every line, also those with nothing in it (GO-15, GO-17, GO-77, GO-84)."""
    closed = {one.name: one.closed_date for one in read.matters if one.closed_date is not None}
    plan = plan_of(office, year, closed, read.reviews, read.review_rules)
    reviewed = {one.office_case for one in read.reviews if one.office_case in closed}
    rules = check_rules(read.rules, year, on=min(on, dt.date(year, 12, 31)))
    in_use = [one.written_rule for one in rules if one.standing is WrittenRuleStanding.IN_USE]
    lines = {
        **lines_of_matters(read.matters, year),
        _L.FILES_REVIEWED: tuple(sorted(one.name for one in read.reviews if one.office_case in reviewed)),
        _L.FILES_FLAWED: plan.flawed, _L.WITHOUT_SURVEY: plan.without_survey, _L.WITHOUT_CALL: plan.without_call,
        _L.WRITTEN_RULES_IN_USE: tuple(sorted(in_use)),
        _L.WRITTEN_RULES_LACKING: tuple(
            one.kind.name for one in rules if one.standing is not WrittenRuleStanding.IN_USE
        ),
        **read.facts,
    }  # fmt: skip
    owed = RegisterLine(line=_L.FILE_REVIEWS_OWED.name, value=plan.reviews_owed, facts=())
    return tuple(sorted((owed, *_counted(lines)), key=lambda one: SheetLine[one.line].value))


def lines_of_practitioner(
    matters: Iterable[MatterOfYear], penalties: tuple[str, ...], year: int
) -> tuple[RegisterLine, ...]:  # fmt: skip
    """Matters that he handles or handled last, and penalties of his own (F-17)."""
    return tuple(_counted({**lines_of_matters(matters, year), _L.PENALTIES: penalties}))


def lines_of_matters(matters: Iterable[MatterOfYear], year: int) -> dict[SheetLine, tuple[str, ...]]:
    """Matters of the year: accepted, entered late, closed (GO-17)."""
    there = sorted(matters, key=lambda one: one.name)
    accepted = [one for one in there if one.accepted_date.year == year]
    return {
        _L.MATTERS_ACCEPTED: tuple(one.name for one in accepted),
        _L.MATTERS_ENTERED_LATE: tuple(one.name for one in accepted if one.late),
        _L.MATTERS_CLOSED: tuple(one.name for one in there if one.closed_date and one.closed_date.year == year),
    }


def _counted(lines: Mapping[SheetLine, tuple[str, ...]]) -> Iterator[RegisterLine]:
    for line, facts in lines.items():
        yield RegisterLine(line=line.name, value=len(facts), facts=facts)
