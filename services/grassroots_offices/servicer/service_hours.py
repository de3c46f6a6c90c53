"""gRPC door of public-interest hours. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import service_hours_pb2
from sifa.grassroots_offices.v1 import service_hours_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.service_hours import (
    confirm_service_hours,
    create_service_hours,
    get_service_hours,
    list_service_hours,
    void_service_hours,
)
from services.grassroots_offices.handlers.year_import import import_service_hours
from services.grassroots_offices.translate.service_hours import (
    read_confirmation,
    read_service_hours_draft,
    read_service_hours_filter,
    read_voiding,
    service_hours_to_proto,
)


class ServiceHoursService(Servicer):
    """sifa.grassroots_offices.v1.ServiceHoursService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ServiceHoursService"]

    def CreateServiceHours(self, tx: Tx, request: pb.CreateServiceHoursRequest) -> service_hours_pb2.ServiceHours:
        """Enter one."""
        return service_hours_to_proto(create_service_hours(tx, read_service_hours_draft(request.service_hours)))

    def GetServiceHours(self, tx: Tx, request: pb.GetServiceHoursRequest) -> service_hours_pb2.ServiceHours:
        """One of them."""
        return service_hours_to_proto(get_service_hours(tx, request.name))

    def ListServiceHours(self, tx: Tx, request: pb.ListServiceHoursRequest) -> pb.ListServiceHoursResponse:
        """A page of them."""
        found, after = list_service_hours(tx, read_service_hours_filter(request, ""), self.pager.read(request))
        return pb.ListServiceHoursResponse(
            service_hours=map(service_hours_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ConfirmServiceHours(self, tx: Tx, request: pb.ConfirmServiceHoursRequest) -> pb.ConfirmServiceHoursResponse:
        """Confirm them."""
        done = confirm_service_hours(tx, request.name, read_confirmation(request, ""), etag=request.etag)
        return pb.ConfirmServiceHoursResponse(service_hours=service_hours_to_proto(done))

    def VoidServiceHours(self, tx: Tx, request: pb.VoidServiceHoursRequest) -> pb.VoidServiceHoursResponse:
        """Take them back."""
        done = void_service_hours(tx, request.name, read_voiding(request, ""), etag=request.etag)
        return pb.VoidServiceHoursResponse(service_hours=service_hours_to_proto(done))

    def ImportServiceHours(self, tx: Tx, request: pb.ImportServiceHoursRequest) -> pb.ImportServiceHoursResponse:
        """Enter a table."""
        made = import_service_hours(tx, request.content, validate_only=request.validate_only)
        return pb.ImportServiceHoursResponse(service_hours=map(service_hours_to_proto, made))
