"""Deliberations and decisions between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import deliberation_pb2
from sifa.party_building.v1 import deliberation_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.deliberation import (
    Deliberation,
    DeliberationDraft,
    DeliberationFilter,
    OfficeDecision,
    OfficeDecisionDraft,
    OfficeDecisionFilter,
)

OUTPUT_ONLY, PAGED = ("name", "late", "division", "create_time", "etag"), ("page_size", "page_token")
deliberation_to_proto = to_message(Deliberation, deliberation_pb2.Deliberation)
_decision_to_proto = to_message(OfficeDecision, deliberation_pb2.OfficeDecision, left_out=("flagged",))
_read_record = from_message(deliberation_pb2.Deliberation, DeliberationDraft, left_out=OUTPUT_ONLY)
_read_decision = from_message(
    deliberation_pb2.OfficeDecision, OfficeDecisionDraft, left_out=(*OUTPUT_ONLY, "flagged", "source", "assessed_year")
)
read_deliberation_filter = from_message(pb.ListDeliberationsRequest, DeliberationFilter, left_out=PAGED)
read_decision_filter = from_message(pb.ListOfficeDecisionsRequest, OfficeDecisionFilter, left_out=PAGED)


def decision_to_proto(decision: OfficeDecision) -> deliberation_pb2.OfficeDecision:
    """The decision, and whether it is flagged."""
    message = _decision_to_proto(decision)
    message.flagged = decision.flagged
    return message


def read_deliberation_draft(message: deliberation_pb2.Deliberation) -> DeliberationDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_record(message, "deliberation")


def read_decision_draft(message: deliberation_pb2.OfficeDecision) -> OfficeDecisionDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_decision(message, "office_decision")
