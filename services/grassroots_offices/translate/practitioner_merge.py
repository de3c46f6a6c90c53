"""Merges of practitioners' entries between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import practitioner_merge_pb2
from sifa.grassroots_offices.v1 import practitioner_merge_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.practitioner_merge import (
    MOVES,
    PractitionerMerge,
    PractitionerMergeDraft,
    PractitionerMergeFilter,
)

OUTPUT_ONLY = ("name", "state", "state_date", "division", "allowed_actions", "create_time", "etag")
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    PractitionerMerge, practitioner_merge_pb2.PractitionerMerge, left_out=("allowed_actions",)
)  # fmt: skip
_read_draft = from_message(
    practitioner_merge_pb2.PractitionerMerge, PractitionerMergeDraft, left_out=OUTPUT_ONLY
)  # fmt: skip
read_merge_filter = from_message(
    pb.ListPractitionerMergesRequest, PractitionerMergeFilter, left_out=("page_size", "page_token")
)
read_approval = from_message(pb.ApprovePractitionerMergeRequest, Documented, left_out=ENVELOPE)
read_rejection = from_message(pb.RejectPractitionerMergeRequest, Documented, left_out=ENVELOPE)
read_undoing = from_message(pb.UndoPractitionerMergeRequest, Documented, left_out=ENVELOPE)


def merge_to_proto(merge: PractitionerMerge) -> practitioner_merge_pb2.PractitionerMerge:
    """The merge, with what may be done next."""
    message = _to_proto(merge)
    message.allowed_actions.extend(allowed_actions(MOVES, merge.state))
    return message


def read_merge_draft(message: practitioner_merge_pb2.PractitionerMerge) -> PractitionerMergeDraft:
    """What is proposed; output-only fields are ignored."""
    return _read_draft(message, "practitioner_merge")
