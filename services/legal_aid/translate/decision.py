"""Decisions between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import decision_pb2
from sifa.legal_aid.v1 import decision_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.decision import MOVES, Decision, DecisionFilter, Reissue, Serving
from services.legal_aid.domain.decision_text import Replay

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Decision, decision_pb2.Decision, left_out=("allowed_actions",))
read_decision_filter = from_message(pb.ListDecisionsRequest, DecisionFilter, left_out=("page_size", "page_token"))
read_serving = from_message(pb.ServeDecisionRequest, Serving, left_out=ENVELOPE)
read_reissue = from_message(pb.ReissueDecisionRequest, Reissue, left_out=ENVELOPE)
replay_to_proto = to_message(Replay, pb.ReplayDecisionResponse)


def decision_to_proto(decision: Decision) -> decision_pb2.Decision:
    """The paper, with what may be done next."""
    message = _to_proto(decision)
    message.allowed_actions.extend(allowed_actions(MOVES, decision.state))
    return message
