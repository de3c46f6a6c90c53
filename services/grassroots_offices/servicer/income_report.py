"""gRPC door of income reports. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import income_report_pb2
from sifa.grassroots_offices.v1 import income_report_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.income_report import (
    correct_income_report,
    create_income_report,
    get_income_report,
    list_income_reports,
)
from services.grassroots_offices.handlers.year_import import import_income_reports
from services.grassroots_offices.translate.income_report import (
    income_report_to_proto,
    read_correction,
    read_income_draft,
    read_income_filter,
)


class IncomeReportService(Servicer):
    """sifa.grassroots_offices.v1.IncomeReportService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["IncomeReportService"]

    def CreateIncomeReport(self, tx: Tx, request: pb.CreateIncomeReportRequest) -> income_report_pb2.IncomeReport:
        """File the report of a month."""
        return income_report_to_proto(create_income_report(tx, read_income_draft(request.income_report)))

    def GetIncomeReport(self, tx: Tx, request: pb.GetIncomeReportRequest) -> income_report_pb2.IncomeReport:
        """One version."""
        return income_report_to_proto(get_income_report(tx, request.name))

    def ListIncomeReports(self, tx: Tx, request: pb.ListIncomeReportsRequest) -> pb.ListIncomeReportsResponse:
        """A page of versions."""
        found, after = list_income_reports(tx, read_income_filter(request, ""), self.pager.read(request))
        return pb.ListIncomeReportsResponse(
            income_reports=map(income_report_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CorrectIncomeReport(self, tx: Tx, request: pb.CorrectIncomeReportRequest) -> pb.CorrectIncomeReportResponse:
        """Correct a report."""
        done = correct_income_report(tx, request.name, read_correction(request, ""), etag=request.etag)
        return pb.CorrectIncomeReportResponse(income_report=income_report_to_proto(done))

    def ImportIncomeReports(self, tx: Tx, request: pb.ImportIncomeReportsRequest) -> pb.ImportIncomeReportsResponse:
        """File a table."""
        made = import_income_reports(tx, request.content, validate_only=request.validate_only)
        return pb.ImportIncomeReportsResponse(income_reports=map(income_report_to_proto, made))
