"""Use cases of duplicate reviews. It must not decide about the law. NOTE: lock order is the review, then the claim."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.duplicate_review import (
    DuplicateFinding,
    DuplicateReview,
    DuplicateReviewFilter,
    allow,
    decided,
)
from services.legal_aid.domain.settlement import CLAIM_MOVES, PaymentState, ReversalOrder, ReversalReason
from services.legal_aid.domain.subsidy_claim import BlockReason
from services.legal_aid.handlers import settlement
from services.legal_aid.handlers.subsidy_claim import NOUN, locked_claim, stop
from services.legal_aid.handlers.subsidy_weighing import Obstacle
from services.legal_aid.persistence import duplicate_review as rows
from services.legal_aid.persistence.subsidy_claim import update_subsidy_claim


def get_duplicate_review(tx: Tx, name: str) -> DuplicateReview:
    """One review within the caller's divisions."""
    return _found(rows.load_duplicate_review(tx.session, name, tx.principal))


def list_duplicate_reviews(
    tx: Tx, wanted: DuplicateReviewFilter, page: Page
) -> tuple[list[DuplicateReview], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_duplicate_reviews(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def decide_duplicate_review(tx: Tx, name: str, finding: DuplicateFinding, *, etag: str) -> DuplicateReview:
    """Say whether two claims are for one case; if so, the later one is stopped or its reversal ordered (LA-94)."""
    review = _found(rows.load_duplicate_review(tx.session, name, tx.principal, lock=True))
    allow(review, "decide", etag=etag)
    done = decided(review, finding, tx.principal.subject)
    rows.update_duplicate_review(tx.session, done)
    tx.note("duplicate_review.decide", name, rules=("LA-95",), document=finding.document)
    if finding.confirmed:
        _confirm(tx, done, finding)
    return done


def _confirm(tx: Tx, review: DuplicateReview, finding: DuplicateFinding) -> None:
    claim = locked_claim(tx, review.claim)
    if "block" in CLAIM_MOVES[claim.settlement.state]:
        stop(tx, claim, Obstacle(reason=BlockReason.DUPLICATE, collides_with=(review.other_claim,)), finding.document)
    elif claim.settlement.state is PaymentState.PAID:
        order = ReversalOrder(document=finding.document, reason=ReversalReason.DUPLICATE)
        update_subsidy_claim(tx.session, settlement.order_reversal(tx, claim, order, NOUN))


def _found(review: DuplicateReview | None) -> DuplicateReview:
    if review is None:
        raise NotFound("重复核查")
    return review
