"""Our events as CloudEvents in RabbitMQ binary mode: attributes in headers, the logged JSON untouched as body.

It must not re-encode the body: its fingerprint is compared wherever the event arrives.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cloudevents.core.bindings.rabbitmq import RabbitMQMessage, from_binary, to_binary
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from chassis.events.delivery import BadDelivery, Delivery
from chassis.events.event_log import LoggedEvent

CONTENT_TYPE = "application/json"
# NOTE: the library makes up an id, a time and a version where they are missing; an invented id would hide a duplicate.
NEEDED = ("ce-id", "ce-source", "ce-type", "ce-time", "ce-position")


class _Verbatim(JSONFormat):
    """Body text as it was logged."""

    def write_data(self, data: Any, datacontenttype: str | None) -> bytes:
        """Text to bytes."""
        return str(data).encode()

    def read_data(self, body: bytes, datacontenttype: str | None) -> Any:
        """Bytes to text."""
        return body.decode()


def wrap_event(service: str, log_id: str, event: LoggedEvent) -> RabbitMQMessage:
    """Headers, content type and body of one logged event; `source` names the service and its log."""
    attributes = {
        "id": event.id, "source": f"/{service}/{log_id}", "type": event.type, "specversion": "1.0",
        "subject": event.subject, "time": event.created, "datacontenttype": CONTENT_TYPE,
        "position": str(event.position),
    }  # fmt: skip
    return to_binary(CloudEvent(attributes, event.body), _Verbatim())


def unwrap_event(headers: Mapping[str, Any], content_type: str | None, body: bytes | str) -> Delivery:
    """The delivery that a message carries. Raises BadDelivery for anything that `wrap_event` does not make."""
    if content_type != CONTENT_TYPE:
        raise BadDelivery("content type is not JSON")
    texts = {key: value for key, value in headers.items() if isinstance(value, str)}
    if texts.get("ce-specversion") != "1.0" or not all(texts.get(name) for name in NEEDED):
        raise BadDelivery("an attribute is missing")
    raw = body.encode() if isinstance(body, str) else bytes(body)
    try:
        event = from_binary(RabbitMQMessage(headers=texts, content_type=content_type, body=raw), _Verbatim())
        attributes = event.get_attributes()
        _, source, log_id = attributes["source"].split("/")
        happened = attributes["time"]
        position = int(attributes["position"])
    except (CloudEventValidationError, ValueError, KeyError, UnicodeError) as error:
        raise BadDelivery(f"not an event: {type(error).__name__}") from error
    if not isinstance(happened, dt.datetime):
        raise BadDelivery("no time")
    return Delivery(
        source=source, log_id=log_id, position=position, event_id=attributes["id"], type=attributes["type"],
        subject=attributes.get("subject") or "", happened=happened, body=str(event.get_data()),
    )  # fmt: skip
