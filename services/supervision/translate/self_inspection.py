"""Self-inspections between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import self_inspection_pb2
from sifa.supervision.v1 import self_inspection_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.self_inspection import (
    MOVES,
    SelfInspection,
    SelfInspectionDraft,
    SelfInspectionFilter,
    SheetHead,
    SheetRow,
    Submission,
)

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(SelfInspection, self_inspection_pb2.SelfInspection, left_out=("allowed_actions",))
read_draft = from_message(
    self_inspection_pb2.SelfInspection, SelfInspectionDraft,
    left_out=(
        "name", "campaign", "unit_title", "division", "topic", "rows", "filled_date", "filler", "approver", "contact",
        "figures",
        "sha256", "submitted_date", "days_late", "return_reason", "state", "allowed_actions", "create_time", "etag",
    ),
)  # fmt: skip
read_filter = from_message(pb.ListSelfInspectionsRequest, SelfInspectionFilter, left_out=("page_size", "page_token"))
read_head = from_message(pb.FillSelfInspectionRequest, SheetHead, left_out=(*ENVELOPE, "rows"))
read_file_head = from_message(pb.ImportSelfInspectionRequest, SheetHead, left_out=(*ENVELOPE, "content"))
read_submission = from_message(pb.SubmitSelfInspectionRequest, Submission, left_out=ENVELOPE)
_read_row = from_message(self_inspection_pb2.SheetRow, SheetRow)


def read_rows(request: pb.FillSelfInspectionRequest) -> list[SheetRow]:
    """The rows as given; what is the service's alone is taken from the sheet."""
    return [_read_row(row, f"rows[{place}]") for place, row in enumerate(request.rows)]


def sheet_to_proto(sheet: SelfInspection) -> self_inspection_pb2.SelfInspection:
    """The sheet, with what may be done next."""
    message = _to_proto(sheet)
    message.allowed_actions.extend(allowed_actions(MOVES, sheet.state))
    return message
