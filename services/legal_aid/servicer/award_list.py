"""gRPC door of the award list. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import award_list_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.award_list import compile_list
from services.legal_aid.translate.award_list import award_list_to_proto, read_award_asked


class AwardListService(Servicer):
    """sifa.legal_aid.v1.AwardListService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AwardListService"]

    def CompileAwardList(self, tx: Tx, request: pb.CompileAwardListRequest) -> pb.CompileAwardListResponse:
        """A year's scores, grades and penalties."""
        return award_list_to_proto(compile_list(tx, read_award_asked(request, "")))
