"""gRPC door of estimates from draws. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import draw_estimate_pb2
from sifa.supervision.v1 import draw_estimate_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.draw_estimate import get_draw_estimate
from services.supervision.translate.draw_estimate import to_proto


class DrawEstimateService(Servicer):
    """sifa.supervision.v1.DrawEstimateService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DrawEstimateService"]

    def GetDrawEstimate(self, tx: Tx, request: pb.GetDrawEstimateRequest) -> draw_estimate_pb2.DrawEstimate:
        """The estimate."""
        return to_proto(get_draw_estimate(tx, request.name.removesuffix("/estimate")))
