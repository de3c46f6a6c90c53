"""Disputes between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.mediation.v1 import dispute_pb2
from sifa.mediation.v1 import dispute_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.mediation.domain.agreement import ConfirmationRequest, DisputeAgreement, DisputeFollowUp, Ruling
from services.mediation.domain.dispute import MOVES, Dispute, DisputeDraft, DisputeFilter, DisputeSession
from services.mediation.domain.evaluation import EvaluationDraft

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Dispute, dispute_pb2.Dispute, left_out=("allowed_actions",))
read_draft = from_message(
    dispute_pb2.Dispute, DisputeDraft,
    left_out=(
        "name", "number", "division", "registered_date", "accepted_date", "mediators", "sessions", "ended_date",
        "ending_reason", "agreement", "performance", "follow_ups", "confirmation", "evaluations", "state",
        "allowed_actions", "create_time", "etag",
    ),
)  # fmt: skip
read_filter = from_message(pb.ListDisputesRequest, DisputeFilter, left_out=("page_size", "page_token"))
read_session = from_message(pb.RecordSessionRequest, DisputeSession, left_out=ENVELOPE)
read_agreement = from_message(dispute_pb2.DisputeAgreement, DisputeAgreement)
read_follow_up = from_message(pb.FollowUpDisputeRequest, DisputeFollowUp, left_out=ENVELOPE)
read_wish = from_message(pb.RequestConfirmationRequest, ConfirmationRequest, left_out=ENVELOPE)
read_ruling = from_message(pb.RecordConfirmationRequest, Ruling, left_out=ENVELOPE)
read_evaluation = from_message(pb.EvaluateDisputeRequest, EvaluationDraft, left_out=ENVELOPE)


def dispute_to_proto(dispute: Dispute) -> dispute_pb2.Dispute:
    """The dispute, with what may be done next."""
    message = _to_proto(dispute)
    message.allowed_actions.extend(allowed_actions(MOVES, dispute.state))
    return message
