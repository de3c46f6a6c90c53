"""gRPC door of decisions. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import decision_pb2
from sifa.legal_aid.v1 import decision_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.decision import get_decision, list_decisions, reissue_decision, serve_decision
from services.legal_aid.handlers.paper_of_decision import replay_decision
from services.legal_aid.translate.decision import (
    decision_to_proto,
    read_decision_filter,
    read_reissue,
    read_serving,
    replay_to_proto,
)


class DecisionService(Servicer):
    """sifa.legal_aid.v1.DecisionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DecisionService"]

    def GetDecision(self, tx: Tx, request: pb.GetDecisionRequest) -> decision_pb2.Decision:
        """One decision."""
        return decision_to_proto(get_decision(tx, request.name))

    def ListDecisions(self, tx: Tx, request: pb.ListDecisionsRequest) -> pb.ListDecisionsResponse:
        """A page of decisions."""
        found, after = list_decisions(tx, read_decision_filter(request, ""), self.pager.read(request))
        return pb.ListDecisionsResponse(
            decisions=map(decision_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReplayDecision(self, tx: Tx, request: pb.ReplayDecisionRequest) -> pb.ReplayDecisionResponse:
        """Compute it again."""
        return replay_to_proto(replay_decision(tx, request.name))

    def ServeDecision(self, tx: Tx, request: pb.ServeDecisionRequest) -> pb.ServeDecisionResponse:
        """Record the service."""
        done = serve_decision(tx, request.name, read_serving(request, ""), etag=request.etag)
        return pb.ServeDecisionResponse(decision=decision_to_proto(done))

    def ReissueDecision(self, tx: Tx, request: pb.ReissueDecisionRequest) -> pb.ReissueDecisionResponse:
        """Issue a corrected paper."""
        done = reissue_decision(tx, request.name, read_reissue(request, ""), etag=request.etag)
        return pb.ReissueDecisionResponse(decision=decision_to_proto(done))
