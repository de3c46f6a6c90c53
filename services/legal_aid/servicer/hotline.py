"""gRPC door of the hotline. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import hotline_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.hotline import summarize_hotline
from services.legal_aid.translate.hotline import goal_to_proto, tally_to_proto


class HotlineService(Servicer):
    """sifa.legal_aid.v1.HotlineService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["HotlineService"]

    def SummarizeHotline(self, tx: Tx, request: pb.SummarizeHotlineRequest) -> pb.SummarizeHotlineResponse:
        """Calls of a month."""
        found, reached = summarize_hotline(tx, request.month, request.institution)
        return pb.SummarizeHotlineResponse(tallies=map(tally_to_proto, found), goals=map(goal_to_proto, reached))
