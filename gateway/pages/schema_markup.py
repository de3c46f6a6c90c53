"""Show schemas as tables: name, type, rules, text.

It must not resolve references: it links to where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from gateway.openapi.rules import PLAIN_TEXT
from gateway.pages.markup import code, inline, link, paragraphs, table

Schema = dict[str, Any]
_PREFIX = "#/components/schemas/"
_INT32 = {-(2**31), 2**31 - 1, 2**32 - 1}
_BOUNDS = (
    ("minLength", "最短"),
    ("maxLength", "最长"),
    ("minimum", "最小"),
    ("x-minimum", "最小"),
    ("maximum", "最大"),
    ("x-maximum", "最大"),
    ("exclusiveMinimum", "大于"),
    ("exclusiveMaximum", "小于"),
    ("minItems", "至少（项）"),
    ("maxItems", "至多（项）"),
    ("default", "默认"),
    ("x-default", "默认"),
    ("x-unit", "单位"),
    ("x-resource-reference", "引用"),
)


def anchor_of(name: str) -> str:
    """The id under which a schema is shown."""
    return f"schema-{quote(name, safe='')}"


def type_of(schema: Schema) -> str:
    """The type as HTML, a link where it is a schema of its own."""
    if "$ref" in schema:
        return link(f"#{anchor_of(_name_of(schema))}", _name_of(schema))
    if schema.get("type") == "array":
        return f"{type_of(schema.get('items', {}))} 列表"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"{type_of(schema['additionalProperties'])} 映射"
    if "anyOf" in schema and "type" not in schema:
        return " / ".join(type_of(one) for one in schema["anyOf"])
    kind, form = str(schema.get("type", "任意")), schema.get("format") or schema.get("anyOf", [{}])[-1].get("format")
    return code(f"{kind} ({form})" if form else kind)


def rules_of(schema: Schema, schemas: Mapping[str, Schema]) -> str:
    """Everything that restricts the value, as HTML. `schemas` are all of the document, by name."""
    items = _rules(schema.get("items", {}), schemas)
    return "；".join([*_rules(schema, schemas), *(f"每项：{rule}" for rule in items)])


def _rules(schema: Schema, schemas: Mapping[str, Schema]) -> Iterator[str]:
    if schema.get("x-empty-allowed"):
        yield "可为空"
        schema = {**schema, **schema["anyOf"][1]}
    for keyword, label in _BOUNDS:
        if keyword in schema and schema[keyword] not in _INT32:
            yield f"{label} {inline(str(schema[keyword]))}"
    if schema.get("pattern", PLAIN_TEXT) != PLAIN_TEXT:
        yield f"格式 {code(str(schema['pattern']))}"
    if "const" in schema:
        yield f"固定为 {code(str(schema['const']))}"
    if "$ref" in schema and "enum" in schema:
        yield _members(schema["enum"], schemas[_name_of(schema)]["enum"])
    if schema.get("uniqueItems"):
        yield "不得重复"


def _members(allowed: Sequence[str], known: Sequence[str]) -> str:
    """Which names may be sent, by the shorter of two lists."""
    excluded = [name for name in known if name not in allowed]
    word, names = ("不得为 ", excluded) if len(excluded) < len(allowed) else ("限 ", allowed)
    return word + "、".join(code(name) for name in names)


def _name_of(schema: Schema) -> str:
    return str(schema["$ref"]).removeprefix(_PREFIX)


def fields_table(schema: Schema, schemas: Mapping[str, Schema], *, sent: bool) -> str:
    """The properties of an object. What the service sets itself is left out of what is sent."""
    required = schema.get("required", [])
    rows = []
    for name, field in schema.get("properties", {}).items():
        if sent and field.get("readOnly"):
            continue
        marks = ["必填"] if sent and name in required else []
        marks += ["只读"] if field.get("readOnly") else []
        marks += ["已弃用"] if field.get("deprecated") else []
        shown = code(name) + "".join(f' <span class="mark">{mark}</span>' for mark in marks)
        rows.append((shown, type_of(field), rules_of(field, schemas), inline(field.get("description", ""))))
    return table(("字段", "类型", "规则", "说明"), rows) or "<p>没有字段。</p>"


def schema_section(name: str, schemas: Mapping[str, Schema]) -> str:
    """A schema under its anchor."""
    schema = schemas[name]
    sent = schema.get("additionalProperties") is False
    if "x-enumDescriptions" in schema:
        described = schema["x-enumDescriptions"].items()
        body = table(("取值", "说明"), [(code(value), inline(text)) for value, text in described])
    else:
        body = fields_table(schema, schemas, sent=sent)
    text = paragraphs(schema.get("description", ""))
    return f'<section class="schema" id="{anchor_of(name)}"><h3>{code(name)}</h3>{text}{body}</section>'
