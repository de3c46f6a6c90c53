"""Turn one HTTP request into the rpc's message.

It must not check what the service checks: it only makes sure that nothing is guessed or lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from google.protobuf.message import Message

from gateway.errors import bad_fields
from gateway.field_values import Reader
from gateway.query_parameters import place, read_query, set_parameter
from gateway.routes import Route
from gateway.single_values import value_of_text
from gateway.update_mask import derived_mask

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_ETAG = re.compile(r'(?:W/)?"([!#-~]{1,64})"|([!#-+\--~]{1,64})', re.ASCII)


def build_message(
    route: Route, path: Mapping[str, str], query: str, body: object, headers: Mapping[str, str]
) -> Message:
    """The request message. `body` is None when the route takes none. Raises Refused with every fault at once."""
    reader = Reader()
    tree: dict[str, object] = {}
    if route.body:
        tree = reader.read_message(route.request, body if route.body == "*" else {route.body: body}, "")
    for name, texts in read_query(query).items():
        set_parameter(reader, route, tree, name, texts)
    tree.update(derived_mask(route, body, tree))
    for name, text in path.items():
        fields = route.bound[name]
        value = reader.read_one(fields[-1], value_of_text(fields[-1], text), name)
        place(reader, tree, fields, value, name, wins=True)
    _set_headers(reader, route, tree, headers)
    if reader.violations:
        raise bad_fields(reader.violations)
    return route.request_class(**tree)


def _set_headers(reader: Reader, route: Route, tree: dict[str, object], headers: Mapping[str, str]) -> None:
    """`Idempotency-Key` becomes `request_id`, `If-Match` becomes `etag`; another value elsewhere is a conflict."""
    key, match = headers.get("idempotency-key"), headers.get("if-match")
    if key is not None and "request_id" in route.request.fields_by_name:
        if not _KEY.fullmatch(key):
            rule = "只能由字母、数字、- 和 _ 组成且不超过 64 位，请用 UUID。"
            reader.refuse("Idempotency-Key", "BAD_IDEMPOTENCY_KEY", rule)
        _agree(reader, tree, "request_id", "Idempotency-Key", key)
    if match is not None and route.http_method != "GET":
        found = _ETAG.fullmatch(match)
        holder = tree if "etag" in route.request.fields_by_name else _body_holder(route, tree)
        if found is None or holder is None:
            rule = "此方法不支持该请求头或其格式有误，请填写查询时返回的单个 ETag。"
            reader.refuse("If-Match", "BAD_IF_MATCH", rule)
        else:
            _agree(reader, holder, "etag", "If-Match", found[1] or found[2])


def _agree(reader: Reader, tree: dict[str, object], name: str, header: str, value: str) -> None:
    """Set a field from a header unless the request says something else about it."""
    if (tree.get(name) or value) != value:
        reader.refuse(name, f"{name.upper()}_CONFLICT", f"与请求头 {header} 不一致，请只填一处。")
    tree[name] = value


def _body_holder(route: Route, tree: dict[str, object]) -> dict[str, object] | None:
    """The resource in the body when it, and not the request, carries the etag."""
    field = route.request.fields_by_name.get(route.body)
    holder = tree.get(route.body)
    if field is None or field.message_type is None or "etag" not in field.message_type.fields_by_name:
        return None
    return holder if isinstance(holder, dict) else None
