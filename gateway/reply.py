"""Render a reply message as HTTP: JSON with every field shown, or the bytes of a `google.api.HttpBody`.

It must not decide about status codes or errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

from gateway.field_kinds import is_plain_message, message_of
from gateway.routes import RAW, Route

JSON = "application/json"
_WORD = r"[A-Za-z0-9!#$&^_.+-]{1,64}"
_MEDIA_TYPE = re.compile(rf'{_WORD}/{_WORD}(; ?{_WORD}=({_WORD}|"{_WORD}"))*', re.ASCII)
_HEADER_SAFE = re.compile(r"[!#-~]{1,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes into the HTTP reply."""

    content: bytes
    headers: Mapping[str, str]


def render_reply(route: Route, reply: Message) -> Rendered:
    """The reply with its ETag when it has one; files come as attachments, so that no browser runs them."""
    if is_raw(route):
        return _render_raw(getattr(reply, route.response_body) if route.response_body else reply)
    pool = route.reply.file.pool
    tree: object = json_format.MessageToDict(reply, always_print_fields_with_no_presence=True, descriptor_pool=pool)
    if route.response_body:
        tree = _shown_field(route, tree)
    etag = _etag_of(route, reply)
    headers = {"content-type": JSON} | ({"etag": etag} if etag else {})
    return Rendered(json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode(), headers)


def is_raw(route: Route) -> bool:
    """Whether the route answers with a file instead of JSON."""
    shown = route.reply.fields_by_name[route.response_body].message_type if route.response_body else route.reply
    return shown is not None and shown.full_name == RAW


def etag_path(message: Descriptor) -> tuple[str, ...]:
    """The fields that lead to a reply's etag: its own, or that of the only message in it. Empty when it has none."""
    if "etag" in message.fields_by_name:
        return ("etag",)
    single = [part for part in message.fields if is_plain_message(part) and not part.is_repeated]
    if len(single) == 1 and "etag" in message_of(single[0]).fields_by_name:
        return (single[0].name, "etag")
    return ()


def _shown_field(route: Route, tree: object) -> object:
    """The one field that `response_body` names; an unset message shows like an empty one."""
    shown = route.reply.fields_by_name[route.response_body]
    if isinstance(tree, dict) and shown.json_name in tree:
        return tree[shown.json_name]
    if shown.message_type is None or not is_plain_message(shown):
        return None
    empty = message_factory.GetMessageClass(shown.message_type)()
    return json_format.MessageToDict(empty, always_print_fields_with_no_presence=True)


def _render_raw(body: Message) -> Rendered:
    """NOTE: `extensions` of the HttpBody are not shown; they are for gRPC callers."""
    media_type, data = getattr(body, "content_type", ""), getattr(body, "data", b"")
    known = media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"
    return Rendered(data, {"content-type": known, "content-disposition": "attachment"})


def _etag_of(route: Route, reply: Message) -> str | None:
    """The etag of the reply, or of the only message in it, as a quoted header value."""
    value: object = reply
    for name in etag_path(route.reply):
        value = getattr(value, name)
    return f'"{value}"' if isinstance(value, str) and _HEADER_SAFE.fullmatch(value) else None
