"""gRPC door of charters. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import charter_check_pb2
from sifa.party_building.v1 import charter_check_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.charter_check import (
    approve_charter,
    compare_charters,
    create_charter,
    get_charter,
    give_opinion,
    list_charters,
    return_charter,
)
from services.party_building.translate.charter_check import (
    charter_in_list,
    charter_paper_reader,
    charter_to_proto,
    comparison_to_proto,
    read_charter_draft,
    read_charter_filter,
)

_read_opinion = charter_paper_reader(pb.GiveCharterOpinionRequest, "agreed")
_read_approval = charter_paper_reader(pb.ApproveCharterRequest)
_read_return = charter_paper_reader(pb.ReturnCharterRequest)


class CharterCheckService(Servicer):
    """sifa.party_building.v1.CharterCheckService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CharterCheckService"]

    def CreateCharterCheck(self, tx: Tx, request: pb.CreateCharterCheckRequest) -> charter_check_pb2.CharterCheck:
        """Enter a version."""
        return charter_to_proto(create_charter(tx, read_charter_draft(request.charter_check)))

    def GetCharterCheck(self, tx: Tx, request: pb.GetCharterCheckRequest) -> charter_check_pb2.CharterCheck:
        """One version."""
        return charter_to_proto(get_charter(tx, request.name))

    def ListCharterChecks(self, tx: Tx, request: pb.ListCharterChecksRequest) -> pb.ListCharterChecksResponse:
        """A page of versions."""
        found, after = list_charters(tx, read_charter_filter(request, ""), self.pager.read(request))
        return pb.ListCharterChecksResponse(
            charter_checks=map(charter_in_list, found), next_page_token=self.pager.next_token(request, after)
        )

    def CompareCharterChecks(self, tx: Tx, request: pb.CompareCharterChecksRequest) -> pb.CompareCharterChecksResponse:
        """What differs between two versions."""
        return comparison_to_proto(compare_charters(tx, request.name, request.earlier))

    def GiveCharterOpinion(self, tx: Tx, request: pb.GiveCharterOpinionRequest) -> pb.GiveCharterOpinionResponse:
        """Enter the county's opinion."""
        paper = _read_opinion(request, "")
        done = give_opinion(tx, request.name, paper, agreed=request.agreed, etag=request.etag)
        return pb.GiveCharterOpinionResponse(charter_check=charter_to_proto(done))

    def ApproveCharter(self, tx: Tx, request: pb.ApproveCharterRequest) -> pb.ApproveCharterResponse:
        """Enter the city's approval."""
        done = approve_charter(tx, request.name, _read_approval(request, ""), etag=request.etag)
        return pb.ApproveCharterResponse(charter_check=charter_to_proto(done))

    def ReturnCharter(self, tx: Tx, request: pb.ReturnCharterRequest) -> pb.ReturnCharterResponse:
        """Enter that the city sent it back."""
        done = return_charter(tx, request.name, _read_return(request, ""), etag=request.etag)
        return pb.ReturnCharterResponse(charter_check=charter_to_proto(done))
