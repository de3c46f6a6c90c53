"""gRPC door of address violations. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import address_violation_pb2
from sifa.grassroots_offices.v1 import address_violation_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.address_violation import (
    correct_address_violation,
    create_address_violation,
    dismiss_address_violation,
    get_address_violation,
    list_address_violations,
)
from services.grassroots_offices.translate.address_violation import (
    address_violation_to_proto,
    read_address_violation_draft,
    read_address_violation_filter,
    read_correction,
    read_dismissal,
)


class AddressViolationService(Servicer):
    """sifa.grassroots_offices.v1.AddressViolationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AddressViolationService"]

    def CreateAddressViolation(
        self, tx: Tx, request: pb.CreateAddressViolationRequest
    ) -> address_violation_pb2.AddressViolation:
        """Enter a finding."""
        draft = read_address_violation_draft(request.address_violation)
        return address_violation_to_proto(create_address_violation(tx, draft))

    def GetAddressViolation(
        self, tx: Tx, request: pb.GetAddressViolationRequest
    ) -> address_violation_pb2.AddressViolation:
        """One of them."""
        return address_violation_to_proto(get_address_violation(tx, request.name))

    def ListAddressViolations(
        self, tx: Tx, request: pb.ListAddressViolationsRequest
    ) -> pb.ListAddressViolationsResponse:
        """A page of them."""
        found, after = list_address_violations(
            tx, read_address_violation_filter(request, ""), self.pager.read(request)
        )  # fmt: skip
        return pb.ListAddressViolationsResponse(
            address_violations=map(address_violation_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def CorrectAddressViolation(
        self, tx: Tx, request: pb.CorrectAddressViolationRequest
    ) -> pb.CorrectAddressViolationResponse:
        """Enter the verification."""
        done = correct_address_violation(tx, request.name, read_correction(request, ""), etag=request.etag)
        return pb.CorrectAddressViolationResponse(address_violation=address_violation_to_proto(done))

    def DismissAddressViolation(
        self, tx: Tx, request: pb.DismissAddressViolationRequest
    ) -> pb.DismissAddressViolationResponse:
        """Enter the dismissal."""
        done = dismiss_address_violation(tx, request.name, read_dismissal(request, ""), etag=request.etag)
        return pb.DismissAddressViolationResponse(address_violation=address_violation_to_proto(done))
