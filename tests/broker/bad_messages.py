"""What is no event of ours, by its row in the catalogue of bad messages, and how a sound one looks.

It must not send anything.
"""

from __future__ import annotations

from typing import Any

from chassis.events.delivery import Delivery
from chassis.events.envelope import wrap_event
from chassis.events.event_log import LoggedEvent

JSON: dict[str, Any] = {"content_type": "application/json", "content_encoding": "utf-8"}
BINARY = {"content_encoding": "binary"}
# Body, properties, and attributes that replace those of a sound event; `headers` replaces all of them.
BAD: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "A01 malformed JSON without attributes": (b'{"a": ', {}, {"headers": {}}),
    "A02 pickle": (b"\x80\x04K\x01.", {"content_type": "application/x-python-serialize", **BINARY}, {}),
    "A02 yaml": (b"a: 1", {"content_type": "application/x-yaml"}, {}),
    "A02 msgpack": (b"\x81\xa1a\x01", {"content_type": "application/x-msgpack", **BINARY}, {}),
    "A03 no content type": (b"{}", {"content_type": ""}, {}),
    "A04 invalid UTF-8": (b'{"a": "\xff\xfe"}', {}, {}),
    "A04 unknown encoding": (b"{}", {"content_encoding": "x-none"}, {}),
    "A05 hundred thousand brackets": (b"[" * 100_000, {}, {}),
    "A07 no id": (b"{}", {}, {"id": None}),
    "A07 id that is no UUID": (b"{}", {}, {"id": "7"}),
    "A13 year 2099": (b"{}", {}, {"time": "2099-01-01T00:00:00Z"}),
    "A13 year 1970": (b"{}", {}, {"time": "1970-01-01T00:00:00Z"}),
    "A13 no zone": (b"{}", {}, {"time": "2026-06-15T09:00:00"}),
}  # fmt: skip
# Bodies that an envelope of ours carries and no reaction can read: they are parked.
UNREADABLE = {
    "A06 NaN": '{"institution": NaN}',
    "A06 duplicate keys": '{"institution": "institutions/1", "institution": "institutions/2"}',
    "A15 an array": "[1, 2]",
}


def sound(made: Delivery) -> tuple[str, dict[str, Any]]:
    """Body and headers of a sound event."""
    event = LoggedEvent(
        id=made.event_id, position=made.position, type=made.type, subject=made.subject, body=made.body,
        created=made.happened,
    )  # fmt: skip
    message = wrap_event("legal_aid", made.log_id, event)
    return message.body.decode(), dict(message.headers)


def changed(headers: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    """The headers with other attributes; None removes one."""
    made = {**headers, **{f"ce-{name}": value for name, value in attributes.items()}}
    return {name: value for name, value in made.items() if value is not None}
