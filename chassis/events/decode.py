"""Facts as they were logged, read again: the JSON of a proto message becomes the event dataclass of its name.

It must not look at what was never told: unknown fields of a newer writer are passed over.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from google.protobuf import json_format

from chassis.events.encode import PLATFORM_EVENTS
from chassis.mapping import from_message


class EventDecoder:
    """Reads the facts of a service that are of the given kinds."""

    def __init__(self, proto_package: str, kinds: Iterable[type[Any]]) -> None:
        """Raises AttributeError for a kind without a message, MappingError for one that does not fit its message."""
        messages = {kind: _message(proto_package, kind) for kind in kinds}
        self._known = {
            str(message.DESCRIPTOR.full_name): (message, from_message(message, kind))
            for kind, message in messages.items()
        }

    @property
    def types(self) -> tuple[str, ...]:
        """The full names under which such facts are logged."""
        return tuple(self._known)

    def decode(self, type_name: str, body: str) -> object:
        """The fact. Raises json_format.ParseError for a body that is none."""
        message, convert = self._known[type_name]
        return convert(json_format.Parse(body, message(), ignore_unknown_fields=True), "")


def _message(proto_package: str, kind: type[Any]) -> Any:
    found = PLATFORM_EVENTS.get(kind)
    return found or getattr(importlib.import_module(f"{proto_package}.events_pb2"), kind.__name__)
