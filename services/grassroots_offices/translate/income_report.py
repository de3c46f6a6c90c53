"""Income reports between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import income_report_pb2
from sifa.grassroots_offices.v1 import income_report_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.income_report import (
    MOVES,
    IncomeCorrection,
    IncomeReport,
    IncomeReportDraft,
    IncomeReportFilter,
)

OUTPUT_ONLY = (
    "name", "version", "correction_reason", "state", "filed_date", "division", "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(IncomeReport, income_report_pb2.IncomeReport, left_out=("allowed_actions",))
_read_draft = from_message(income_report_pb2.IncomeReport, IncomeReportDraft, left_out=OUTPUT_ONLY)
read_income_filter = from_message(
    pb.ListIncomeReportsRequest, IncomeReportFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_correction = from_message(
    pb.CorrectIncomeReportRequest, IncomeCorrection, left_out=("name", "request_id", "etag")
)  # fmt: skip


def income_report_to_proto(report: IncomeReport) -> income_report_pb2.IncomeReport:
    """The version, with what may be done next."""
    message = _to_proto(report)
    message.allowed_actions.extend(allowed_actions(MOVES, report.state))
    return message


def read_income_draft(message: income_report_pb2.IncomeReport) -> IncomeReportDraft:
    """What is filed; output-only fields are ignored."""
    return _read_draft(message, "income_report")
