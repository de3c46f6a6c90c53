"""gRPC door of visits to offices. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_visit_pb2
from sifa.grassroots_offices.v1 import office_visit_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import office_visit as handlers
from services.grassroots_offices.translate import office_visit as translate
from services.grassroots_offices.translate.office_visit import office_visit_to_proto


class OfficeVisitService(Servicer):
    """sifa.grassroots_offices.v1.OfficeVisitService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OfficeVisitService"]

    def CreateOfficeVisit(self, tx: Tx, request: pb.CreateOfficeVisitRequest) -> office_visit_pb2.OfficeVisit:
        """Enter one."""
        draft = translate.read_office_visit_draft(request.office_visit)
        return office_visit_to_proto(handlers.create_office_visit(tx, draft))

    def GetOfficeVisit(self, tx: Tx, request: pb.GetOfficeVisitRequest) -> office_visit_pb2.OfficeVisit:
        """One of them."""
        return office_visit_to_proto(handlers.get_office_visit(tx, request.name))

    def ListOfficeVisits(self, tx: Tx, request: pb.ListOfficeVisitsRequest) -> pb.ListOfficeVisitsResponse:
        """A page of them."""
        wanted = translate.read_office_visit_filter(request, "")
        found, after = handlers.list_office_visits(tx, wanted, self.pager.read(request))
        return pb.ListOfficeVisitsResponse(
            office_visits=map(office_visit_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RecheckOfficeVisit(self, tx: Tx, request: pb.RecheckOfficeVisitRequest) -> pb.RecheckOfficeVisitResponse:
        """Somebody went again."""
        done = handlers.recheck(tx, request.name, translate.read_recheck(request, ""), etag=request.etag)
        return pb.RecheckOfficeVisitResponse(office_visit=office_visit_to_proto(done))

    def VoidOfficeVisit(self, tx: Tx, request: pb.VoidOfficeVisitRequest) -> pb.VoidOfficeVisitResponse:
        """It was entered by mistake."""
        done = handlers.void(tx, request.name, request.void_reason, etag=request.etag)
        return pb.VoidOfficeVisitResponse(office_visit=office_visit_to_proto(done))

    def ListVisitsDue(self, tx: Tx, request: pb.ListVisitsDueRequest) -> pb.ListVisitsDueResponse:
        """Who was not visited in a quarter, and what is overdue."""
        offices, overdue = handlers.list_visits_due(tx, request.quarter)
        return pb.ListVisitsDueResponse(offices=offices, overdue_visits=overdue)
