"""gRPC door of an office's own people. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import own_office_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import own_office as own
from services.grassroots_offices.translate import own_office as translate
from services.grassroots_offices.translate.adviser_log import adviser_log_to_proto, read_adviser_log_draft
from services.grassroots_offices.translate.fee_receipt import fee_receipt_to_proto, read_fee_receipt_draft
from services.grassroots_offices.translate.income_report import income_report_to_proto, read_income_draft
from services.grassroots_offices.translate.office_case import office_case_to_proto, read_office_case_draft
from services.grassroots_offices.translate.service_hours import read_service_hours_draft, service_hours_to_proto
from services.grassroots_offices.translate.work_brief import read_work_brief_draft, work_brief_to_proto


class OwnOfficeService(Servicer):
    """sifa.grassroots_offices.v1.OwnOfficeService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OwnOfficeService"]

    def EnterOwnOfficeCase(self, tx: Tx, request: pb.EnterOwnOfficeCaseRequest) -> pb.EnterOwnOfficeCaseResponse:
        """Register a matter."""
        made = own.enter_case(tx, read_office_case_draft(request.office_case))
        return pb.EnterOwnOfficeCaseResponse(office_case=office_case_to_proto(made))

    def ListOwnOfficeCases(self, tx: Tx, request: pb.ListOwnOfficeCasesRequest) -> pb.ListOwnOfficeCasesResponse:
        """A page of his office's matters."""
        asked = translate.read_own_cases(request, "")
        found, after = own.list_cases(tx, asked.state, self.pager.read(request))
        return pb.ListOwnOfficeCasesResponse(
            office_cases=map(office_case_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveOwnOfficeCase(self, tx: Tx, request: pb.ApproveOwnOfficeCaseRequest) -> pb.ApproveOwnOfficeCaseResponse:
        """Take a matter on."""
        done = own.approve_case(tx, request.name, translate.read_approval(request, ""), etag=request.etag)
        return pb.ApproveOwnOfficeCaseResponse(office_case=office_case_to_proto(done))

    def DeclineOwnOfficeCase(self, tx: Tx, request: pb.DeclineOwnOfficeCaseRequest) -> pb.DeclineOwnOfficeCaseResponse:
        """Do not take a matter on."""
        done = own.decline_case(tx, request.name, translate.read_declining(request, ""), etag=request.etag)
        return pb.DeclineOwnOfficeCaseResponse(office_case=office_case_to_proto(done))

    def RecordOwnDiscussion(self, tx: Tx, request: pb.RecordOwnDiscussionRequest) -> pb.RecordOwnDiscussionResponse:
        """Enter the minutes of a discussion."""
        done = own.record_discussion(tx, request.name, translate.read_discussion(request, ""), etag=request.etag)
        return pb.RecordOwnDiscussionResponse(office_case=office_case_to_proto(done))

    def CloseOwnOfficeCase(self, tx: Tx, request: pb.CloseOwnOfficeCaseRequest) -> pb.CloseOwnOfficeCaseResponse:
        """Close a matter."""
        done = own.close_case(tx, request.name, translate.read_closing(request, ""), etag=request.etag)
        return pb.CloseOwnOfficeCaseResponse(office_case=office_case_to_proto(done))

    def ArchiveOwnOfficeCase(self, tx: Tx, request: pb.ArchiveOwnOfficeCaseRequest) -> pb.ArchiveOwnOfficeCaseResponse:
        """Its file is in the archive."""
        done = own.archive_case(tx, request.name, translate.read_filing(request, ""), etag=request.etag)
        return pb.ArchiveOwnOfficeCaseResponse(office_case=office_case_to_proto(done))

    def EnterOwnIncomeReport(self, tx: Tx, request: pb.EnterOwnIncomeReportRequest) -> pb.EnterOwnIncomeReportResponse:
        """File the income of a month."""
        made = own.enter_income_report(tx, read_income_draft(request.income_report))
        return pb.EnterOwnIncomeReportResponse(income_report=income_report_to_proto(made))

    def EnterOwnFeeReceipt(self, tx: Tx, request: pb.EnterOwnFeeReceiptRequest) -> pb.EnterOwnFeeReceiptResponse:
        """Enter a receipt."""
        made = own.enter_receipt(tx, read_fee_receipt_draft(request.fee_receipt))
        return pb.EnterOwnFeeReceiptResponse(fee_receipt=fee_receipt_to_proto(made))

    def EnterOwnWorkBrief(self, tx: Tx, request: pb.EnterOwnWorkBriefRequest) -> pb.EnterOwnWorkBriefResponse:
        """Submit a brief."""
        made = own.enter_brief(tx, read_work_brief_draft(request.work_brief))
        return pb.EnterOwnWorkBriefResponse(work_brief=work_brief_to_proto(made))

    def EnterOwnServiceHours(self, tx: Tx, request: pb.EnterOwnServiceHoursRequest) -> pb.EnterOwnServiceHoursResponse:
        """Enter public-interest hours."""
        made = own.enter_hours(tx, read_service_hours_draft(request.service_hours))
        return pb.EnterOwnServiceHoursResponse(service_hours=service_hours_to_proto(made))

    def EnterOwnAdviserLog(self, tx: Tx, request: pb.EnterOwnAdviserLogRequest) -> pb.EnterOwnAdviserLogResponse:
        """Enter what an adviser did."""
        made = own.enter_log(tx, read_adviser_log_draft(request.adviser_log))
        return pb.EnterOwnAdviserLogResponse(adviser_log=adviser_log_to_proto(made))
