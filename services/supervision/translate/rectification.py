"""Rectifications between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import rectification_pb2
from sifa.supervision.v1 import rectification_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.rectification import MOVES, Rectification, RectificationDraft, RectificationFilter
from services.supervision.domain.rectifying import Extension, Referral, Report, Verification

OUTPUT_ONLY = (
    "name", "number", "first_due_date", "late", "state", "consequence", "overdue_date", "hold", "extension_reason",
    "extension_document", "referral", "referred_date", "referral_document", "closed_date", "rounds", "deadlines",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Rectification, rectification_pb2.Rectification, left_out=("allowed_actions",),
    parts={"deadlines": deadline_to_message},
)  # fmt: skip
read_draft = from_message(rectification_pb2.Rectification, RectificationDraft, left_out=OUTPUT_ONLY)
read_filter = from_message(pb.ListRectificationsRequest, RectificationFilter, left_out=("page_size", "page_token"))
read_report = from_message(pb.SubmitRectificationRequest, Report, left_out=ENVELOPE)
read_verification = from_message(pb.VerifyRectificationRequest, Verification, left_out=ENVELOPE)
read_extension = from_message(pb.ExtendRectificationRequest, Extension, left_out=ENVELOPE)
read_referral = from_message(pb.ReferRectificationRequest, Referral, left_out=ENVELOPE)


def rectification_to_proto(rectification: Rectification) -> rectification_pb2.Rectification:
    """The message, with what may be done next."""
    message = _to_proto(rectification)
    message.allowed_actions.extend(allowed_actions(MOVES, rectification.state))
    return message
