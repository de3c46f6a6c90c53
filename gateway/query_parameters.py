"""Read the query string into the tree of the request's fields.

It must not read what path, body or headers say; it refuses a parameter that only they may fill.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from gateway.errors import bad_field
from gateway.field_kinds import find_field, fits_parameter, is_plain_message, message_of
from gateway.field_values import Reader, oneof_conflict
from gateway.path_template import BROKEN_ESCAPE
from gateway.routes import Route
from gateway.single_values import value_of_text
from gateway.strict_json import MAX_DEPTH, shown_name

MAX_PARAMETERS = 100
MALFORMED = f"查询参数有误，请写成 名称=值，采用 UTF-8 百分号编码，且不超过 {MAX_PARAMETERS} 个。"


def read_query(query: str) -> dict[str, list[str]]:
    """Every parameter with its values in order; `+` is a space, as browsers write it. Raises Refused."""
    found: dict[str, list[str]] = {}
    for name, text in _pairs(query) if query else ():
        found.setdefault(name, []).append(text)
    return found


def _pairs(query: str) -> list[tuple[str, str]]:
    if BROKEN_ESCAPE.search(query):
        raise bad_field("query", "MALFORMED_QUERY", MALFORMED)
    try:
        return parse_qsl(
            query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MAX_PARAMETERS
        )
    except ValueError:
        raise bad_field("query", "MALFORMED_QUERY", MALFORMED) from None


def set_parameter(reader: Reader, route: Route, tree: dict[str, object], name: str, texts: list[str]) -> None:
    """Set one query parameter, which may be a dotted path in either spelling."""
    fields = _resolve(route.request, name)
    if fields is None:
        reader.refuse(shown_name(name), "UNKNOWN_PARAMETER", "没有这个查询参数，请核对接口文档后删除或改正。")
        return
    dotted, field = ".".join(part.name for part in fields), fields[-1]
    if route.body == "*" or fields[0].name == route.body or dotted in route.bound:
        reader.refuse(dotted, "MISPLACED_PARAMETER", "不能用查询参数填写，请放在请求体或路径中。")
    elif not fits_parameter(field):
        reader.refuse(dotted, "MISPLACED_PARAMETER", "不是单个的值，不能用查询参数填写。")
    elif len(texts) > 1 and not field.is_repeated:
        reader.refuse(dotted, "DUPLICATE_KEY", "只能出现一次，请删除重复的查询参数。")
    else:
        values = [value_of_text(field, text) for text in texts]
        value = reader.read_field(field, values if field.is_repeated else values[0], dotted)
        place(reader, tree, fields, value, dotted)


def place(
    reader: Reader,
    tree: dict[str, object],
    fields: tuple[FieldDescriptor, ...],
    value: object,
    dotted: str,
    *,
    wins: bool = False,
) -> None:
    """Put a value where its path leads, making the messages on the way. Only a path variable may overwrite."""
    for depth, field in enumerate(fields, 1):
        if fault := oneof_conflict(field, tree):
            reader.refuse(dotted, *fault)
        if depth == len(fields):
            break
        below = tree.setdefault(field.name, {})
        tree = below if isinstance(below, dict) else {}
    name = fields[-1].name
    if name in tree and not wins:
        reader.refuse(dotted, "DUPLICATE_KEY", "以两种写法重复出现，请只保留一个。")
    tree[name] = value


def _resolve(message: Descriptor, dotted: str) -> tuple[FieldDescriptor, ...] | None:
    """The fields along a dotted path, or None when it leads nowhere or deeper than a body may."""
    fields: list[FieldDescriptor] = []
    inner: Descriptor | None = message
    for part in dotted.split("."):
        field = find_field(inner, part) if inner else None
        if field is None or len(fields) == MAX_DEPTH:
            return None
        fields.append(field)
        inner = message_of(field) if is_plain_message(field) and not field.is_repeated else None
    return tuple(fields)
