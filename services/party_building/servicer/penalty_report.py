"""gRPC door of reports on penalties of members. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import penalty_report_pb2
from sifa.party_building.v1 import penalty_report_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.penalty_report import get_report, list_reports, report_penalty
from services.party_building.translate.penalty_report import read_report_filter, read_report_paper, report_to_proto


class PenaltyReportService(Servicer):
    """sifa.party_building.v1.PenaltyReportService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PenaltyReportService"]

    def GetPenaltyReport(self, tx: Tx, request: pb.GetPenaltyReportRequest) -> penalty_report_pb2.PenaltyReport:
        """One report."""
        return report_to_proto(get_report(tx, request.name))

    def ListPenaltyReports(self, tx: Tx, request: pb.ListPenaltyReportsRequest) -> pb.ListPenaltyReportsResponse:
        """A page of reports."""
        found, after = list_reports(tx, read_report_filter(request, ""), self.pager.read(request))
        return pb.ListPenaltyReportsResponse(
            penalty_reports=map(report_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReportPenalty(self, tx: Tx, request: pb.ReportPenaltyRequest) -> pb.ReportPenaltyResponse:
        """Enter that the superior organisation was told."""
        done = report_penalty(tx, request.name, read_report_paper(request, ""), etag=request.etag)
        return pb.ReportPenaltyResponse(penalty_report=report_to_proto(done))
