"""gRPC door of partners' reports. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import partner_report_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.partner_report import list_partner_reports
from services.legal_aid.translate.partner_report import read_report_filter, report_to_proto


class PartnerReportService(Servicer):
    """sifa.legal_aid.v1.PartnerReportService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PartnerReportService"]

    def ListPartnerReports(self, tx: Tx, request: pb.ListPartnerReportsRequest) -> pb.ListPartnerReportsResponse:
        """A page of reports."""
        found, after = list_partner_reports(tx, read_report_filter(request, ""), self.pager.read(request))
        return pb.ListPartnerReportsResponse(
            partner_reports=map(report_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
