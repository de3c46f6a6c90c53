"""Time limits from domain to proto. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import deadline_pb2, deadline_service_pb2

from chassis.deadline_message import deadline_writer
from chassis.kernel.deadline import DeadlineFilter
from chassis.mapping import from_message

deadline_to_proto = deadline_writer(deadline_pb2.Deadline)
read_deadline_filter = from_message(
    deadline_service_pb2.ListDeadlinesRequest, DeadlineFilter, left_out=("page_size", "page_token")
)
