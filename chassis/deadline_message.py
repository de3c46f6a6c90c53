"""Deadlines as messages, the same for every service. It must not know rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from google.protobuf.message import Message
from sifa.platform.v1 import deadline_pb2

from chassis.kernel.deadline import Deadline
from chassis.mapping import to_message

M = TypeVar("M", bound=Message)


def deadline_writer(message: type[M]) -> Callable[[Deadline], M]:
    """Compile deadline → message; the message has the fields of `sifa.platform.v1.Deadline`.

    While a year has no calendar it shows the day before which the limit cannot end.
    """
    write = to_message(
        Deadline,
        message,
        left_out=("earliest_date",),
        hidden=("start_time", "pauses", "done_time"),
        parts={"limit": lambda limit: f"{limit.count} {limit.basis.name}"},
    )

    def convert(deadline: Deadline) -> M:
        written: Any = write(deadline)
        if deadline.earliest_date is not None:
            written.earliest_date = deadline.earliest_date.isoformat()
        made: M = written
        return made

    return convert


deadline_to_message = deadline_writer(deadline_pb2.Deadline)
