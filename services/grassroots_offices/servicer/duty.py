"""gRPC door of what is missing and by when. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import duty_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.duty import compute_duties, compute_own_duties
from services.grassroots_offices.translate.duty import duty_to_proto


class DutyService(Servicer):
    """sifa.grassroots_offices.v1.DutyService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DutyService"]

    def ComputeDuties(self, tx: Tx, request: pb.ComputeDutiesRequest) -> pb.ComputeDutiesResponse:
        """What an office owes."""
        return pb.ComputeDutiesResponse(duties=map(duty_to_proto, compute_duties(tx, request.name)))

    def ComputeOwnDuties(self, tx: Tx, request: pb.ComputeOwnDutiesRequest) -> pb.ComputeOwnDutiesResponse:
        """What the caller's office owes."""
        return pb.ComputeOwnDutiesResponse(duties=map(duty_to_proto, compute_own_duties(tx)))
