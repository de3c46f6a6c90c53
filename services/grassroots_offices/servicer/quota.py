"""gRPC door of quotas. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import quota_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.quota import compute_quotas
from services.grassroots_offices.translate.quota import quota_sheet_to_proto


class QuotaService(Servicer):
    """sifa.grassroots_offices.v1.QuotaService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["QuotaService"]

    def ComputeQuotas(self, tx: Tx, request: pb.ComputeQuotasRequest) -> pb.ComputeQuotasResponse:
        """Compute the quotas of an office in a year."""
        return pb.ComputeQuotasResponse(
            quota_sheet=quota_sheet_to_proto(compute_quotas(tx, request.name, request.year))
        )
