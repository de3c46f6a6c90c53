"""gRPC door of offices' connections. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_connection_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import office_connection as handlers
from services.grassroots_offices.translate.office_connection import office_connection_to_proto, read_connection


class OfficeConnectionService(Servicer):
    """sifa.grassroots_offices.v1.OfficeConnectionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OfficeConnectionService"]

    def SetOfficeConnection(self, tx: Tx, request: pb.SetOfficeConnectionRequest) -> pb.SetOfficeConnectionResponse:
        """Enter how an office is connected."""
        done = handlers.set_office_connection(tx, request.name, read_connection(request, ""))
        return pb.SetOfficeConnectionResponse(office_connection=office_connection_to_proto(done))

    def CheckOfficeConnection(
        self, tx: Tx, request: pb.CheckOfficeConnectionRequest
    ) -> pb.CheckOfficeConnectionResponse:
        """How it stands today."""
        found = handlers.check_office_connection(tx, request.name)
        return pb.CheckOfficeConnectionResponse(office_connection=office_connection_to_proto(found))
