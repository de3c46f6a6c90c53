"""Yearly assessments (GO-60 to GO-64): states, moves, parts. It must not compute a sheet."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.transition import Moves, allowed_actions
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.sheet_facts import AssessmentDeduction, SheetFacts


class AssessmentState(enum.Enum):
    """Where it stands."""

    FILED = enum.auto()
    OFFICE_OPINION = enum.auto()
    COUNTY_REVIEWED = enum.auto()
    GRADED = enum.auto()
    OBJECTED = enum.auto()
    CONFIRMED = enum.auto()
    PUBLISHED = enum.auto()


class AssessmentGrade(enum.Enum):
    """Two grades of offices, four of practitioners (GO-63)."""

    PASS = enum.auto()
    FAIL = enum.auto()
    EXCELLENT = enum.auto()
    COMPETENT = enum.auto()
    BASIC = enum.auto()
    INCOMPETENT = enum.auto()


_S = AssessmentState
OFFICE_GRADES = frozenset({AssessmentGrade.PASS, AssessmentGrade.FAIL})
MOVES: Moves[AssessmentState] = {
    _S.FILED: {"giveOfficeOpinion": frozenset({_S.OFFICE_OPINION}), "review": frozenset({_S.COUNTY_REVIEWED})},
    _S.OFFICE_OPINION: {"review": frozenset({_S.COUNTY_REVIEWED})},
    _S.COUNTY_REVIEWED: {"grade": frozenset({_S.GRADED})},
    _S.GRADED: {"object": frozenset({_S.OBJECTED}), "confirm": frozenset({_S.CONFIRMED})},
    _S.OBJECTED: {"decideObjection": frozenset({_S.CONFIRMED})},
    _S.CONFIRMED: {"publish": frozenset({_S.PUBLISHED})},
    _S.PUBLISHED: {},
}
# An office does not speak about itself; of a practitioner his office speaks first (GO-60).
MOVES_OF_OFFICES: Moves[AssessmentState] = {**MOVES, _S.FILED: {"review": MOVES[_S.FILED]["review"]}}
MOVES_OF_PRACTITIONERS: Moves[AssessmentState] = {
    **MOVES, _S.FILED: {"giveOfficeOpinion": MOVES[_S.FILED]["giveOfficeOpinion"]},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPapers:
    """What a subject files."""

    subject: str
    year: int
    summary: str
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDraft(AssessmentPapers):
    """What is filed, and when; None means today."""

    filed_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeOpinion:
    """What his office says of a practitioner."""

    opinion: str
    proposed_grade: AssessmentGrade
    document_number: str
    opinion_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyReview:
    """What the county bureau says; `overdue` after its day (GO-62)."""

    opinion: str
    proposed_grade: AssessmentGrade
    deductions: tuple[AssessmentDeduction, ...]
    party_score: int
    document_number: str
    reviewed_date: dt.date
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentGrading:
    """What the city bureau says; no due date while the calendar of its year is missing."""

    grade: AssessmentGrade
    reason: str
    document_number: str
    graded_date: dt.date
    objection_due_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentObjection:
    """What the subject says against the grade; `answer` empty before the decision."""

    statement: str
    document_number: str
    objected_date: dt.date
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(AssessmentPapers):
    """The assessment of one subject for one year."""

    name: str
    filed_date: dt.date
    state: AssessmentState
    overdue: bool
    office: str
    office_opinion: OfficeOpinion | None
    county_review: CountyReview | None
    facts: SheetFacts | None
    sheet: str
    sheet_sha256: str
    grading: AssessmentGrading | None
    objection: AssessmentObjection | None
    final_grade: AssessmentGrade | None
    final_date: dt.date | None
    published_document: str
    state_date: dt.date
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFilter:
    """What a list asks for; None and empty mean any."""

    state: AssessmentState | None
    subject: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Documented):
    """An opinion and the grade that it proposes."""

    opinion: str
    proposed_grade: AssessmentGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGiven(OpinionGiven):
    """The county's opinion, with what it takes off."""

    deductions: tuple[AssessmentDeduction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeGiven(Documented):
    """The city's grade."""

    grade: AssessmentGrade
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMade(Documented):
    """What the subject says against the grade."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionDecided(Documented):
    """The final grade and what was found."""

    grade: AssessmentGrade
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentGraded:
    """A grade became final (XF-31)."""

    assessment: str
    subject: str
    division: str
    year: int
    grade: AssessmentGrade
    final_date: dt.date


def is_of_office(subject: str) -> bool:
    """Whether an office is assessed, not a practitioner."""
    return subject.startswith("offices/")


def moves_of(subject: str) -> Moves[AssessmentState]:
    """The legal moves of the kind of subject."""
    return MOVES_OF_OFFICES if is_of_office(subject) else MOVES_OF_PRACTITIONERS


def methods_of(assessment: Assessment) -> tuple[str, ...]:
    """Custom methods that the state allows."""
    return allowed_actions(moves_of(assessment.subject), assessment.state)


def allow(assessment: Assessment, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    moves = moves_of(assessment.subject)
    allow_move(moves, assessment.state, action, what="年度考核", etag=assessment.etag, given=etag)
