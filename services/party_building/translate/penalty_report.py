"""Reports on penalties of members between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import penalty_report_pb2
from sifa.party_building.v1 import penalty_report_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.penalty_report import MOVES, PenaltyReport, PenaltyReportFilter, ReportPaper

_to_proto = to_message(
    PenaltyReport, penalty_report_pb2.PenaltyReport, left_out=("allowed_actions",),
    parts={"deadlines": deadline_to_message},
)  # fmt: skip
read_report_filter = from_message(
    pb.ListPenaltyReportsRequest, PenaltyReportFilter, left_out=("page_size", "page_token")
)
read_report_paper = from_message(pb.ReportPenaltyRequest, ReportPaper, left_out=("name", "request_id", "etag"))


def report_to_proto(report: PenaltyReport) -> penalty_report_pb2.PenaltyReport:
    """The report, with what may be done next."""
    message = _to_proto(report)
    message.allowed_actions.extend(allowed_actions(MOVES, report.state))
    return message
