"""Outreach between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import outreach_activity_pb2
from sifa.legal_aid.v1 import outreach_activity_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.outreach_activity import (
    MOVES,
    OutreachActivity,
    OutreachConfirming,
    OutreachDraft,
    OutreachFilter,
    OutreachVoiding,
)

OUTPUT_ONLY = (
    "name", "state", "late", "confirmer", "document_number", "state_date", "void_reason", "division",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(OutreachActivity, outreach_activity_pb2.OutreachActivity, left_out=("allowed_actions",))
_read_draft = from_message(outreach_activity_pb2.OutreachActivity, OutreachDraft, left_out=OUTPUT_ONLY)
read_outreach_filter = from_message(
    pb.ListOutreachActivitiesRequest, OutreachFilter, left_out=("page_size", "page_token")
)
read_confirming = from_message(pb.ConfirmOutreachActivityRequest, OutreachConfirming, left_out=ENVELOPE)
read_voiding = from_message(pb.VoidOutreachActivityRequest, OutreachVoiding, left_out=ENVELOPE)


def outreach_to_proto(activity: OutreachActivity) -> outreach_activity_pb2.OutreachActivity:
    """The activity, with what may be done next."""
    message = _to_proto(activity)
    message.allowed_actions.extend(allowed_actions(MOVES, activity.state))
    return message


def read_outreach_draft(message: outreach_activity_pb2.OutreachActivity) -> OutreachDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "outreach_activity")
