"""Objections between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import objection_pb2
from sifa.legal_aid.v1 import objection_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.objection import MOVES, Objection, ObjectionDraft, ObjectionFilter, Review
from services.legal_aid.translate.deadline import deadline_to_proto
from services.legal_aid.translate.decision import decision_to_proto

OUTPUT_ONLY = (
    "name", "number", "state", "decision", "contested_decision", "division", "deadlines", "allowed_actions",
    "create_time", "etag", "institution",
)  # fmt: skip
_to_proto = to_message(
    Objection,
    objection_pb2.Objection,
    left_out=("allowed_actions",),
    parts={"decision": decision_to_proto, "deadlines": deadline_to_proto},
)
_read_draft = from_message(objection_pb2.Objection, ObjectionDraft, left_out=OUTPUT_ONLY)
read_objection_filter = from_message(pb.ListObjectionsRequest, ObjectionFilter, left_out=("page_size", "page_token"))
read_review = from_message(pb.ReviewObjectionRequest, Review, left_out=("name", "request_id", "etag"))


def objection_to_proto(objection: Objection) -> objection_pb2.Objection:
    """The objection, with what may be done next."""
    message = _to_proto(objection)
    message.allowed_actions.extend(allowed_actions(MOVES, objection.state))
    return message


def read_objection_draft(message: objection_pb2.Objection) -> ObjectionDraft:
    """What was received; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "objection")
