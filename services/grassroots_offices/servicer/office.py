"""gRPC door of offices. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_pb2
from sifa.grassroots_offices.v1 import office_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.office import confirm_cure, create_office, get_office, list_offices
from services.grassroots_offices.handlers.office_ending import end_liquidation, terminate_office
from services.grassroots_offices.handlers.year_import import import_offices
from services.grassroots_offices.translate.office import (
    office_to_proto,
    read_liquidation,
    read_office_draft,
    read_office_filter,
    read_termination,
    read_verification,
)


class OfficeService(Servicer):
    """sifa.grassroots_offices.v1.OfficeService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OfficeService"]

    def CreateOffice(self, tx: Tx, request: pb.CreateOfficeRequest) -> office_pb2.Office:
        """Take an office into the register."""
        return office_to_proto(create_office(tx, read_office_draft(request.office)))

    def ImportOffices(self, tx: Tx, request: pb.ImportOfficesRequest) -> pb.ImportOfficesResponse:
        """Take a roster into the register."""
        made = import_offices(tx, request.content, validate_only=request.validate_only)
        return pb.ImportOfficesResponse(offices=map(office_to_proto, made))

    def GetOffice(self, tx: Tx, request: pb.GetOfficeRequest) -> office_pb2.Office:
        """One office."""
        return office_to_proto(get_office(tx, request.name))

    def ListOffices(self, tx: Tx, request: pb.ListOfficesRequest) -> pb.ListOfficesResponse:
        """A page of offices."""
        found, after = list_offices(tx, read_office_filter(request, ""), self.pager.read(request))
        return pb.ListOfficesResponse(
            offices=map(office_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ConfirmCure(self, tx: Tx, request: pb.ConfirmCureRequest) -> pb.ConfirmCureResponse:
        """Confirm that a breach is cured."""
        done = confirm_cure(tx, request.name, read_verification(request, ""), etag=request.etag)
        return pb.ConfirmCureResponse(office=office_to_proto(done))

    def TerminateOffice(self, tx: Tx, request: pb.TerminateOfficeRequest) -> pb.TerminateOfficeResponse:
        """Enter an ending event."""
        done = terminate_office(tx, request.name, read_termination(request, ""), etag=request.etag)
        return pb.TerminateOfficeResponse(office=office_to_proto(done))

    def EndLiquidation(self, tx: Tx, request: pb.EndLiquidationRequest) -> pb.EndLiquidationResponse:
        """Enter the end of a liquidation."""
        done = end_liquidation(tx, request.name, read_liquidation(request, ""), etag=request.etag)
        return pb.EndLiquidationResponse(office=office_to_proto(done))
