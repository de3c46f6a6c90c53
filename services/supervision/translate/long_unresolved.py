"""What nobody has put right for long, as a message. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import long_unresolved_pb2

from chassis.mapping import to_message
from services.supervision.domain.long_unresolved import LongUnresolved

to_proto = to_message(LongUnresolved, long_unresolved_pb2.LongUnresolved)
