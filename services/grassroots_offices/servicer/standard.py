"""gRPC door of the standardisation of offices. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import standard_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.standard import check_standards
from services.grassroots_offices.translate.standard import standard_verdict_to_proto


class StandardService(Servicer):
    """sifa.grassroots_offices.v1.StandardService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["StandardService"]

    def CheckStandards(self, tx: Tx, request: pb.CheckStandardsRequest) -> pb.CheckStandardsResponse:
        """Five verdicts of an office in a year."""
        found = check_standards(tx, request.name, request.year)
        return pb.CheckStandardsResponse(verdicts=map(standard_verdict_to_proto, found))
