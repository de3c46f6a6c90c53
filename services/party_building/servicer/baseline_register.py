"""gRPC door of baseline registers and the lists beside them. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import baseline_register_pb2
from sifa.party_building.v1 import baseline_register_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.baseline_register import (
    create_register,
    get_register,
    list_lines,
    list_postings,
    list_registers,
)
from services.party_building.translate.baseline_register import (
    line_to_proto,
    posting_to_proto,
    read_register_draft,
    register_in_list,
    register_to_proto,
)


class BaselineRegisterService(Servicer):
    """sifa.party_building.v1.BaselineRegisterService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["BaselineRegisterService"]

    def CreateBaselineRegister(
        self, tx: Tx, request: pb.CreateBaselineRegisterRequest
    ) -> baseline_register_pb2.BaselineRegister:
        """Finish this year's register."""
        return register_to_proto(create_register(tx, read_register_draft(request.baseline_register)))

    def GetBaselineRegister(
        self, tx: Tx, request: pb.GetBaselineRegisterRequest
    ) -> baseline_register_pb2.BaselineRegister:
        """One register."""
        return register_to_proto(get_register(tx, request.name))

    def ListBaselineRegisters(
        self, tx: Tx, request: pb.ListBaselineRegistersRequest
    ) -> pb.ListBaselineRegistersResponse:
        """A page of registers."""
        found, after = list_registers(tx, self.pager.read(request))
        return pb.ListBaselineRegistersResponse(
            baseline_registers=map(register_in_list, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListCrossPostings(self, tx: Tx, request: pb.ListCrossPostingsRequest) -> pb.ListCrossPostingsResponse:
        """Who sits on both sides."""
        found = list_postings(tx, listed=request.listed)
        return pb.ListCrossPostingsResponse(cross_postings=map(posting_to_proto, found))

    def ListDevelopmentLines(self, tx: Tx, request: pb.ListDevelopmentLinesRequest) -> pb.ListDevelopmentLinesResponse:
        """Who is on the way."""
        found = list_lines(tx, nobody=request.nobody)
        return pb.ListDevelopmentLinesResponse(development_lines=map(line_to_proto, found))
