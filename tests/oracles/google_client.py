"""Write a request message as HTTP the way Google's client libraries do. It must not use the gateway's own transcoding.

`google.api_core` 2.44 is the other implementation. What it cannot do is done here, and said where it is done.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from google.api_core import path_template, rest_helpers
from google.protobuf import json_format
from google.protobuf.message import Message

from gateway.routes import Route

# What api_core escapes in another way than the gateway expects is put in place by characters that no text here holds:
# - it leaves the slash of a single segment as it is, so that one segment would become two; http.proto says %2F;
# - it escapes the reserved characters of several segments, and servers that follow RFC 6570, as the gateway does,
#   leave such escapes alone; reserved expansion writes them plainly.
SLASH = ("/", "\ue000", "%2F")
PLAIN = [(sign, chr(0xE100 + ord(sign)), sign) for sign in ":@!$&'()*+,;="]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A request as it goes over the wire."""

    method: str
    target: str
    body: bytes | None


def speak(route: Route, message: Message) -> Spoken:
    """The request that stands for the message at this route."""
    told = type(message)()
    told.CopyFrom(message)
    for variable in route.template.variables:
        _stand_in(told, variable.field_path, [SLASH] if variable.single else PLAIN)
    option = {"method": route.http_method.lower(), "uri": route.template.text, "body": route.body}
    spoken = path_template.transcode([option], told)  # type: ignore[no-untyped-call]
    path: str = spoken["uri"]
    for _, stand_in, written in (SLASH, *PLAIN):
        path = path.replace(quote(stand_in), written)
    parameters = _data(spoken["query_params"])
    pairs = rest_helpers.flatten_query_params(parameters, strict=True)  # type: ignore[no-untyped-call]
    query = urlencode(pairs)
    return Spoken(route.http_method, f"{path}?{query}" if query else path, _body(route, spoken))


def _stand_in(message: Any, field_path: str, signs: list[tuple[str, str, str]]) -> None:
    *above, name = field_path.split(".")
    for part in above:
        message = getattr(message, part)
    text = getattr(message, name)
    if isinstance(text, str):
        for sign, stand_in, _ in signs:
            text = text.replace(sign, stand_in)
        setattr(message, name, text)


def _body(route: Route, spoken: dict[str, Any]) -> bytes | None:
    if not route.body:
        return None
    body = spoken["body"]
    if isinstance(body, Message):
        return json.dumps(_data(body), ensure_ascii=False).encode()
    # A list, a map or a single value: api_core hands it out as Python does; JSON has the request's own writing of it.
    field = route.request.fields_by_name[route.body]
    holder: Any = route.request_class()
    if field.is_repeated:
        getattr(holder, field.name).MergeFrom(body)
    else:
        setattr(holder, field.name, body)
    shown = json_format.MessageToDict(holder, always_print_fields_with_no_presence=True)
    return json.dumps(shown[field.json_name], ensure_ascii=False).encode()


def _data(message: Message) -> Any:
    pool: Any = message.DESCRIPTOR.file.pool
    return json_format.MessageToDict(message, descriptor_pool=pool)
