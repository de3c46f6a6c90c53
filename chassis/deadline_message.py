"""Deadlines as messages of the platform, the same for every service. It must not know rows."""

from __future__ import annotations

from sifa.platform.v1 import deadline_pb2

from chassis.kernel.deadline import Deadline
from chassis.mapping import to_message

_to_message = to_message(
    Deadline,
    deadline_pb2.Deadline,
    left_out=("earliest_date",),
    hidden=("start_time", "pauses", "done_time"),
    parts={"limit": lambda limit: f"{limit.count} {limit.basis.name}"},
)


def deadline_to_message(deadline: Deadline) -> deadline_pb2.Deadline:
    """The deadline; while a year has no calendar it shows the day before which the limit cannot end."""
    message = _to_message(deadline)
    if deadline.earliest_date is not None:
        message.earliest_date = deadline.earliest_date.isoformat()
    return message
