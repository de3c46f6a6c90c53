"""gRPC door of clues. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import clue_pb2, clue_service_pb2

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.clue import get_clue, list_clues
from services.supervision.translate.clue import clue_to_proto, read_filter


class ClueService(Servicer):
    """sifa.supervision.v1.ClueService."""

    DESCRIPTOR = clue_service_pb2.DESCRIPTOR.services_by_name["ClueService"]

    def GetClue(self, tx: Tx, request: clue_service_pb2.GetClueRequest) -> clue_pb2.Clue:
        """One clue."""
        return clue_to_proto(get_clue(tx, request.name))

    def ListClues(self, tx: Tx, request: clue_service_pb2.ListCluesRequest) -> clue_service_pb2.ListCluesResponse:
        """A page of clues."""
        found, after = list_clues(tx, read_filter(request, ""), self.pager.read(request))
        return clue_service_pb2.ListCluesResponse(
            clues=map(clue_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
