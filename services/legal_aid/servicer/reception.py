"""gRPC door of receptions. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import reception_pb2
from sifa.legal_aid.v1 import reception_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.reception import (
    cancel_reception,
    create_reception,
    get_reception,
    list_receptions,
    miss_reception,
    rebook_reception,
    serve_reception,
)
from services.legal_aid.translate.reception import (
    read_rebooking,
    read_reception_cancelling,
    read_reception_draft,
    read_reception_filter,
    reception_to_proto,
)


class ReceptionService(Servicer):
    """sifa.legal_aid.v1.ReceptionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ReceptionService"]

    def CreateReception(self, tx: Tx, request: pb.CreateReceptionRequest) -> reception_pb2.Reception:
        """Enter one."""
        return reception_to_proto(create_reception(tx, read_reception_draft(request.reception)))

    def GetReception(self, tx: Tx, request: pb.GetReceptionRequest) -> reception_pb2.Reception:
        """One of them."""
        return reception_to_proto(get_reception(tx, request.name))

    def ListReceptions(self, tx: Tx, request: pb.ListReceptionsRequest) -> pb.ListReceptionsResponse:
        """A page."""
        found, after = list_receptions(tx, read_reception_filter(request, ""), self.pager.read(request))
        return pb.ListReceptionsResponse(
            receptions=map(reception_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ServeReception(self, tx: Tx, request: pb.ServeReceptionRequest) -> pb.ServeReceptionResponse:
        """Somebody was received."""
        done = serve_reception(tx, request.name, etag=request.etag)
        return pb.ServeReceptionResponse(reception=reception_to_proto(done))

    def MissReception(self, tx: Tx, request: pb.MissReceptionRequest) -> pb.MissReceptionResponse:
        """Nobody came."""
        done = miss_reception(tx, request.name, etag=request.etag)
        return pb.MissReceptionResponse(reception=reception_to_proto(done))

    def RebookReception(self, tx: Tx, request: pb.RebookReceptionRequest) -> pb.RebookReceptionResponse:
        """Another date."""
        done = rebook_reception(tx, request.name, read_rebooking(request, ""), etag=request.etag)
        return pb.RebookReceptionResponse(reception=reception_to_proto(done))

    def CancelReception(self, tx: Tx, request: pb.CancelReceptionRequest) -> pb.CancelReceptionResponse:
        """It is called off."""
        done = cancel_reception(tx, request.name, read_reception_cancelling(request, ""), etag=request.etag)
        return pb.CancelReceptionResponse(reception=reception_to_proto(done))
