"""Reviews of claims that look alike (疑似重复核查, LA-95). It must not touch the claims."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.duplicate import DuplicateGround
from services.legal_aid.domain.subsidy_claim import SubsidyClaim


class DuplicateReviewState(enum.Enum):
    """Where a review stands."""

    OPEN = enum.auto()
    DISMISSED = enum.auto()
    CONFIRMED = enum.auto()


_S = DuplicateReviewState
MOVES: Moves[DuplicateReviewState] = {
    _S.OPEN: {"decide": frozenset({_S.DISMISSED, _S.CONFIRMED})}, _S.DISMISSED: {}, _S.CONFIRMED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateReview:
    """One pair of claims."""

    name: str
    claim: str
    other_claim: str
    ground: DuplicateGround
    state: DuplicateReviewState
    decided_by: str | None
    document: str | None
    institution: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAlike:
    """Two claims look like one case (LA-95)."""

    duplicate_review: str
    case: str
    institution: str
    division: str
    ground: DuplicateGround
    found_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateReviewFilter:
    """What a list asks for; None and empty mean any."""

    state: DuplicateReviewState | None
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateFinding:
    """What was found; `confirmed` when both are one case."""

    document: str
    confirmed: bool


def review_of(claim: SubsidyClaim, other: str, ground: DuplicateGround, *, name: str) -> DuplicateReview:
    """A pair that waits for somebody to look."""
    return DuplicateReview(
        name=name, claim=claim.name, other_claim=other, ground=ground, state=DuplicateReviewState.OPEN,
        decided_by=None, document=None, institution=claim.institution, division=claim.division,
        create_time=claim.create_time, etag="1",
    )  # fmt: skip


def told_alike(review: DuplicateReview, case: str, *, on: dt.date) -> ClaimsAlike:
    """What is told of it (LA-95): the case, and nobody's key."""
    return ClaimsAlike(
        duplicate_review=review.name, case=case, institution=review.institution, division=review.division,
        ground=review.ground, found_date=on,
    )  # fmt: skip


def allow(review: DuplicateReview, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, review.state, action, what="重复核查", etag=review.etag, given=etag)


def decided(review: DuplicateReview, finding: DuplicateFinding, by: str) -> DuplicateReview:
    """The review with its finding."""
    state = DuplicateReviewState.CONFIRMED if finding.confirmed else DuplicateReviewState.DISMISSED
    return replace(
        review, state=state, decided_by=by, document=finding.document, etag=str(int(review.etag) + 1)
    )  # fmt: skip


def under_review() -> RuleViolated:
    """The refusal to approve a claim that somebody has yet to look at."""
    return RuleViolated(
        "DUPLICATE_UNDER_REVIEW",
        "该申领列入疑似重复核查队列，尚未核查（LA-95）。请先在核查队列中作出认定，再办理批准。",
        rules=("LA-95",),
    )
