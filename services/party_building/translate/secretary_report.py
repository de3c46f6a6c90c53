"""Secretaries' reports and awards between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import secretary_report_pb2
from sifa.party_building.v1 import secretary_report_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.award import Award, AwardDraft, AwardFilter
from services.party_building.domain.secretary_report import (
    MOVES,
    Appraisal,
    OwedReport,
    SecretaryReport,
    SecretaryReportDraft,
    SecretaryReportFilter,
)

DRAFT = {"organisation", "year", "submitted_date", "entry_reason", "document_number"}
PAGED = ("page_size", "page_token")
_FIELDS = secretary_report_pb2.SecretaryReport.DESCRIPTOR.fields_by_name
_to_proto = to_message(SecretaryReport, secretary_report_pb2.SecretaryReport, left_out=("allowed_actions",))
_read_draft = from_message(
    secretary_report_pb2.SecretaryReport, SecretaryReportDraft, left_out=tuple(set(_FIELDS) - DRAFT)
)
read_report_filter = from_message(pb.ListSecretaryReportsRequest, SecretaryReportFilter, left_out=PAGED)
read_appraisal = from_message(
    pb.AppraiseSecretaryReportRequest, Appraisal, left_out=("name", "request_id", "etag")
)  # fmt: skip
owed_to_proto = to_message(OwedReport, pb.OwedReport)
award_to_proto = to_message(Award, secretary_report_pb2.Award)
_read_award = from_message(
    secretary_report_pb2.Award, AwardDraft, left_out=("name", "late", "division", "create_time", "etag")
)
read_award_filter = from_message(pb.ListAwardsRequest, AwardFilter, left_out=PAGED)


def report_to_proto(report: SecretaryReport) -> secretary_report_pb2.SecretaryReport:
    """The report, with what may be done next."""
    message = _to_proto(report)
    message.allowed_actions.extend(allowed_actions(MOVES, report.state))
    return message


def read_report_draft(message: secretary_report_pb2.SecretaryReport) -> SecretaryReportDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "secretary_report")


def read_award_draft(message: secretary_report_pb2.Award) -> AwardDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_award(message, "award")
