"""Funds are reviewed once a year, from inside and outside, with what follows (SV-43)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import appraisal_pb2, campaign_unit_pb2, rectification_pb2
from sifa.supervision.v1 import fund_review_pb2 as pb

from services.supervision.domain.fund_review import MOVES
from tests.doors import HOME, refused
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.units import INSTITUTION

CLEAN, FOUND = campaign_unit_pb2.CHECK_RESULT_NONE_FOUND, campaign_unit_pb2.CHECK_RESULT_PROBLEMS
INSIDE, AUDIT = pb.FUND_CHECKER_INTERNAL, pb.FUND_CHECKER_AUDIT


def begun(bureau: Bureau, **changes: Any) -> pb.FundReview:
    fields = {"division": HOME, "institution": INSTITUTION, "year": 2025, "document_number": "考评通知1号", **changes}
    made: pb.FundReview = bureau.call("CreateFundReview", bureau.section, fund_review=fields)
    return made


def check(bureau: Bureau, review: pb.FundReview, checker: int, **changes: Any) -> pb.FundReview:
    fields = {
        "checker": checker, "body": "县审计局" if checker == AUDIT else "县司法局", "result": CLEAN,
        "finding": "未发现问题",
        "document_number": f"检查报告{checker}号", **changes,
    }  # fmt: skip
    done = bureau.call("EnterFundCheck", bureau.section, name=review.name, **fields)
    return done.fund_review  # type: ignore[no-any-return]


def conclude(bureau: Bureau, review: pb.FundReview, outcome: int, **changes: Any) -> pb.FundReview:
    fields = {
        "performance_reference": "2025年度法律援助经费绩效表", "outcome": outcome, "outcome_reason": "集体研究",
        "document_number": "考评结论1号", **changes,
    }  # fmt: skip
    done = bureau.call("ConcludeFundReview", bureau.chief, name=review.name, **fields)
    return done.fund_review  # type: ignore[no-any-return]


def rectification(bureau: Bureau, subject: str = INSTITUTION) -> str:
    fields = rectification_pb2.Rectification(
        source=rectification_pb2.RECTIFICATION_SOURCE_INSPECTION, source_reference="检查报告3号",
        subject_type=rectification_pb2.SUBJECT_TYPE_INSTITUTION, subject=subject, unit_title="示范县法律援助中心",
        division=HOME, problem="补贴支付超过期限", measure="清理并建立台账", responsible_person="主任",
        document_number="整改通知1号",
    )  # fmt: skip
    made: rectification_pb2.Rectification = bureau.call("CreateRectification", bureau.section, rectification=fields)
    return made.name


def booked(bureau: Bureau) -> list[tuple[str, int, int, int]]:
    found = bureau.call("ListAppraisalEntries", bureau.chief, subject=INSTITUTION).appraisal_entries
    return [(one.source, one.year, one.kind, one.effect) for one in found]


def test_the_moves_of_a_review() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {"OPEN": {"enterCheck": {"OPEN"}, "conclude": {"CONCLUDED"}}, "CONCLUDED": {}}


@pytest.mark.rule("SV-43", "SV-79")
@pytest.mark.parametrize(
    ("outcome", "kind", "effect"),
    [
        (pb.FUND_REVIEW_OUTCOME_REWARD, appraisal_pb2.APPRAISAL_KIND_PRAISE, appraisal_pb2.APPRAISAL_EFFECT_FOR),
        (pb.FUND_REVIEW_OUTCOME_NONE, appraisal_pb2.APPRAISAL_KIND_ASSESSMENT, appraisal_pb2.APPRAISAL_EFFECT_NEUTRAL),
        (pb.FUND_REVIEW_OUTCOME_PENALTY, appraisal_pb2.APPRAISAL_KIND_BREACH, appraisal_pb2.APPRAISAL_EFFECT_AGAINST),
        (
            pb.FUND_REVIEW_OUTCOME_ACCOUNTABILITY, appraisal_pb2.APPRAISAL_KIND_ACCOUNTABILITY,
            appraisal_pb2.APPRAISAL_EFFECT_AGAINST,
        ),
    ],
)  # fmt: skip
def test_what_follows_counts_in_the_year_that_was_reviewed(
    bureau: Bureau, outcome: int, kind: int, effect: int
) -> None:  # fmt: skip
    review = begun(bureau)
    assert list(review.allowed_actions) == ["conclude", "enterCheck"]
    check(bureau, review, INSIDE)
    named = [rectification(bureau)]
    after = check(bureau, review, AUDIT, result=FOUND, finding="补贴支付超过期限", rectifications=named)
    assert [(one.checker, one.body, one.checked_date, list(one.rectifications)) for one in after.checks] == [
        (INSIDE, "县司法局", "2026-06-15", []), (AUDIT, "县审计局", "2026-06-15", named),
    ]  # fmt: skip
    done = conclude(bureau, review, outcome)
    assert (done.state, done.outcome, done.concluded_date, done.outcome_document) == (
        pb.FUND_REVIEW_STATE_CONCLUDED, outcome, "2026-06-15", "考评结论1号",
    )  # fmt: skip
    assert booked(bureau) == [(review.name, 2025, kind, effect)]
    assert refused(lambda: check(bureau, review, pb.FUND_CHECKER_FINANCE)).reason == "ACTION_NOT_ALLOWED"
    assert bureau.call("GetFundReview", bureau.chief, name=review.name) == done


@pytest.mark.rule("SV-43")
def test_inside_and_outside_both_look_and_nobody_is_penalised_for_nothing(bureau: Bureau) -> None:
    review = begun(bureau)
    for checker in (pb.FUND_CHECKER_FINANCE, pb.FUND_CHECKER_SOCIETY):
        assert refused(lambda: conclude(bureau, review, pb.FUND_REVIEW_OUTCOME_NONE)).reason == "FUND_CHECKS_MISSING"
        check(bureau, review, checker)
    assert refused(lambda: check(bureau, review, pb.FUND_CHECKER_FINANCE)).reason == "FUND_CHECK_ENTERED"
    assert refused(lambda: conclude(bureau, review, pb.FUND_REVIEW_OUTCOME_NONE)).reason == "FUND_CHECKS_MISSING"
    check(bureau, review, INSIDE)
    for outcome in (pb.FUND_REVIEW_OUTCOME_PENALTY, pb.FUND_REVIEW_OUTCOME_ACCOUNTABILITY):
        answer = refused(lambda outcome=outcome: conclude(bureau, review, outcome))  # type: ignore[misc]
        assert answer.reason == "OUTCOME_UNFOUNDED"
    assert booked(bureau) == []
    assert conclude(bureau, review, pb.FUND_REVIEW_OUTCOME_REWARD).outcome == pb.FUND_REVIEW_OUTCOME_REWARD


@pytest.mark.rule("SV-43")
def test_a_problem_is_put_right_by_the_institution_itself(bureau: Bureau) -> None:
    review = begun(bureau)
    other = rectification(bureau, subject=INSTITUTION.replace("2a01", "2a09"))
    bare = refused(lambda: check(bureau, review, AUDIT, result=FOUND))
    assert bare.violations == {"result": "RESULT_MISMATCH"}
    clean = refused(lambda: check(bureau, review, AUDIT, rectifications=[other]))
    assert clean.violations == {"result": "RESULT_MISMATCH"}
    for unfit in (other, "rectifications/019ed7e5-3a00-7000-8000-2f6b1c9d9a09"):
        answer = refused(lambda unfit=unfit: check(bureau, review, AUDIT, result=FOUND, rectifications=[unfit]))  # type: ignore[misc]
        assert answer.reason == "RECTIFICATION_UNFIT"


@pytest.mark.rule("SV-43")
def test_an_institution_is_reviewed_once_a_year_and_after_it(bureau: Bureau) -> None:
    begun(bureau)
    assert refused(lambda: begun(bureau)).reason == "FUND_REVIEW_EXISTS"
    assert refused(lambda: begun(bureau, year=2027)).violations == {"fund_review.year": "YEAR_IN_FUTURE"}
    running = begun(bureau, year=2026)
    check(bureau, running, INSIDE)
    check(bureau, running, AUDIT)
    assert refused(lambda: conclude(bureau, running, pb.FUND_REVIEW_OUTCOME_NONE)).reason == "YEAR_RUNS"
    early = refused(lambda: check(bureau, running, AUDIT, happened_date="2025-12-31", entry_reason="补录"))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    listed = bureau.call("ListFundReviews", bureau.chief, institution=INSTITUTION).fund_reviews
    assert [one.year for one in listed] == [2025, 2026]
    closed = bureau.call("ListFundReviews", bureau.chief, state=pb.FUND_REVIEW_STATE_CONCLUDED).fund_reviews
    assert not closed
    assert refused(lambda: begun(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
    neighbour = bureau.door.person("supervision_officer", divisions=("990103",))
    hidden = refused(lambda: bureau.call("GetFundReview", neighbour, name=running.name))
    assert hidden.code is grpc.StatusCode.NOT_FOUND
