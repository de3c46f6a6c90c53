"""Looks at the quality of offices' matters, each signed for (GO-84, P-03). It must not draw a sample."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.office_case import OfficeCase, OfficeCaseState


class CaseReviewKind(enum.Enum):
    """How the bureau looked."""

    FILE_REVIEW = enum.auto()
    COURT_OBSERVATION = enum.auto()
    SURVEY = enum.auto()
    FOLLOW_UP_CALL = enum.auto()


class CaseReviewVerdict(enum.Enum):
    """What came of it."""

    GOOD = enum.auto()
    FLAWED = enum.auto()
    BAD = enum.auto()


class CaseReviewState(enum.Enum):
    """Where an entry stands."""

    KEPT = enum.auto()
    VOIDED = enum.auto()


MOVES: Moves[CaseReviewState] = {
    CaseReviewState.KEPT: {"void": frozenset({CaseReviewState.VOIDED})},
    CaseReviewState.VOIDED: {},
}
OVER = frozenset({OfficeCaseState.CLOSED, OfficeCaseState.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReviewDraft:
    """What is entered."""

    office_case: str
    kind: CaseReviewKind
    verdict: CaseReviewVerdict
    findings: str
    reviewed_date: dt.date
    reviewer: str
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReview(CaseReviewDraft):
    """One look."""

    name: str
    office: str
    state: CaseReviewState
    late: bool
    void_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReviewFilter:
    """What a list asks for; None and empty mean any."""

    state: CaseReviewState | None
    kind: CaseReviewKind | None
    office: str
    office_case: str


def closing_day(case: OfficeCase) -> dt.date | None:
    """The day on which a matter was closed; None while it was not."""
    return next((one.happened_date for one in case.steps if one.action == "close"), None)


def earliest_day(draft: CaseReviewDraft, case: OfficeCase) -> dt.date:
    """The first day on which it may be looked at so (GO-84). Raises CASE_NOT_CLOSED, CASE_NOT_APPROVED."""
    if draft.kind is CaseReviewKind.COURT_OBSERVATION:
        approval = next((one.happened_date for one in case.steps if one.action == "approve"), None)
        if approval is None:
            message = "案件尚未经收案审批，没有可旁听的庭审（GO-84）。请核对案件。"
            raise RuleViolated("CASE_NOT_APPROVED", message, rules=("GO-84",))
        return approval
    closing = closing_day(case)
    if closing is None:
        message = "案件尚未结案，结案后才能评查案卷、调查满意度和回访（GO-84）。请先办理结案（close）。"
        raise RuleViolated("CASE_NOT_CLOSED", message, rules=("GO-84",))
    return closing


def keep_review(
    draft: CaseReviewDraft, case: OfficeCase, *, name: str, entry: Entry, now: dt.datetime
) -> CaseReview:  # fmt: skip
    """A look that counts (GO-72, GO-84). Raises InvalidFields FINDINGS_MISSING."""
    if draft.verdict is not CaseReviewVerdict.GOOD and not draft.findings.strip():
        description = "评查结果不是“好”的，须写明发现的问题（GO-84），请补充"
        raise InvalidFields(
            (Violation(field="case_review.findings", reason="FINDINGS_MISSING", description=description),)
        )
    values = {field.name: getattr(draft, field.name) for field in fields(CaseReviewDraft)}
    return CaseReview(
        **values, name=name, office=case.office, state=CaseReviewState.KEPT, late=entry.late, void_reason="",
        division=case.division, create_time=now, etag="1",
    )  # fmt: skip


def voided(review: CaseReview, reason: str, *, etag: str) -> CaseReview:
    """It counts no more (GO-84). Raises ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, review.state, "void", what="案件评查记录", etag=review.etag, given=etag)
    return replace(review, state=CaseReviewState.VOIDED, void_reason=reason, etag=str(int(review.etag) + 1))


def reviewed_already() -> Refusal:
    """The refusal of a second look of one kind at a matter (GO-84)."""
    message = "该案件已有同类评查记录，不能重复登记（GO-84）。登记有误的，请先作废（void）原记录。"
    return Refusal(Kind.ALREADY_EXISTS, "REVIEWED_ALREADY", message, metadata={"rules": "GO-84"})
