"""Time limits from domain to proto. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import deadline_pb2, deadline_service_pb2

from chassis.kernel.deadline import Deadline, DeadlineFilter
from chassis.mapping import from_message, to_message

_to_proto = to_message(
    Deadline,
    deadline_pb2.Deadline,
    left_out=("earliest_date",),
    hidden=("start_time", "pauses", "done_time"),
    parts={"limit": lambda limit: f"{limit.count} {limit.basis.name}"},
)
read_deadline_filter = from_message(
    deadline_service_pb2.ListDeadlinesRequest, DeadlineFilter, left_out=("page_size", "page_token")
)


def deadline_to_proto(deadline: Deadline) -> deadline_pb2.Deadline:
    """A row of the due list; while a year has no calendar it shows the day before which the limit cannot end."""
    message = _to_proto(deadline)
    if deadline.earliest_date is not None:
        message.earliest_date = deadline.earliest_date.isoformat()
    return message
