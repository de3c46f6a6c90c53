"""What is due and overdue from domain to proto. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import deadline_pb2, deadline_service_pb2

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.due_list import DueDeadline, DueFilter
from services.legal_aid.translate.deadline import deadline_to_proto

due_to_proto = to_message(DueDeadline, deadline_pb2.DueDeadline, parts={"deadline": deadline_to_proto})
read_due_filter = from_message(
    deadline_service_pb2.ListDueDeadlinesRequest, DueFilter, left_out=("page_size", "page_token")
)
