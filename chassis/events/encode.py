"""Facts as they are logged: an event dataclass becomes the full name and the JSON of the proto message of its name.

It must not send anything.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from google.protobuf import json_format
from google.protobuf.message import Message
from sifa.platform.v1 import deadline_pb2, unit_pb2

from chassis.kernel.deadline import DeadlineChanged
from chassis.kernel.unit import UnitChanged
from chassis.mapping import to_message

EncodeEvent = Callable[[object], tuple[str, str]]
# Facts that every service may tell; a service's own lie in its events.proto.
PLATFORM_EVENTS: dict[type[object], type[Message]] = {
    DeadlineChanged: deadline_pb2.DeadlineChanged,
    UnitChanged: unit_pb2.UnitChanged,
}
PLATFORM_EVENT_TYPES = frozenset(message.DESCRIPTOR.full_name for message in PLATFORM_EVENTS.values())


def event_encoder(proto_package: str) -> EncodeEvent:
    """The encoder of a service's facts. It raises AttributeError for a dataclass without a message."""
    compiled: dict[type[object], Callable[[Any], Message]] = {}

    def compile_for(kind: type[object]) -> Callable[[Any], Message]:
        message = PLATFORM_EVENTS.get(kind)
        if message is None:
            message = getattr(importlib.import_module(f"{proto_package}.events_pb2"), kind.__name__)
        return compiled.setdefault(kind, to_message(kind, message))

    def encode(event: object) -> tuple[str, str]:
        kind = type(event)
        message = (compiled.get(kind) or compile_for(kind))(event)
        return message.DESCRIPTOR.full_name, json_format.MessageToJson(message, indent=None, ensure_ascii=False)

    return encode
