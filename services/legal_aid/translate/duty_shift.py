"""Duty shifts between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import duty_shift_pb2
from sifa.legal_aid.v1 import duty_shift_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.duty_shift import DutyShift, DutyShiftDraft, DutyShiftFilter, DutySummaryLine

OUTPUT_ONLY = ("name", "half_days", "public_office", "late", "voiding", "division", "create_time", "etag")
duty_shift_to_proto = to_message(DutyShift, duty_shift_pb2.DutyShift)
summary_line_to_proto = to_message(DutySummaryLine, duty_shift_pb2.DutySummaryLine)
read_duty_shift_filter = from_message(
    pb.ListDutyShiftsRequest, DutyShiftFilter, left_out=("page_size", "page_token")
)  # fmt: skip
_read_draft = from_message(duty_shift_pb2.DutyShift, DutyShiftDraft, left_out=OUTPUT_ONLY)


def read_duty_shift_draft(message: duty_shift_pb2.DutyShift) -> DutyShiftDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "duty_shift")
