"""gRPC door of clues. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import clue_pb2
from sifa.supervision.v1 import clue_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.clue import get_clue, list_clues
from services.supervision.handlers.clue_life import (
    assign_clue,
    close_clue,
    dispose_clue,
    pass_clue_test,
    report_clue,
    verify_clue,
)
from services.supervision.translate.clue import (
    clue_to_proto,
    read_assignment,
    read_closing,
    read_disposition,
    read_filter,
    read_report,
    read_test,
    read_verification,
)


class ClueService(Servicer):
    """sifa.supervision.v1.ClueService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ClueService"]

    def GetClue(self, tx: Tx, request: pb.GetClueRequest) -> clue_pb2.Clue:
        """One clue."""
        return clue_to_proto(get_clue(tx, request.name))

    def ListClues(self, tx: Tx, request: pb.ListCluesRequest) -> pb.ListCluesResponse:
        """A page of the ledger."""
        found, after = list_clues(tx, read_filter(request, ""), self.pager.read(request))
        return pb.ListCluesResponse(
            clues=map(clue_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReportClue(self, tx: Tx, request: pb.ReportClueRequest) -> pb.ReportClueResponse:
        """Enter what was reported."""
        return pb.ReportClueResponse(clue=clue_to_proto(report_clue(tx, read_report(request, ""))))

    def AssignClue(self, tx: Tx, request: pb.AssignClueRequest) -> pb.AssignClueResponse:
        """Name the two officers."""
        done = assign_clue(tx, request.name, read_assignment(request, ""), etag=request.etag)
        return pb.AssignClueResponse(clue=clue_to_proto(done))

    def VerifyClue(self, tx: Tx, request: pb.VerifyClueRequest) -> pb.VerifyClueResponse:
        """Enter the finding."""
        done = verify_clue(tx, request.name, read_verification(request, ""), etag=request.etag)
        return pb.VerifyClueResponse(clue=clue_to_proto(done))

    def DisposeClue(self, tx: Tx, request: pb.DisposeClueRequest) -> pb.DisposeClueResponse:
        """Say what is done about it."""
        done = dispose_clue(tx, request.name, read_disposition(request, ""), etag=request.etag)
        return pb.DisposeClueResponse(clue=clue_to_proto(done))

    def PassClueTest(self, tx: Tx, request: pb.PassClueTestRequest) -> pb.PassClueTestResponse:
        """Enter that one of the three is passed."""
        done = pass_clue_test(tx, request.name, read_test(request, ""), etag=request.etag)
        return pb.PassClueTestResponse(clue=clue_to_proto(done))

    def CloseClue(self, tx: Tx, request: pb.CloseClueRequest) -> pb.CloseClueResponse:
        """Close it."""
        done = close_clue(tx, request.name, read_closing(request, ""), etag=request.etag)
        return pb.CloseClueResponse(clue=clue_to_proto(done))
