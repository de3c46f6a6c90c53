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
from services.legal_aid.domain.third_party import ThirdParty


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDraft:
    """What shall be drawn from: cases of the institution whose closing file was accepted in the days."""

    purpose: SamplePurpose
    institution: str
    from_date: dt.date
    until_date: dt.date
    percent: int
    third_party: ThirdParty | None


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
    third_party: ThirdParty | None = None
    doubled: tuple[str, ...] = ()


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
    draft: SampleDraft,
    institution: Institution,
    population: tuple[str, ...],
    distrusted: frozenset[str],
    *,
    name: str,
    now: dt.datetime,
) -> EvaluationSample:
    """Fix what may be drawn, in order of name (LA-73), also by a third party (LA-141). Raises NOTHING_TO_DRAW.

    What is `distrusted` has two chances (LA-140).
    """
    if not population:
        raise RuleViolated(
            "NOTHING_TO_DRAW",
            "该机构在所填期间没有结案材料已验收的案件，请调整期间（LA-73）。",
            rules=("LA-73",),
        )
    doubled = tuple(case for case in population if case in distrusted)
    listed = "".join(f"{line}\n" for line in (*population, *map(_again, doubled)))
    return EvaluationSample(
        name=name, purpose=draft.purpose, institution=institution.name, from_date=draft.from_date,
        until_date=draft.until_date, percent=draft.percent, population=population,
        population_sha256=hashlib.sha256(listed.encode()).hexdigest(), public_value="", public_source="", drawn=(),
        division=institution.division, create_time=now, etag="1", third_party=draft.third_party,
        doubled=doubled,
    )  # fmt: skip


def draw(sample: EvaluationSample, value: PublicValue) -> EvaluationSample:
    """Draw once (LA-73); a doubled case stands at the lower of its two tickets (LA-140). Raises DRAWN_BEFORE."""
    if sample.drawn:
        raise RuleViolated("DRAWN_BEFORE", "该样本已经抽取，抽取结果不得更改（LA-73）。", rules=("LA-73",))
    wanted = -(-len(sample.population) * sample.percent // 100)
    ranked = sorted(sample.population, key=lambda case: _ticket(sample, value.public_value, case))
    return replace(
        sample, public_value=value.public_value, public_source=value.public_source, drawn=tuple(ranked[:wanted]),
        etag=str(int(sample.etag) + 1),
    )  # fmt: skip


def _ticket(sample: EvaluationSample, public_value: str, case: str) -> str:
    lines = (case, _again(case)) if case in sample.doubled else (case,)
    texts = (f"{sample.population_sha256}\n{public_value}\n{line}" for line in lines)
    return min(hashlib.sha256(text.encode()).hexdigest() for text in texts)


def _again(case: str) -> str:
    return f"{case} again"
