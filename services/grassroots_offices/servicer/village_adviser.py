"""gRPC door of village advisers. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import village_adviser_pb2
from sifa.grassroots_offices.v1 import village_adviser_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import village_adviser as handlers
from services.grassroots_offices.translate import village_adviser as translate
from services.grassroots_offices.translate.village_adviser import village_adviser_to_proto


class VillageAdviserService(Servicer):
    """sifa.grassroots_offices.v1.VillageAdviserService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["VillageAdviserService"]

    def CreateVillageAdviser(
        self, tx: Tx, request: pb.CreateVillageAdviserRequest
    ) -> village_adviser_pb2.VillageAdviser:
        """Enter one."""
        draft = translate.read_village_adviser_draft(request.village_adviser)
        return village_adviser_to_proto(handlers.create_village_adviser(tx, draft))

    def GetVillageAdviser(self, tx: Tx, request: pb.GetVillageAdviserRequest) -> village_adviser_pb2.VillageAdviser:
        """One of them."""
        return village_adviser_to_proto(handlers.get_village_adviser(tx, request.name))

    def ListVillageAdvisers(self, tx: Tx, request: pb.ListVillageAdvisersRequest) -> pb.ListVillageAdvisersResponse:
        """A page of them."""
        wanted = translate.read_village_adviser_filter(request, "")
        found, after = handlers.list_village_advisers(tx, wanted, self.pager.read(request))
        return pb.ListVillageAdvisersResponse(
            village_advisers=map(village_adviser_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndVillageAdviser(self, tx: Tx, request: pb.EndVillageAdviserRequest) -> pb.EndVillageAdviserResponse:
        """It ends before its last day."""
        done = handlers.end(tx, request.name, translate.read_end(request, ""), etag=request.etag)
        return pb.EndVillageAdviserResponse(village_adviser=village_adviser_to_proto(done))
