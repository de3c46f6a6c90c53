"""gRPC door of reports on assignments. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import assignment_report_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.assignment_report import report_assignments
from services.legal_aid.translate.assignment_report import read_report_asked, report_to_proto


class AssignmentReportService(Servicer):
    """sifa.legal_aid.v1.AssignmentReportService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AssignmentReportService"]

    def ReportAssignments(self, tx: Tx, request: pb.ReportAssignmentsRequest) -> pb.ReportAssignmentsResponse:
        """How cases were spread."""
        return report_to_proto(report_assignments(tx, read_report_asked(request, "")))
