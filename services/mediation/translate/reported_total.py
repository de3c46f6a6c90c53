"""Reported totals between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.mediation.v1 import reported_total_pb2
from sifa.mediation.v1 import reported_total_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.mediation.domain.reported_total import (
    MediationFigures,
    ReportedTotalDraft,
    ReportedTotalFilter,
    ReportedTotalShown,
)

total_to_proto = to_message(ReportedTotalShown, reported_total_pb2.ReportedTotal)
read_figures = from_message(reported_total_pb2.MediationFigures, MediationFigures)
read_draft = from_message(
    reported_total_pb2.ReportedTotal, ReportedTotalDraft,
    left_out=("name", "division", "reported_date", "counted", "difference", "create_time", "etag"),
)  # fmt: skip
read_filter = from_message(pb.ListReportedTotalsRequest, ReportedTotalFilter, left_out=("page_size", "page_token"))
