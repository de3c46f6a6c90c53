"""gRPC door of reported totals. It must not hold a condition."""

from __future__ import annotations

from sifa.mediation.v1 import reported_total_pb2
from sifa.mediation.v1 import reported_total_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.mediation.handlers import reported_total as use
from services.mediation.translate import reported_total as translate


class ReportedTotalService(Servicer):
    """sifa.mediation.v1.ReportedTotalService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ReportedTotalService"]

    def CreateReportedTotal(self, tx: Tx, request: pb.CreateReportedTotalRequest) -> reported_total_pb2.ReportedTotal:
        """What was reported."""
        draft = translate.read_draft(request.reported_total, "reported_total")
        return translate.total_to_proto(use.create_total(tx, draft))

    def GetReportedTotal(self, tx: Tx, request: pb.GetReportedTotalRequest) -> reported_total_pb2.ReportedTotal:
        """One of them."""
        return translate.total_to_proto(use.get_total(tx, request.name))

    def ListReportedTotals(self, tx: Tx, request: pb.ListReportedTotalsRequest) -> pb.ListReportedTotalsResponse:
        """A page of them."""
        found, after = use.list_totals(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListReportedTotalsResponse(
            reported_totals=map(translate.total_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CorrectReportedTotal(self, tx: Tx, request: pb.CorrectReportedTotalRequest) -> pb.CorrectReportedTotalResponse:
        """Other figures."""
        figures = translate.read_figures(request.reported, "reported")
        done = use.correct_total(tx, request.name, figures, document=request.document_number, etag=request.etag)
        return pb.CorrectReportedTotalResponse(reported_total=translate.total_to_proto(done))
