"""Say which fields a PATCH changes when the client sends only the changed resource (AIP-134).

It must not touch a mask that the client gave, nor judge whether a field may be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from google.protobuf.descriptor import Descriptor

from gateway.field_kinds import find_field, is_plain_message, message_of
from gateway.routes import Route


def derived_mask(route: Route, body: object, tree: Mapping[str, object]) -> dict[str, object]:
    """The mask's field and value to add to the request: the paths that the body names. Empty when none is due.

    Due is it for a PATCH whose body is one field, a message, beside exactly one FieldMask, which the request leaves
    out. With `body: "*"` nobody can tell the resource from the rest of the request, so nothing is derived.
    """
    resource, mask = route.request.fields_by_name.get(route.body), route.mask
    if route.http_method != "PATCH" or resource is None or mask is None or mask.name in tree:
        return {}
    if not is_plain_message(resource) or resource.is_repeated or not isinstance(body, Mapping):
        return {}
    return {mask.name: {"paths": list(_paths(message_of(resource), body, ""))}}


def _paths(message: Descriptor, value: Mapping[object, object], prefix: str) -> Iterator[str]:
    """Leaf paths; lists, maps, free JSON, empty objects and nulls are leaves."""
    for name, item in value.items():
        field = find_field(message, str(name))
        if field is None:
            continue
        path = prefix + field.name
        if isinstance(item, Mapping) and item and is_plain_message(field) and not field.is_repeated:
            yield from _paths(message_of(field), item, f"{path}.")
        else:
            yield path
