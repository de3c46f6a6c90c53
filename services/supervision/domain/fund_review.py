"""The yearly performance review of a legal-aid institution's funds (SV-43): checks, and what follows from them.

It must not compute the performance: legal_aid publishes that table.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.appraisal import AppraisalDraft, AppraisalEffect, AppraisalKind
from services.supervision.domain.appraised import draft
from services.supervision.domain.campaign_unit import CheckResult
from services.supervision.domain.documented import Documented
from services.supervision.domain.rectification import Rectification


class FundReviewState(enum.Enum):
    """Where a review stands."""

    OPEN = enum.auto()
    CONCLUDED = enum.auto()


class FundChecker(enum.Enum):
    """Who checked."""

    INTERNAL = enum.auto()
    FINANCE = enum.auto()
    AUDIT = enum.auto()
    SOCIETY = enum.auto()


class FundReviewOutcome(enum.Enum):
    """What follows."""

    REWARD = enum.auto()
    NONE = enum.auto()
    PENALTY = enum.auto()
    ACCOUNTABILITY = enum.auto()


_S, _O = FundReviewState, FundReviewOutcome
MOVES: Moves[FundReviewState] = {
    _S.OPEN: {"enterCheck": frozenset({_S.OPEN}), "conclude": frozenset({_S.CONCLUDED})},
    _S.CONCLUDED: {},
}
AGAINST = frozenset({_O.PENALTY, _O.ACCOUNTABILITY})
# What the year counts each outcome as.
COUNTED = {
    _O.REWARD: (AppraisalKind.PRAISE, AppraisalEffect.FOR, "法律援助经费绩效考评予以奖励"),
    _O.NONE: (AppraisalKind.ASSESSMENT, AppraisalEffect.NEUTRAL, "法律援助经费绩效考评已办结"),
    _O.PENALTY: (AppraisalKind.BREACH, AppraisalEffect.AGAINST, "法律援助经费绩效考评予以惩处"),
    _O.ACCOUNTABILITY: (AppraisalKind.ACCOUNTABILITY, AppraisalEffect.AGAINST, "法律援助经费绩效考评后追究责任"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCheck:
    """One check of the funds; `rectifications` are what its problems became."""

    checker: FundChecker
    body: str
    checked_date: dt.date
    document_number: str
    result: CheckResult
    finding: str
    rectifications: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundReviewDraft:
    """Whose funds of which year."""

    division: str
    institution: str
    year: int
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundReview(FundReviewDraft):
    """One of them as it stands; `outcome` None until it is concluded."""

    name: str
    checks: tuple[FundCheck, ...]
    performance_reference: str
    outcome: FundReviewOutcome | None
    outcome_reason: str
    outcome_document: str
    concluded_date: dt.date | None
    state: FundReviewState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundReviewFilter:
    """What a list asks for; None and empty mean any."""

    state: FundReviewState | None
    institution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCheckReport(Documented):
    """What somebody checked."""

    checker: FundChecker
    body: str
    result: CheckResult
    finding: str
    rectifications: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundConclusion(Documented):
    """What follows, and why."""

    performance_reference: str
    outcome: FundReviewOutcome
    outcome_reason: str


def opened(told: FundReviewDraft, *, name: str, today: dt.date, now: dt.datetime) -> FundReview:
    """The review of a year that runs or is over (SV-43). Raises InvalidFields YEAR_IN_FUTURE."""
    if told.year > today.year:
        text = "考评年度尚未开始（SV-43），请核对年度"
        raise InvalidFields((Violation(field="fund_review.year", reason="YEAR_IN_FUTURE", description=text),))
    return FundReview(
        **asdict(told), name=name, checks=(), performance_reference="", outcome=None, outcome_reason="",
        outcome_document="", concluded_date=None, state=_S.OPEN, create_time=now, etag="1",
    )  # fmt: skip


def exists() -> Refusal:
    """ALREADY_EXISTS: an institution is reviewed once a year."""
    message = "该机构该年度的经费绩效考评已经建立（SV-43），不能重复建立。请在原记录上办理。"
    return Refusal(Kind.ALREADY_EXISTS, "FUND_REVIEW_EXISTS", message, metadata={"rules": "SV-43"})


def allow(review: FundReview, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, review.state, action, what="经费绩效考评", etag=review.etag, given=etag)


def with_check(
    review: FundReview, told: FundCheckReport, found: Sequence[Rectification | None], entry: Entry
) -> FundReview:
    """A check from inside or outside; its problems are being put right by the institution (SV-43).

    `found` are the rectifications that it names, as the caller sees them. Raises RECTIFICATION_UNFIT, ALREADY_EXISTS
    `FUND_CHECK_ENTERED`, and InvalidFields RESULT_MISMATCH.
    """
    if any((one.checker, one.document_number) == (told.checker, told.document_number) for one in review.checks):
        message = "同一检查报告已经登记（SV-43），不能重复登记。请核对 document_number。"
        raise Refusal(Kind.ALREADY_EXISTS, "FUND_CHECK_ENTERED", message, metadata={"rules": "SV-43"})
    if bool(told.rectifications) is not (told.result is CheckResult.PROBLEMS):
        text = "发现问题的须列明已下达的整改，未发现问题的不列（SV-43），请核对"
        raise InvalidFields((Violation(field="result", reason="RESULT_MISMATCH", description=text),))
    if any(one is None or one.subject != review.institution for one in found):
        message = "所列整改有的不存在，或者不是该机构的（SV-43）。请核对 rectifications。"
        raise RuleViolated("RECTIFICATION_UNFIT", message, rules=("SV-43",))
    check = FundCheck(
        checker=told.checker, body=told.body, checked_date=entry.happened_date,
        document_number=told.document_number, result=told.result, finding=told.finding,
        rectifications=told.rectifications,
    )  # fmt: skip
    return _changed(review, checks=(*review.checks, check))


def concluded(review: FundReview, told: FundConclusion, entry: Entry) -> FundReview:
    """After the year, with a check from inside and one from outside, on what they found (SV-43).

    Raises YEAR_RUNS, FUND_CHECKS_MISSING, OUTCOME_UNFOUNDED.
    """
    if entry.happened_date.year <= review.year:
        message = "考评年度尚未结束，不能作出结论（SV-43）。请在次年办理。"
        raise RuleViolated("YEAR_RUNS", message, rules=("SV-43",))
    if {one.checker is FundChecker.INTERNAL for one in review.checks} != {True, False}:
        message = "内部监督和外部监督须相结合（SV-43）：内部检查和财政、审计或者社会的检查至少各一次。请补充登记。"
        raise RuleViolated("FUND_CHECKS_MISSING", message, rules=("SV-43",))
    if told.outcome in AGAINST and all(one.result is not CheckResult.PROBLEMS for one in review.checks):
        message = "没有检查发现问题，惩处和追究责任没有依据（SV-43）。请核对 outcome，或先登记检查发现的问题。"
        raise RuleViolated("OUTCOME_UNFOUNDED", message, rules=("SV-43",))
    return _changed(
        review, performance_reference=told.performance_reference, outcome=told.outcome,
        outcome_reason=told.outcome_reason, outcome_document=told.document_number,
        concluded_date=entry.happened_date, state=_S.CONCLUDED,
    )  # fmt: skip


def of_fund_review(review: FundReview) -> AppraisalDraft | None:
    """Reward, penalty and accountability count in the year that was reviewed (SV-43, SV-79); None while it is open."""
    if review.outcome is None:
        return None
    kind, effect, reason = COUNTED[review.outcome]
    entry = draft(
        kind, effect, division=review.division, subject=review.institution, reason=reason, source=review.name,
        on=review.concluded_date,
    )  # fmt: skip
    return replace(entry, year=review.year)


def _changed(review: FundReview, **values: Any) -> FundReview:
    return replace(review, etag=str(int(review.etag) + 1), **values)
