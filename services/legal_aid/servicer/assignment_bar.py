"""gRPC door of bars to new assignments. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import assignment_bar_pb2
from sifa.legal_aid.v1 import assignment_bar_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.assignment_bar import (
    create_assignment_bar,
    get_assignment_bar,
    lift_assignment_bar,
    list_assignment_bars,
)
from services.legal_aid.translate.assignment_bar import bar_to_proto, read_bar_draft, read_bar_filter, read_lifting


class AssignmentBarService(Servicer):
    """sifa.legal_aid.v1.AssignmentBarService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AssignmentBarService"]

    def CreateAssignmentBar(self, tx: Tx, request: pb.CreateAssignmentBarRequest) -> assignment_bar_pb2.AssignmentBar:
        """Enter a bar."""
        return bar_to_proto(create_assignment_bar(tx, read_bar_draft(request.assignment_bar, "assignment_bar")))

    def GetAssignmentBar(self, tx: Tx, request: pb.GetAssignmentBarRequest) -> assignment_bar_pb2.AssignmentBar:
        """One bar."""
        return bar_to_proto(get_assignment_bar(tx, request.name))

    def ListAssignmentBars(self, tx: Tx, request: pb.ListAssignmentBarsRequest) -> pb.ListAssignmentBarsResponse:
        """A page of bars."""
        found, after = list_assignment_bars(tx, read_bar_filter(request, ""), self.pager.read(request))
        return pb.ListAssignmentBarsResponse(
            assignment_bars=map(bar_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def LiftAssignmentBar(self, tx: Tx, request: pb.LiftAssignmentBarRequest) -> pb.LiftAssignmentBarResponse:
        """End a bar."""
        lifted = lift_assignment_bar(tx, request.name, read_lifting(request, ""), etag=request.etag)
        return pb.LiftAssignmentBarResponse(assignment_bar=bar_to_proto(lifted))
