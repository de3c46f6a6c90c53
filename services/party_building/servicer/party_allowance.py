"""gRPC door of allowances. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import party_allowance_pb2
from sifa.party_building.v1 import party_allowance_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.party_allowance import create_allowance, get_allowance, list_allowances
from services.party_building.translate.party_allowance import (
    allowance_to_proto,
    read_allowance_draft,
    read_allowance_filter,
)


class PartyAllowanceService(Servicer):
    """sifa.party_building.v1.PartyAllowanceService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PartyAllowanceService"]

    def CreatePartyAllowance(
        self, tx: Tx, request: pb.CreatePartyAllowanceRequest
    ) -> party_allowance_pb2.PartyAllowance:
        """Enter an allowance."""
        return allowance_to_proto(create_allowance(tx, read_allowance_draft(request.party_allowance)))

    def GetPartyAllowance(self, tx: Tx, request: pb.GetPartyAllowanceRequest) -> party_allowance_pb2.PartyAllowance:
        """One allowance."""
        return allowance_to_proto(get_allowance(tx, request.name))

    def ListPartyAllowances(self, tx: Tx, request: pb.ListPartyAllowancesRequest) -> pb.ListPartyAllowancesResponse:
        """A page of allowances."""
        found, after = list_allowances(tx, read_allowance_filter(request, ""), self.pager.read(request))
        return pb.ListPartyAllowancesResponse(
            party_allowances=map(allowance_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
