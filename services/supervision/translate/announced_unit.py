"""Units as other services tell of them. It must not know rows."""

from __future__ import annotations

from sifa.platform.v1 import unit_pb2

from chassis.kernel.unit import UnitChanged
from chassis.mapping import from_message

read_unit = from_message(unit_pb2.UnitChanged, UnitChanged)
