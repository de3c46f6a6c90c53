"""gRPC door of files on impostures. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import imposture_pb2
from sifa.legal_aid.v1 import imposture_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.imposture import (
    create_imposture,
    decide_imposture,
    get_imposture,
    list_impostures,
)
from services.legal_aid.translate.imposture import (
    imposture_to_proto,
    read_decision,
    read_imposture_draft,
    read_imposture_filter,
)


class ImpostureService(Servicer):
    """sifa.legal_aid.v1.ImpostureService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ImpostureService"]

    def CreateImposture(self, tx: Tx, request: pb.CreateImpostureRequest) -> imposture_pb2.Imposture:
        """Open a file."""
        return imposture_to_proto(create_imposture(tx, read_imposture_draft(request.imposture)))

    def GetImposture(self, tx: Tx, request: pb.GetImpostureRequest) -> imposture_pb2.Imposture:
        """One file."""
        return imposture_to_proto(get_imposture(tx, request.name))

    def ListImpostures(self, tx: Tx, request: pb.ListImposturesRequest) -> pb.ListImposturesResponse:
        """A page of files."""
        found, after = list_impostures(tx, read_imposture_filter(request, ""), self.pager.read(request))
        return pb.ListImposturesResponse(
            impostures=map(imposture_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def DecideImposture(self, tx: Tx, request: pb.DecideImpostureRequest) -> pb.DecideImpostureResponse:
        """Confiscate and fine."""
        done = decide_imposture(tx, request.name, read_decision(request, ""), etag=request.etag)
        return pb.DecideImpostureResponse(imposture=imposture_to_proto(done))
