"""gRPC door of villages. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import village_pb2
from sifa.grassroots_offices.v1 import village_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import village as handlers
from services.grassroots_offices.translate import village as translate
from services.grassroots_offices.translate.village import village_to_proto


class VillageService(Servicer):
    """sifa.grassroots_offices.v1.VillageService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["VillageService"]

    def CreateVillage(self, tx: Tx, request: pb.CreateVillageRequest) -> village_pb2.Village:
        """Enter one."""
        draft = translate.read_village_draft(request.village)
        return village_to_proto(handlers.create_village(tx, draft))

    def GetVillage(self, tx: Tx, request: pb.GetVillageRequest) -> village_pb2.Village:
        """One of them."""
        return village_to_proto(handlers.get_village(tx, request.name))

    def ListVillages(self, tx: Tx, request: pb.ListVillagesRequest) -> pb.ListVillagesResponse:
        """A page of them."""
        wanted = translate.read_village_filter(request, "")
        found, after = handlers.list_villages(tx, wanted, self.pager.read(request))
        return pb.ListVillagesResponse(
            villages=map(village_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CheckAdvisers(self, tx: Tx, request: pb.CheckAdvisersRequest) -> pb.CheckAdvisersResponse:
        """Look over the advisers of a month."""
        found = handlers.check_advisers(tx, request.month)
        return pb.CheckAdvisersResponse(adviser_month=translate.adviser_month_to_proto(found))

    def RemoveVillage(self, tx: Tx, request: pb.RemoveVillageRequest) -> pb.RemoveVillageResponse:
        """It counts no more."""
        done = handlers.remove_village(tx, request.name, request.removal_reason, etag=request.etag)
        return pb.RemoveVillageResponse(village=village_to_proto(done))
