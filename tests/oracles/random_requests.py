"""Which requests a route can carry: what its path and query are able to say, and any body. It must not transcode."""

from __future__ import annotations

from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from hypothesis import strategies as st

from gateway.routes import Route, RouteTable
from tests.oracles.random_messages import SEGMENT_ALPHABET, SEVERAL_ALPHABET, Draw, Filler
from tests.unit.gateway.contracts import installed
from tests.unit.gateway.every_kind import every_kind

# Not spoken: booleans and bytes in a path, which api_core writes as Python does (`True`, `b'…'`).
UNSPOKEN_KINDS = (FieldDescriptor.TYPE_BOOL, FieldDescriptor.TYPE_BYTES)
FREE = ("Struct", "Value", "ListValue", "Any", "Empty")
TABLE = RouteTable({**installed(), "probe": every_kind()})
ROUTES = {
    f"{name}-{route.rpc.rpartition('/')[2]}-{route.binding}": route
    for name, service in TABLE.services.items()
    for route in service.routes
    if not any(fields[-1].type in UNSPOKEN_KINDS for fields in route.bound.values())
}


@st.composite
def messages(draw: Draw, route: Route, *, unknown_enums: bool = True) -> Message:
    """A message that the route can carry: what goes into path and query is what a path and a query can say."""
    message, filler = route.request_class(), Filler(draw, unknown_enums)
    filler.fill(message, lambda field: route.body in ("*", field.name) or _is_single(field))
    if route.body != "*":
        _prune(message, route.body)
    for variable in route.template.variables:
        _bind(filler, route, message, variable.field_path)
    if route.body not in ("", "*"):
        # api_core takes an unset field for the wish to use another binding.
        body: Any = getattr(message, route.body)
        if isinstance(body, Message):
            body.SetInParent()
    if route.http_method == "PATCH" and route.mask is not None:
        # Without a mask the gateway derives one, on purpose; then the message would not be the same.
        filler.set_field(message, route.mask)
        getattr(message, route.mask.name).SetInParent()
    return message


def _is_single(field: FieldDescriptor) -> bool:
    """Whether http.proto lets a query parameter fill the field: no maps, lists of messages or free JSON."""
    kind = field.message_type
    if kind is None:
        return True
    if kind.GetOptions().map_entry or kind.full_name in {f"google.protobuf.{name}" for name in FREE}:
        return False
    return not field.is_repeated or kind.full_name.startswith("google.protobuf.")


def _prune(message: Any, body: str) -> None:
    """Drop what a query cannot say below the top: maps, lists of messages, free JSON, and messages without a field."""
    for field, value in message.ListFields():
        if field.name == body:
            continue
        if not _is_single(field):
            message.ClearField(field.name)
        elif field.message_type is not None and not field.message_type.full_name.startswith("google.protobuf."):
            _prune(value, "")
            if not value.ListFields():
                message.ClearField(field.name)


def _bind(filler: Filler, route: Route, message: Any, field_path: str) -> None:
    """Fill a path variable with what its template matches."""
    variable = next(each for each in route.template.variables if each.field_path == field_path)
    *above, field = route.bound[field_path]
    for part in above:
        message = getattr(message, part.name)
    if field.type != FieldDescriptor.TYPE_STRING:
        filler.set_field(message, field)
        return
    words = st.text(SEGMENT_ALPHABET if variable.single else SEVERAL_ALPHABET, min_size=1, max_size=5)
    parts: list[str] = []
    for segment in route.template.segments[variable.start : variable.end]:
        count = 1 if segment != "**" else filler.draw(st.integers(1, 3))
        parts += [segment] if segment not in ("*", "**") else [filler.draw(words) for _ in range(count)]
    setattr(message, field.name, "/".join(parts))
