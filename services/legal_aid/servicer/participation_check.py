"""gRPC door of participation checks. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import participation_check_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.participation_check import check_year
from services.legal_aid.translate.participation_check import check_to_proto, read_participation_asked


class ParticipationCheckService(Servicer):
    """sifa.legal_aid.v1.ParticipationCheckService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ParticipationCheckService"]

    def CheckParticipation(self, tx: Tx, request: pb.CheckParticipationRequest) -> pb.CheckParticipationResponse:
        """A year by unit and handler."""
        return check_to_proto(check_year(tx, read_participation_asked(request, "")))
