"""Bars to new assignments between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import assignment_bar_pb2
from sifa.legal_aid.v1 import assignment_bar_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.assignment_bar import AssignmentBar, AssignmentBarDraft, AssignmentBarFilter

bar_to_proto = to_message(AssignmentBar, assignment_bar_pb2.AssignmentBar)
read_bar_draft = from_message(
    assignment_bar_pb2.AssignmentBar,
    AssignmentBarDraft,
    left_out=("name", "lifted_date", "division", "create_time", "etag", "reported_by"),
)
read_bar_filter = from_message(
    pb.ListAssignmentBarsRequest, AssignmentBarFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_lifting = from_message(pb.LiftAssignmentBarRequest, Happening, left_out=("name", "request_id", "etag"))
