"""Use cases of the yearly reviews of funds: begin, enter checks, conclude (SV-43). It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import fund_review as moves
from services.supervision.domain.fund_review import (
    FundCheckReport,
    FundConclusion,
    FundReview,
    FundReviewDraft,
    FundReviewFilter,
)
from services.supervision.handlers.appraisal import book
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import fund_review as rows
from services.supervision.persistence.rectification import load_rectification


def create_review(tx: Tx, draft: FundReviewDraft) -> FundReview:
    """Begin the review of an institution and a year, once (SV-43)."""
    require_division(tx.principal, draft.division)
    made = moves.opened(draft, name=f"fundReviews/{tx.new_id()}", today=tx.today, now=tx.now)
    if rows.is_reviewed(tx.session, draft.institution, draft.year):
        raise moves.exists()
    rows.insert_review(tx.session, made)
    tx.note("fund_review.create", made.name, rules=("SV-43",), document=made.document_number)
    return made


def get_review(tx: Tx, name: str) -> FundReview:
    """One within the caller's divisions."""
    return _found(rows.load_review(tx.session, name, tx.principal))


def list_reviews(tx: Tx, wanted: FundReviewFilter, page: Page) -> tuple[list[FundReview], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_reviews(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def enter_check(tx: Tx, name: str, told: FundCheckReport, *, etag: str) -> FundReview:
    """Enter a check from inside or outside (SV-43)."""
    before, entry = _opened(tx, name, "enterCheck", told, etag=etag)
    found = [load_rectification(tx.session, one, tx.principal) for one in told.rectifications]
    return _saved(tx, moves.with_check(before, told, found, entry), "enterCheck", told.document_number)


def conclude_review(tx: Tx, name: str, told: FundConclusion, *, etag: str) -> FundReview:
    """Conclude it; the year that was reviewed counts it (SV-43, SV-79)."""
    before, entry = _opened(tx, name, "conclude", told, etag=etag)
    after = moves.concluded(before, told, entry)
    book(tx, moves.of_fund_review(after))
    return _saved(tx, after, "conclude", told.document_number)


def _opened(tx: Tx, name: str, action: str, told: Happening, *, etag: str) -> tuple[FundReview, Entry]:
    review = _found(rows.load_review(tx.session, name, tx.principal, lock=True))
    moves.allow(review, action, etag=etag)
    return review, enter_happening(tx, told, division=review.division, not_before=dt.date(review.year, 1, 1))


def _saved(tx: Tx, after: FundReview, action: str, document: str) -> FundReview:
    rows.update_review(tx.session, after)
    tx.note(f"fund_review.{action}", after.name, rules=("SV-43",), document=document)
    return after


def _found(review: FundReview | None) -> FundReview:
    if review is None:
        raise NotFound("经费绩效考评")
    return review
