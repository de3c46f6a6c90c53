"""gRPC door of deliberations and decisions. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import deliberation_pb2
from sifa.party_building.v1 import deliberation_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.deliberation import (
    attach_deliberation,
    create_decision,
    create_deliberation,
    get_decision,
    get_deliberation,
    list_decisions,
    list_deliberations,
)
from services.party_building.translate.deliberation import (
    decision_to_proto,
    deliberation_to_proto,
    read_decision_draft,
    read_decision_filter,
    read_deliberation_draft,
    read_deliberation_filter,
)


class DeliberationService(Servicer):
    """sifa.party_building.v1.DeliberationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DeliberationService"]

    def CreateDeliberation(self, tx: Tx, request: pb.CreateDeliberationRequest) -> deliberation_pb2.Deliberation:
        """Record a deliberation."""
        return deliberation_to_proto(create_deliberation(tx, read_deliberation_draft(request.deliberation)))

    def GetDeliberation(self, tx: Tx, request: pb.GetDeliberationRequest) -> deliberation_pb2.Deliberation:
        """One record."""
        return deliberation_to_proto(get_deliberation(tx, request.name))

    def ListDeliberations(self, tx: Tx, request: pb.ListDeliberationsRequest) -> pb.ListDeliberationsResponse:
        """A page of records."""
        found, after = list_deliberations(tx, read_deliberation_filter(request, ""), self.pager.read(request))
        return pb.ListDeliberationsResponse(
            deliberations=map(deliberation_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CreateOfficeDecision(self, tx: Tx, request: pb.CreateOfficeDecisionRequest) -> deliberation_pb2.OfficeDecision:
        """Enter a decision."""
        return decision_to_proto(create_decision(tx, read_decision_draft(request.office_decision)))

    def GetOfficeDecision(self, tx: Tx, request: pb.GetOfficeDecisionRequest) -> deliberation_pb2.OfficeDecision:
        """One decision."""
        return decision_to_proto(get_decision(tx, request.name))

    def ListOfficeDecisions(self, tx: Tx, request: pb.ListOfficeDecisionsRequest) -> pb.ListOfficeDecisionsResponse:
        """A page of decisions."""
        found, after = list_decisions(tx, read_decision_filter(request, ""), self.pager.read(request))
        return pb.ListOfficeDecisionsResponse(
            office_decisions=map(decision_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AttachDeliberation(self, tx: Tx, request: pb.AttachDeliberationRequest) -> pb.AttachDeliberationResponse:
        """The record was found."""
        done = attach_deliberation(tx, request.name, request.deliberation, etag=request.etag)
        return pb.AttachDeliberationResponse(office_decision=decision_to_proto(done))
