"""gRPC door of items of the report lines. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import report_item_pb2
from sifa.supervision.v1 import report_item_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import report_item as use
from services.supervision.translate import report_item as translate


class ReportItemService(Servicer):
    """sifa.supervision.v1.ReportItemService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ReportItemService"]

    def CreateReportItem(self, tx: Tx, request: pb.CreateReportItemRequest) -> report_item_pb2.ReportItem:
        """Register one."""
        draft = translate.read_draft(request.report_item, "report_item")
        return translate.item_to_proto(use.create_item(tx, draft))

    def GetReportItem(self, tx: Tx, request: pb.GetReportItemRequest) -> report_item_pb2.ReportItem:
        """One of them."""
        return translate.item_to_proto(use.get_item(tx, request.name))

    def ListReportItems(self, tx: Tx, request: pb.ListReportItemsRequest) -> pb.ListReportItemsResponse:
        """A page of them."""
        found, after = use.list_items(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListReportItemsResponse(
            report_items=map(translate.item_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def TriageReportItem(self, tx: Tx, request: pb.TriageReportItemRequest) -> pb.TriageReportItemResponse:
        """Say what it is."""
        done = use.triage_item(tx, request.name, translate.read_triage(request, ""), etag=request.etag)
        return pb.TriageReportItemResponse(report_item=translate.item_to_proto(done))

    def AnswerReportItem(self, tx: Tx, request: pb.AnswerReportItemRequest) -> pb.AnswerReportItemResponse:
        """Answer the caller."""
        done = use.answer_item(tx, request.name, translate.read_answer(request, ""), etag=request.etag)
        return pb.AnswerReportItemResponse(report_item=translate.item_to_proto(done))
