"""Partners' reports between domain and proto. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import partner_report_pb2
from sifa.legal_aid.v1 import partner_report_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.partner_report import PartnerReport, PartnerReportFilter

report_to_proto = to_message(PartnerReport, partner_report_pb2.PartnerReport)
read_report_filter = from_message(
    pb.ListPartnerReportsRequest, PartnerReportFilter, left_out=("page_size", "page_token")
)  # fmt: skip
