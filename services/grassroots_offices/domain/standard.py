"""Five verdicts of the standardisation drive, each from its own rules (GO-90). It must not weigh or add them up."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from services.grassroots_offices.domain.criterion import RULES, Verdict
from services.grassroots_offices.domain.quality_plan import QualityPlan
from services.grassroots_offices.domain.quota import Quota, QuotaSheet, QuotaVerdict
from services.grassroots_offices.domain.written_rule import WrittenRuleLine, WrittenRuleStanding

SERVICE_QUOTAS = frozenset({Quota.SERVICE_HOURS, Quota.AID_CASES})


class StandardArea(enum.Enum):
    """The five areas."""

    OFFICE_AFFAIRS = enum.auto()
    TEAM = enum.auto()
    INTERNAL_RULES = enum.auto()
    SYSTEM_USE = enum.auto()
    SERVICE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardVerdict:
    """How an office stands in one area."""

    area: StandardArea
    met: bool
    failures: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFacts:
    """What the registers say of an office and year; `late_cases` by name."""

    criteria: tuple[Verdict, ...]
    rules: tuple[WrittenRuleLine, ...]
    late_cases: tuple[str, ...]
    quotas: QuotaSheet
    quality: QualityPlan


def standard_verdicts(facts: StandardFacts, citation: str) -> tuple[StandardVerdict, ...]:
    """One verdict for each area, with everything that fails (GO-90)."""
    failing = {
        StandardArea.OFFICE_AFFAIRS: _criteria(facts.criteria, of_premises=True),
        StandardArea.TEAM: _criteria(facts.criteria, of_premises=False),
        StandardArea.INTERNAL_RULES: tuple(
            one.kind.name for one in facts.rules if one.standing is not WrittenRuleStanding.IN_USE
        ),
        StandardArea.SYSTEM_USE: facts.late_cases,
        StandardArea.SERVICE: tuple(_service(facts)),
    }
    return tuple(
        StandardVerdict(area=area, met=not failures, failures=failures, citation=citation)
        for area, failures in failing.items()
    )


def _criteria(verdicts: Iterable[Verdict], *, of_premises: bool) -> tuple[str, ...]:
    return tuple(
        one.criterion.name for one in verdicts if not one.met and (RULES[one.criterion] == "GO-06") is of_premises
    )  # fmt: skip


def _service(facts: StandardFacts) -> Iterable[str]:
    """Quotas that are missed, and a quality plan that is not done."""
    for line in facts.quotas.lines:
        if line.quota in SERVICE_QUOTAS and line.verdict is QuotaVerdict.NOT_MET:
            yield line.quota.name
    if facts.quality.missing_reviews:
        yield "FILE_REVIEW"
    if facts.quality.without_survey:
        yield "SURVEY"
    if facts.quality.without_call:
        yield "FOLLOW_UP_CALL"
