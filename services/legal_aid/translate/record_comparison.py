"""Comparisons between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import record_comparison_pb2
from sifa.legal_aid.v1 import record_comparison_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.record_comparison import ComparisonDraft, ComparisonFilter, RecordComparison

comparison_to_proto = to_message(
    RecordComparison, record_comparison_pb2.RecordComparison, left_out=("paper", "bank")
)  # fmt: skip
read_comparison_draft = from_message(
    record_comparison_pb2.RecordComparison,
    ComparisonDraft,
    left_out=(
        "name", "paper_sha256", "bank_sha256", "paper_count", "system_count", "differences", "division", "compared_by",
        "create_time",
    ),
)  # fmt: skip
read_comparison_filter = from_message(
    pb.ListRecordComparisonsRequest, ComparisonFilter, left_out=("page_size", "page_token")
)  # fmt: skip
