"""Use cases of case reviews: enter, take back, read, look over a year (GO-84). It must not close a matter."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, NotFound, RuleViolated, Violation
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.case_review import (
    CaseReview,
    CaseReviewDraft,
    CaseReviewFilter,
    CaseReviewKind,
    earliest_day,
    keep_review,
    reviewed_already,
    voided,
)
from services.grassroots_offices.domain.quality_plan import QualityPlan, ReviewRules, plan_of
from services.grassroots_offices.handlers.office import found_office
from services.grassroots_offices.handlers.office_case import locked_case
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import case_review as rows
from services.grassroots_offices.persistence.office import load_office
from services.grassroots_offices.persistence.office_case import closings_of


def create_case_review(tx: Tx, draft: CaseReviewDraft) -> CaseReview:
    """Enter one (GO-84). Raises CASE_UNKNOWN, REVIEWED_ALREADY."""
    case = locked_case(tx, draft.office_case)
    if case is None:
        message = "所填案件不存在或者不在您的管辖范围内，请从案件登记簿中选择（GO-84）。"
        raise RuleViolated("CASE_UNKNOWN", message, rules=("GO-84",))
    happening = Happening(happened_date=draft.reviewed_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=case.division, not_before=earliest_day(draft, case), field="case_review.reviewed_date"
    )
    made = keep_review(draft, case, name=f"caseReviews/{tx.new_id()}", entry=entry, now=tx.now)
    if made.kind is not CaseReviewKind.COURT_OBSERVATION and rows.is_kept(tx.session, made):
        raise reviewed_already()
    rows.insert_case_review(tx.session, made)
    tx.note("case_review.create", made.name, rules=("GO-84",), document=made.document_number)
    return made


def get_case_review(tx: Tx, name: str) -> CaseReview:
    """One within the caller's divisions."""
    return _found(rows.load_case_review(tx.session, name, tx.principal))


def list_case_reviews(tx: Tx, wanted: CaseReviewFilter, page: Page) -> tuple[list[CaseReview], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_case_reviews(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def void(tx: Tx, name: str, reason: str, *, etag: str) -> CaseReview:
    """It was entered by mistake (GO-84)."""
    done = voided(_found(rows.load_case_review(tx.session, name, tx.principal, lock=True)), reason, etag=etag)
    rows.update_case_review(tx.session, done)
    tx.note("case_review.void", name, rules=("GO-84",))
    return done


def check_quality(tx: Tx, office: str, year: int) -> QualityPlan:
    """The quality plan of an office and year (GO-84). Raises YEAR_IN_FUTURE."""
    found = found_office(load_office(tx.session, office, tx.principal))
    if year > tx.today.year:
        fault = Violation(field="year", reason="YEAR_IN_FUTURE", description="该年度尚未开始，请填写本年或以前年度")
        raise InvalidFields((fault,))
    closings = closings_of(tx.session, found.name)
    reviews = rows.kept_reviews(tx.session, [found.name])
    return plan_of(found.name, year, closings, reviews, review_rules(tx, found.division, year))


def review_rules(tx: Tx, division: str, year: int) -> ReviewRules:
    """How many files are owed in the division in the year (GO-84)."""
    share = tx.policy("go.review", division=division, on=dt.date(year, 1, 1))
    return ReviewRules(percent=share.value["percent"], least=share.value["min"], citation=share.citation)


def _found(review: CaseReview | None) -> CaseReview:
    if review is None:
        raise NotFound("案件评查记录")
    return review
