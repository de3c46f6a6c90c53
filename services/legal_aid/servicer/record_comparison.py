"""gRPC door of comparisons. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import record_comparison_pb2
from sifa.legal_aid.v1 import record_comparison_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.record_comparison import (
    create_record_comparison,
    get_record_comparison,
    list_record_comparisons,
)
from services.legal_aid.translate.record_comparison import (
    comparison_to_proto,
    read_comparison_draft,
    read_comparison_filter,
)


class RecordComparisonService(Servicer):
    """sifa.legal_aid.v1.RecordComparisonService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RecordComparisonService"]

    def CreateRecordComparison(
        self, tx: Tx, request: pb.CreateRecordComparisonRequest
    ) -> record_comparison_pb2.RecordComparison:
        """Compare paper, system and bank."""
        draft = read_comparison_draft(request.record_comparison, "record_comparison")
        return comparison_to_proto(create_record_comparison(tx, draft))

    def GetRecordComparison(
        self, tx: Tx, request: pb.GetRecordComparisonRequest
    ) -> record_comparison_pb2.RecordComparison:
        """One comparison."""
        return comparison_to_proto(get_record_comparison(tx, request.name))

    def ListRecordComparisons(
        self, tx: Tx, request: pb.ListRecordComparisonsRequest
    ) -> pb.ListRecordComparisonsResponse:
        """A page of comparisons."""
        found, after = list_record_comparisons(tx, read_comparison_filter(request, ""), self.pager.read(request))
        return pb.ListRecordComparisonsResponse(
            record_comparisons=map(comparison_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
