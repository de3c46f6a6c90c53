"""Turn one HTTP request into the rpc's message and the reply message into JSON.

It must not check what the service checks: it only makes sure that nothing is guessed or lost on the way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from gateway.errors import bad_field, bad_fields
from gateway.field_values import Reader, find_field, is_map, is_plain_message, message_of, value_of_text
from gateway.routes import Route
from gateway.strict_json import BODY, shown_name

MAX_PARAMETERS = 100
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_ETAG = re.compile(r'(?:W/)?"([!#-~]{1,64})"|([!#-+\--~]{1,64})', re.ASCII)
_HEADER_SAFE = re.compile(r"[!#-~]{1,128}", re.ASCII)


def build_message(
    route: Route, path: Mapping[str, str], query: str, body: Mapping[str, object] | None, headers: Mapping[str, str]
) -> Message:
    """The request message. `body` is None when the route takes none. Raises Refused with every fault at once."""
    reader = Reader()
    tree: dict[str, object] = {}
    if body is not None:
        tree = reader.read_message(route.request, body if route.body == "*" else {route.body: body}, "")
    for name, texts in _read_query(query).items():
        _set_query(reader, route, tree, name, texts)
    for name, text in path.items():
        _set_path(reader, route, tree, name, text)
    _set_headers(reader, route, tree, headers)
    if reader.violations:
        raise bad_fields(reader.violations)
    try:
        return json_format.ParseDict(tree, route.request_class())
    except json_format.ParseError:
        raise bad_field(BODY, "FORMAT", "请求内容与接口定义不符，请按接口文档填写。") from None


def render_reply(route: Route, reply: Message) -> tuple[str, str | None]:
    """The reply as JSON text, and the value of its ETag header when it has one."""
    if route.response_body:
        tree = json_format.MessageToDict(reply, always_print_fields_with_no_presence=True)
        field = route.reply.fields_by_name[route.response_body]
        return json.dumps(tree.get(field.json_name), ensure_ascii=False), _etag_of(route, reply)
    text = json_format.MessageToJson(reply, always_print_fields_with_no_presence=True, indent=None, ensure_ascii=False)
    return text, _etag_of(route, reply)


def etag_path(message: Descriptor) -> tuple[str, ...]:
    """The fields that lead to a reply's etag: its own, or that of the only message in it. Empty when it has none."""
    if "etag" in message.fields_by_name:
        return ("etag",)
    single = [field for field in message.fields if is_plain_message(field) and not field.is_repeated]
    if len(single) == 1 and "etag" in message_of(single[0]).fields_by_name:
        return (single[0].name, "etag")
    return ()


def _read_query(query: str) -> dict[str, list[str]]:
    if not query:
        return {}
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MAX_PARAMETERS
        )
    except ValueError:
        description = f"查询参数须写成 名称=值，UTF-8 百分号编码，且不超过 {MAX_PARAMETERS} 个。"
        raise bad_field("query", "MALFORMED_QUERY", description) from None
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text)
    return found


def _set_query(reader: Reader, route: Route, tree: dict[str, object], name: str, texts: list[str]) -> None:
    """Set one query parameter, which may be a dotted path in either spelling."""
    fields = _resolve(route.request, name)
    if fields is None:
        reader.refuse(shown_name(name), "UNKNOWN_PARAMETER", "没有这个查询参数，请核对接口文档后删除或改正。")
        return
    dotted, field = ".".join(part.name for part in fields), fields[-1]
    bound = {variable.field_path for variable in route.template.variables}
    if route.body == "*" or fields[0].name == route.body or dotted in bound:
        reader.refuse(dotted, "MISPLACED_PARAMETER", "不能用查询参数填写，请放在请求体或路径中。")
    elif is_map(field) or is_plain_message(field):
        reader.refuse(dotted, "MISPLACED_PARAMETER", "不是单个的值，不能用查询参数填写。")
    elif len(texts) > 1 and not field.is_repeated:
        reader.refuse(dotted, "DUPLICATE_KEY", "只能出现一次，请删除重复的查询参数。")
    else:
        values = [value_of_text(field, text) for text in texts]
        _place(reader, tree, fields, reader.read_field(field, values if field.is_repeated else values[0], dotted))


def _set_path(reader: Reader, route: Route, tree: dict[str, object], name: str, text: str) -> None:
    """Set a field bound by the path; it wins over the same field of the body."""
    fields = _resolve(route.request, name) or []
    _place(reader, tree, fields, reader.read_one(fields[-1], value_of_text(fields[-1], text), name), wins=True)


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


def _resolve(message: Descriptor, dotted: str) -> list[FieldDescriptor] | None:
    """The fields along a dotted path, or None when it leads nowhere."""
    fields: list[FieldDescriptor] = []
    inner: Descriptor | None = message
    for part in dotted.split("."):
        field = find_field(inner, part) if inner else None
        if field is None:
            return None
        fields.append(field)
        inner = message_of(field) if is_plain_message(field) and not field.is_repeated else None
    return fields


def _place(
    reader: Reader, tree: dict[str, object], fields: list[FieldDescriptor], value: object, *, wins: bool = False
) -> None:
    """Put a value where its path leads, making the messages on the way. Only a path variable may overwrite."""
    for field in fields[:-1]:
        below = tree.setdefault(field.name, {})
        tree = below if isinstance(below, dict) else {}
    name = fields[-1].name
    if name in tree and not wins:
        reader.refuse(name, "DUPLICATE_KEY", "以两种写法重复出现，请只保留一个。")
    tree[name] = value


def _etag_of(route: Route, reply: Message) -> str | None:
    """The etag of the reply, or of the only message in it, as a quoted header value."""
    value: object = reply
    for name in etag_path(route.reply):
        value = getattr(value, name)
    return f'"{value}"' if isinstance(value, str) and _HEADER_SAFE.fullmatch(value) else None
