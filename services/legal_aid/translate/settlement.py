"""Subsidy claims, expenses and duplicate reviews between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import (
    direct_expense_pb2,
    direct_expense_service_pb2,
    duplicate_review_pb2,
    duplicate_review_service_pb2,
    subsidy_claim_pb2,
)
from sifa.legal_aid.v1 import subsidy_claim_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.direct_expense import DirectExpense, DirectExpenseDraft, DirectExpenseFilter
from services.legal_aid.domain.duplicate_review import (
    MOVES,
    DuplicateFinding,
    DuplicateReview,
    DuplicateReviewFilter,
)
from services.legal_aid.domain.settlement import CLAIM_MOVES, EXPENSE_MOVES, ReversalOrder
from services.legal_aid.domain.subsidy_claim import Resolution, SubsidyClaim, SubsidyClaimDraft, SubsidyClaimFilter
from services.legal_aid.translate.deadline import deadline_to_proto

PAGE, ENVELOPE, ACTIONS = ("page_size", "page_token"), ("name", "request_id", "etag"), ("allowed_actions",)
COMPUTED = (
    "name", "institution", "handler", "unit", "settlement", "division", "allowed_actions", "create_time", "etag",
)  # fmt: skip
OF_CLAIM = (
    *COMPUTED, "tariff_unit", "standard_fen", "percent", "share_bp", "amount_fen", "citation", "block_reason",
    "collides_with", "deadlines",
)  # fmt: skip
_claim_to_proto = to_message(
    SubsidyClaim, subsidy_claim_pb2.SubsidyClaim, left_out=ACTIONS, parts={"deadlines": deadline_to_proto}
)
_expense_to_proto = to_message(DirectExpense, direct_expense_pb2.DirectExpense, left_out=ACTIONS)
_review_to_proto = to_message(DuplicateReview, duplicate_review_pb2.DuplicateReview, left_out=ACTIONS)
_read_claim = from_message(subsidy_claim_pb2.SubsidyClaim, SubsidyClaimDraft, left_out=OF_CLAIM)
_read_expense = from_message(direct_expense_pb2.DirectExpense, DirectExpenseDraft, left_out=COMPUTED)
read_claim_filter = from_message(pb.ListSubsidyClaimsRequest, SubsidyClaimFilter, left_out=PAGE)
read_resolution = from_message(pb.ResolveSubsidyClaimRequest, Resolution, left_out=ENVELOPE)
read_claim_reversal = from_message(pb.OrderReversalOfSubsidyClaimRequest, ReversalOrder, left_out=ENVELOPE)
read_expense_filter = from_message(
    direct_expense_service_pb2.ListDirectExpensesRequest, DirectExpenseFilter, left_out=PAGE
)
read_expense_reversal = from_message(
    direct_expense_service_pb2.OrderReversalOfDirectExpenseRequest, ReversalOrder, left_out=ENVELOPE
)
read_review_filter = from_message(
    duplicate_review_service_pb2.ListDuplicateReviewsRequest, DuplicateReviewFilter, left_out=PAGE
)
read_finding = from_message(
    duplicate_review_service_pb2.DecideDuplicateReviewRequest, DuplicateFinding, left_out=ENVELOPE
)


def claim_to_proto(claim: SubsidyClaim) -> subsidy_claim_pb2.SubsidyClaim:
    """The claim, with what may be done next."""
    message = _claim_to_proto(claim)
    message.allowed_actions.extend(allowed_actions(CLAIM_MOVES, claim.settlement.state))
    return message


def read_claim_draft(message: subsidy_claim_pb2.SubsidyClaim) -> SubsidyClaimDraft:
    """What is claimed; output-only fields are ignored."""
    return _read_claim(message, "subsidy_claim")


def expense_to_proto(expense: DirectExpense) -> direct_expense_pb2.DirectExpense:
    """The expense, with what may be done next."""
    message = _expense_to_proto(expense)
    message.allowed_actions.extend(allowed_actions(EXPENSE_MOVES, expense.settlement.state))
    return message


def read_expense_draft(message: direct_expense_pb2.DirectExpense) -> DirectExpenseDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_expense(message, "direct_expense")


def review_to_proto(review: DuplicateReview) -> duplicate_review_pb2.DuplicateReview:
    """The review, with what may be done next."""
    message = _review_to_proto(review)
    message.allowed_actions.extend(allowed_actions(MOVES, review.state))
    return message
