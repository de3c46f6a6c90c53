"""Activity budgets between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import activity_budget_pb2
from sifa.party_building.v1 import activity_budget_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.activity_budget import (
    ActivityBudget,
    ActivityBudgetDraft,
    ActivityBudgetFilter,
    BudgetRevision,
)

DRAFT = {"office", "year", "amount_fen", "reason", "document_number"}
_FIELDS = activity_budget_pb2.ActivityBudget.DESCRIPTOR.fields_by_name
budget_to_proto = to_message(ActivityBudget, activity_budget_pb2.ActivityBudget)
_read_draft = from_message(
    activity_budget_pb2.ActivityBudget, ActivityBudgetDraft, left_out=tuple(set(_FIELDS) - DRAFT)
)
read_budget_filter = from_message(
    pb.ListActivityBudgetsRequest, ActivityBudgetFilter, left_out=("page_size", "page_token")
)
read_revision = from_message(pb.ReviseActivityBudgetRequest, BudgetRevision, left_out=("name", "request_id", "etag"))


def read_budget_draft(message: activity_budget_pb2.ActivityBudget) -> ActivityBudgetDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "activity_budget")
