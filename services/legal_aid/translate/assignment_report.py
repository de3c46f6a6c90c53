"""Reports on assignments between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import assignment_report_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.assignment_report import AssignmentReport, AssignmentReportAsked

read_report_asked = from_message(pb.ReportAssignmentsRequest, AssignmentReportAsked)
report_to_proto = to_message(AssignmentReport, pb.ReportAssignmentsResponse)
