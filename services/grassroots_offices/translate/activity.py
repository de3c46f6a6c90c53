"""Activities between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import activity_pb2
from sifa.grassroots_offices.v1 import activity_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.activity import (
    MOVES,
    Activity,
    ActivityDraft,
    ActivityFilter,
    DoneResolution,
    OpenResolution,
)

OUTPUT_ONLY = ("name", "state", "late", "void_reason", "create_time", "etag", "allowed_actions")
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Activity, activity_pb2.Activity, left_out=("allowed_actions",))
_read_draft = from_message(activity_pb2.Activity, ActivityDraft, left_out=OUTPUT_ONLY)
read_activity_filter = from_message(pb.ListActivitiesRequest, ActivityFilter, left_out=("page_size", "page_token"))
read_finish_resolution = from_message(pb.FinishResolutionRequest, DoneResolution, left_out=ENVELOPE)
open_resolution_to_proto = to_message(OpenResolution, activity_pb2.OpenResolution)


def activity_to_proto(activity: Activity) -> activity_pb2.Activity:
    """The message, with what may be done next."""
    message = _to_proto(activity)
    message.allowed_actions.extend(allowed_actions(MOVES, activity.state))
    return message


def read_activity_draft(message: activity_pb2.Activity) -> ActivityDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "activity")
