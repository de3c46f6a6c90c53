"""gRPC door of registers that were kept before. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import contact_opening_pb2
from sifa.legal_aid.v1 import contact_opening_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.contact_opening import (
    enter_opening,
    get_opening,
    list_openings,
    prepare_opening,
    withdraw_opening,
)
from services.legal_aid.translate.contact_opening import opening_to_proto, read_opening_file, read_opening_filter


class ContactOpeningService(Servicer):
    """sifa.legal_aid.v1.ContactOpeningService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ContactOpeningService"]

    def PrepareContactOpening(
        self, tx: Tx, request: pb.PrepareContactOpeningRequest
    ) -> pb.PrepareContactOpeningResponse:
        """Prepare a register."""
        made = prepare_opening(tx, read_opening_file(request, ""))
        return pb.PrepareContactOpeningResponse(contact_opening=opening_to_proto(made))

    def GetContactOpening(self, tx: Tx, request: pb.GetContactOpeningRequest) -> contact_opening_pb2.ContactOpening:
        """One of them."""
        return opening_to_proto(get_opening(tx, request.name))

    def ListContactOpenings(self, tx: Tx, request: pb.ListContactOpeningsRequest) -> pb.ListContactOpeningsResponse:
        """A page of them."""
        wanted = read_opening_filter(request, "")
        found, after = list_openings(tx, wanted, self.pager.read(request))
        return pb.ListContactOpeningsResponse(
            contact_openings=map(opening_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EnterContactOpening(self, tx: Tx, request: pb.EnterContactOpeningRequest) -> pb.EnterContactOpeningResponse:
        """A second person enters it."""
        done = enter_opening(tx, request.name, etag=request.etag)
        return pb.EnterContactOpeningResponse(contact_opening=opening_to_proto(done))

    def WithdrawContactOpening(
        self, tx: Tx, request: pb.WithdrawContactOpeningRequest
    ) -> pb.WithdrawContactOpeningResponse:
        """Give it up."""
        done = withdraw_opening(tx, request.name, request.reason, etag=request.etag)
        return pb.WithdrawContactOpeningResponse(contact_opening=opening_to_proto(done))
