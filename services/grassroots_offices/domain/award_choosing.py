"""Who may be chosen in a round, and how the panel's choice leaves a reason with everybody else (GO-70).

It must not rank anybody: no text gives points.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from services.grassroots_offices.domain.assessment import AssessmentGrade
from services.grassroots_offices.domain.award_round import (
    AwardCandidate,
    AwardExclusion,
    AwardKind,
    AwardRound,
    AwardRoundDraft,
    AwardRoundState,
    AwardRules,
)
from services.grassroots_offices.domain.documented import Documented

_G = AssessmentGrade
# With which grade of the year before somebody may be chosen [design].
GOOD = frozenset({_G.PASS, _G.EXCELLENT, _G.COMPETENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The final grade of the year before, and the assessment it stands in."""

    assessment: str
    grade: AssessmentGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedCandidate:
    """One that was not chosen, and why."""

    subject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardChoice(Documented):
    """The decision of the panel."""

    chosen: tuple[str, ...]
    rejected: tuple[RejectedCandidate, ...]


def candidate(
    subject: str, display_name: str, office: str, *, graded: Graded | None, penalties: tuple[str, ...]
) -> AwardCandidate:
    """An office or practitioner with what excludes it: no good grade, or a penalty since the last round [design]."""
    return AwardCandidate(
        subject=subject, display_name=display_name, office=office, exclusion=_exclusion(graded, penalties), reason="",
        chosen=False, evidence=((graded.assessment,) if graded else ()) + penalties,
    )  # fmt: skip


def begin_round(
    draft: AwardRoundDraft, candidates: tuple[AwardCandidate, ...], *, name: str, today: dt.date, now: dt.datetime
) -> AwardRound:
    """A round with its candidates (GO-70)."""
    values = {field.name: getattr(draft, field.name) for field in fields(AwardRoundDraft)}
    return AwardRound(
        **values, name=name, state=AwardRoundState.COMPILED, candidates=candidates, compiled_date=today,
        decision_document="", chosen_date=None, published_document="", published_date=None, create_time=now, etag="1",
    )  # fmt: skip


def recompiled(award: AwardRound, candidates: tuple[AwardCandidate, ...], *, today: dt.date) -> AwardRound:
    """The candidates as the registers now say (GO-70)."""
    return replace(award, candidates=candidates, compiled_date=today, etag=_next(award))


def chosen(award: AwardRound, choice: AwardChoice, rules: AwardRules, entry: Entry) -> AwardRound:
    """The panel's choice (GO-70).

    Raises CANDIDATE_UNKNOWN, CANDIDATE_EXCLUDED, CANDIDATE_UNEXPLAINED, TOO_MANY_CHOSEN.
    """
    reasons = {one.subject: one.reason for one in choice.rejected}
    _refuse_choice(award, choice, reasons)
    if award.kind is AwardKind.BEST_CASE and len(choice.chosen) > rules.best_cases:
        raise RuleViolated(
            "TOO_MANY_CHOSEN", f"优秀案例最多评选 {rules.best_cases} 件（GO-70），请减少入选案例。", rules=("GO-70",)
        )
    done = tuple(_decided(one, choice, reasons) for one in award.candidates)
    return replace(
        award, state=AwardRoundState.CHOSEN, candidates=done, decision_document=choice.document_number,
        chosen_date=entry.happened_date, etag=_next(award),
    )  # fmt: skip


def published(award: AwardRound, paper: Documented, entry: Entry) -> AwardRound:
    """The result is public (GO-70)."""
    return replace(
        award, state=AwardRoundState.PUBLISHED, published_document=paper.document_number,
        published_date=entry.happened_date, etag=_next(award),
    )  # fmt: skip


def _exclusion(graded: Graded | None, penalties: tuple[str, ...]) -> AwardExclusion | None:
    if penalties:
        return AwardExclusion.PENALISED
    if graded is None:
        return AwardExclusion.NOT_GRADED
    return None if graded.grade in GOOD else AwardExclusion.GRADE_TOO_LOW


def _refuse_choice(award: AwardRound, choice: AwardChoice, reasons: Mapping[str, str]) -> None:
    known = {one.subject: one for one in award.candidates}
    named = [*choice.chosen, *reasons]
    if set(named) - set(known) or len(set(named)) < len(choice.chosen) + len(choice.rejected):
        raise RuleViolated(
            "CANDIDATE_UNKNOWN",
            "所填对象不在候选名单中，或者同一对象既入选又未入选、重复填写（GO-70）。请按候选名单填写，每个对象一次。",
            rules=("GO-70",),
        )
    if out := [one for one in choice.chosen if known[one].exclusion is not None]:
        raise RuleViolated(
            "CANDIDATE_EXCLUDED",
            "入选对象中有已被排除的候选（上一年度考核等次或者处罚，GO-70），请改选；登记有误的请先更正再重新编制（recompile）。",
            rules=("GO-70",), subjects=",".join(out),
        )  # fmt: skip
    silent = [one for one in award.candidates if one.exclusion is None and one.subject not in named]
    if silent:
        raise RuleViolated(
            "CANDIDATE_UNEXPLAINED",
            "每个未入选的候选都应写明理由（GO-70）。请在 rejected 中补充其余候选及理由。",
            rules=("GO-70",), missing=str(len(silent)),
        )  # fmt: skip


def _decided(one: AwardCandidate, choice: AwardChoice, reasons: Mapping[str, str]) -> AwardCandidate:
    if one.subject in choice.chosen:
        return replace(one, chosen=True)
    if one.exclusion is not None:
        return replace(one, reason=reasons.get(one.subject, ""))
    return replace(one, exclusion=AwardExclusion.NOT_CHOSEN, reason=reasons[one.subject])


def _next(award: AwardRound) -> str:
    return str(int(award.etag) + 1)
