"""gRPC door of service lists. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import service_list_pb2
from sifa.legal_aid.v1 import service_list_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.service_list import (
    create_service_list,
    get_service_list,
    list_service_lists,
    publish_service_list,
    record_posting,
)
from services.legal_aid.translate.service_list import (
    read_list_draft,
    read_list_filter,
    read_posting,
    read_publication,
    service_list_to_proto,
)


class ServiceListService(Servicer):
    """sifa.legal_aid.v1.ServiceListService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ServiceListService"]

    def CreateServiceList(self, tx: Tx, request: pb.CreateServiceListRequest) -> service_list_pb2.ServiceList:
        """Write the next version."""
        return service_list_to_proto(create_service_list(tx, read_list_draft(request.service_list)))

    def GetServiceList(self, tx: Tx, request: pb.GetServiceListRequest) -> service_list_pb2.ServiceList:
        """One version."""
        return service_list_to_proto(get_service_list(tx, request.name))

    def ListServiceLists(self, tx: Tx, request: pb.ListServiceListsRequest) -> pb.ListServiceListsResponse:
        """A page of versions."""
        found, after = list_service_lists(tx, read_list_filter(request, ""), self.pager.read(request))
        return pb.ListServiceListsResponse(
            service_lists=map(service_list_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def PublishServiceList(self, tx: Tx, request: pb.PublishServiceListRequest) -> pb.PublishServiceListResponse:
        """Show it from now on."""
        done = publish_service_list(tx, request.name, read_publication(request, ""), etag=request.etag)
        return pb.PublishServiceListResponse(service_list=service_list_to_proto(done))

    def RecordPosting(self, tx: Tx, request: pb.RecordPostingRequest) -> pb.RecordPostingResponse:
        """Enter where it hangs."""
        done = record_posting(tx, request.name, read_posting(request, ""), etag=request.etag)
        return pb.RecordPostingResponse(service_list=service_list_to_proto(done))
