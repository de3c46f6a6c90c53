"""The yearly award list: scores, grades and penalties of a year side by side (XF-26, XF-27, XF-31).

It must not say who is given an award; no rule at hand does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.legal_aid.domain.partner_report import AssessmentGrade, PartnerReport, ReportTopic, latest_grade


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardAsked:
    """Which year."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLine:
    """One unit or handler; `score_tenths` None without a final score sheet."""

    subject: str
    registered_as: str
    display_name: str
    score_tenths: int | None
    score_sheet: str
    grade: AssessmentGrade | None
    penalties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardList:
    """The lines, best score first."""

    lines: tuple[AwardLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Under which name somebody is registered here."""

    name: str
    display_name: str


def compile_awards(reports: Iterable[PartnerReport], known: Mapping[str, Known], year: int) -> AwardList:
    """Everybody who was scored or graded for the year; a later final sheet takes the place of an earlier one."""
    by_subject: dict[str, list[PartnerReport]] = {}
    for report in reports:
        by_subject.setdefault(report.subject, []).append(report)
    lines = [line for subject, own in by_subject.items() if (line := _line(subject, own, known.get(subject), year))]
    return AwardList(lines=tuple(sorted(lines, key=lambda one: (-(one.score_tenths or -1), one.subject))))


def _line(subject: str, own: list[PartnerReport], known: Known | None, year: int) -> AwardLine | None:
    of_year = [one for one in own if one.year == year]
    sheets = [one for one in of_year if one.topic is ReportTopic.SCORE]
    grade = latest_grade(of_year)
    if not sheets and grade is None:
        return None
    last = max(sheets, key=lambda one: one.as_of_position) if sheets else None
    penalties = [
        one
        for one in own
        if one.topic is ReportTopic.PENALTY and one.from_date is not None and one.from_date.year == year
    ]
    return AwardLine(
        subject=subject, registered_as=known.name if known else "", display_name=known.display_name if known else "",
        score_tenths=last.score_tenths if last else None, score_sheet=last.reference if last else "", grade=grade,
        penalties=len(penalties),
    )  # fmt: skip
