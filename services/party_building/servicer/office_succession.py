"""gRPC door of successions of offices. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import office_succession_pb2
from sifa.party_building.v1 import office_succession_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.office_succession import get_succession, list_successions, settle_succession
from services.party_building.translate.office_succession import (
    read_succession_filter,
    read_succession_paper,
    succession_to_proto,
)


class OfficeSuccessionService(Servicer):
    """sifa.party_building.v1.OfficeSuccessionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OfficeSuccessionService"]

    def GetOfficeSuccession(
        self, tx: Tx, request: pb.GetOfficeSuccessionRequest
    ) -> office_succession_pb2.OfficeSuccession:
        """One succession."""
        return succession_to_proto(get_succession(tx, request.name))

    def ListOfficeSuccessions(
        self, tx: Tx, request: pb.ListOfficeSuccessionsRequest
    ) -> pb.ListOfficeSuccessionsResponse:
        """A page of successions."""
        found, after = list_successions(tx, read_succession_filter(request, ""), self.pager.read(request))
        return pb.ListOfficeSuccessionsResponse(
            office_successions=map(succession_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def SettleOfficeSuccession(
        self, tx: Tx, request: pb.SettleOfficeSuccessionRequest
    ) -> pb.SettleOfficeSuccessionResponse:
        """Enter that everything has followed."""
        done = settle_succession(tx, request.name, read_succession_paper(request, ""), etag=request.etag)
        return pb.SettleOfficeSuccessionResponse(office_succession=succession_to_proto(done))
