"""Samples that anybody can check: cases are frozen and hashed, then a public value decides which are drawn (LA-73).

It must not use a random number: who knows the value and the list finds the same cases with `sha256sum`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.evaluation_words import SamplePurpose
from services.legal_aid.domain.institution import Institution


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDraft:
    """What shall be drawn from: cases of the institution whose closing file was accepted in the days."""

    purpose: SamplePurpose
    institution: str
    from_date: dt.date
    until_date: dt.date
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSample:
    """A frozen population and, after the draw, what was drawn from it."""

    name: str
    purpose: SamplePurpose
    institution: str
    from_date: dt.date
    until_date: dt.date
    percent: int
    population: tuple[str, ...]
    population_sha256: str
    public_value: str
    public_source: str
    drawn: tuple[str, ...]
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicValue:
    """What decides the draw, and where anybody can read it."""

    public_value: str
    public_source: str


def check_dates(draft: SampleDraft) -> None:
    """Raise InvalidFields DATES_REVERSED."""
    if draft.until_date < draft.from_date:
        text = "截止日期早于起始日期，请核对"
        fault = Violation(field="evaluation_sample.until_date", reason="DATES_REVERSED", description=text)
        raise InvalidFields((fault,))


def freeze(
    draft: SampleDraft, institution: Institution, population: tuple[str, ...], *, name: str, now: dt.datetime
) -> EvaluationSample:
    """Fix what may be drawn, in order of name (LA-73), also by a third party (LA-141). Raises NOTHING_TO_DRAW."""
    if not population:
        raise RuleViolated(
            "NOTHING_TO_DRAW",
            "该机构在所填期间没有结案材料已验收的案件，请调整期间（LA-73）。",
            rules=("LA-73",),
        )
    listed = "".join(f"{case}\n" for case in population)
    return EvaluationSample(
        name=name, purpose=draft.purpose, institution=institution.name, from_date=draft.from_date,
        until_date=draft.until_date, percent=draft.percent, population=population,
        population_sha256=hashlib.sha256(listed.encode()).hexdigest(), public_value="", public_source="", drawn=(),
        division=institution.division, create_time=now, etag="1",
    )  # fmt: skip


def draw(sample: EvaluationSample, value: PublicValue) -> EvaluationSample:
    """Draw once (LA-73). Raises RuleViolated DRAWN_BEFORE."""
    if sample.drawn:
        raise RuleViolated("DRAWN_BEFORE", "该样本已经抽取，抽取结果不得更改（LA-73）。", rules=("LA-73",))
    wanted = -(-len(sample.population) * sample.percent // 100)
    ranked = sorted(sample.population, key=lambda case: _ticket(sample.population_sha256, value.public_value, case))
    return replace(
        sample, public_value=value.public_value, public_source=value.public_source, drawn=tuple(ranked[:wanted]),
        etag=str(int(sample.etag) + 1),
    )  # fmt: skip


def _ticket(population_sha256: str, public_value: str, case: str) -> str:
    return hashlib.sha256(f"{population_sha256}\n{public_value}\n{case}".encode()).hexdigest()
