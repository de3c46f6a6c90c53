"""Say protovalidate's rules of one field in the words of JSON Schema.

It must not know messages; a rule that JSON Schema cannot say (CEL, prefixes, times) is left to the service.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from buf.validate import validate_pb2
from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

Schema = dict[str, Any]
CIVIL_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# What the services refuse in every text (control and format characters, line and paragraph separators) as far as one
# pattern can say it: characters beyond U+FFFF are left out because readers of patterns disagree about them.
PLAIN_TEXT = (
    "^[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e"
    "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb]*$"
)
_INTEGER = "(0|-?[1-9][0-9]{0,18})"
_STRING = {"min_len": "minLength", "max_len": "maxLength", "pattern": "pattern", "const": "const"}
_FORMATS = {"uuid": "uuid", "email": "email", "uri": "uri", "hostname": "hostname", "ipv4": "ipv4", "ipv6": "ipv6"}
_NUMBER = {"gte": "minimum", "lte": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum", "const": "const"}
_LIST = {"min_items": "minItems", "max_items": "maxItems", "unique": "uniqueItems"}
_MAP = {"min_pairs": "minProperties", "max_pairs": "maxProperties"}
_LARGEST = 10**18 - 1
_WIDE = (FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64)


def or_empty(keywords: Schema, rules: validate_pb2.FieldRules) -> Schema:
    """The keywords of a text, or a choice between nothing and them when an empty text is not checked."""
    if rules.ignore != validate_pb2.IGNORE_IF_ZERO_VALUE:
        return keywords
    return {"anyOf": [{"maxLength": 0}, keywords], "x-empty-allowed": True}


def text_keywords(keywords: Schema) -> Schema:
    """The keywords of a text that callers send, with the rule that holds for every text."""
    return keywords if {"pattern", "format", "enum", "const"} & set(keywords) else {**keywords, "pattern": PLAIN_TEXT}


# Three bytes are four characters of Base64.
_BASE64 = {"min_len": "minLength", "max_len": "maxLength"}


def value_keywords(field: FieldDescriptor, rules: validate_pb2.FieldRules) -> Schema:
    """Keywords for a single value of the field, or for one item of a list."""
    kind = rules.WhichOneof("type")
    if kind is None or kind in ("repeated", "map"):
        return {}
    given = _given(rules, kind)
    if kind == "string":
        return _string_keywords(given)
    if kind == "enum":
        return _enum_keywords(field.enum_type, given) if field.enum_type else {}
    if kind == "bytes":
        return {keyword: -(-given[rule] // 3) * 4 for rule, keyword in _BASE64.items() if rule in given}
    if kind in ("bool", "any", "duration", "timestamp", "field_mask"):
        return {}
    return _wide_keywords(given) if field.cpp_type in _WIDE else {**_named(given, _NUMBER), **_members(given)}


def list_keywords(rules: validate_pb2.FieldRules) -> Schema:
    """Keywords for the list or map as a whole."""
    kind = rules.WhichOneof("type")
    return _named(_given(rules, kind), {**_LIST, **_MAP}) if kind in ("repeated", "map") else {}


def _given(rules: validate_pb2.FieldRules, kind: str) -> dict[str, Any]:
    """The rules of one kind that are set, by name."""
    return {rule.name: value for rule, value in getattr(rules, kind).ListFields()}


def _named(given: Mapping[str, Any], names: Mapping[str, str]) -> Schema:
    return {keyword: given[name] for name, keyword in names.items() if name in given}


def _members(given: Mapping[str, Any]) -> Schema:
    return {"enum": list(given["in"])} if "in" in given else {}


def _string_keywords(given: Mapping[str, Any]) -> Schema:
    found = {**_named(given, _STRING), **_members(given)}
    if "len" in given:
        found |= {"minLength": given["len"], "maxLength": given["len"]}
    if given.get("pattern") == CIVIL_DATE:
        found["format"] = "date"
    for name, known in _FORMATS.items():
        if given.get(name):
            found["format"] = known
    return found


def _enum_keywords(enum: EnumDescriptor, given: Mapping[str, Any]) -> Schema:
    """The names that are left when some numbers are excluded."""
    wanted = [given["const"]] if "const" in given else given.get("in", [value.number for value in enum.values])
    allowed = set(wanted) - set(given.get("not_in", ()))
    if {value.number for value in enum.values} <= allowed:
        return {}
    return {"enum": [value.name for value in enum.values if value.number in allowed]}


def _wide_keywords(given: Mapping[str, Any]) -> Schema:
    """Bounds of a number that JSON writes as text: the sign in the pattern, the rest under names of our own."""
    found: Schema = {f"x-{keyword}": str(value) for keyword, value in _named(given, _NUMBER).items()}
    lowest = max(given.get("gte", -1), given.get("gt", -2) + 1)
    highest = min(given.get("lte", _LARGEST), given.get("lt", _LARGEST + 1) - 1)
    if lowest >= 0:
        found["pattern"] = f"^({'|'.join([*(['0'] if lowest == 0 else []), *_up_to(highest)])})$"
    return found


def _up_to(highest: int) -> Iterator[str]:
    """Patterns that together match the whole numbers from 1 to the highest one, without leading zeros."""
    text = str(highest)
    if not text.strip("9"):
        yield f"[1-9][0-9]{{0,{len(text) - 1}}}"
        return
    if len(text) > 1:
        yield f"[1-9][0-9]{{0,{len(text) - 2}}}"
    for place, digit in enumerate(text):
        lower = 0 if place else 1
        if int(digit) > lower:
            tail = len(text) - place - 1
            yield f"{text[:place]}[{lower}-{int(digit) - 1}]" + (f"[0-9]{{{tail}}}" if tail else "")
    yield text


def wide_schema(*, signed: bool) -> Schema:
    """A 64-bit number as JSON text."""
    pattern = _INTEGER if signed else "(0|[1-9][0-9]{0,19})"
    return {"type": "string", "format": "int64" if signed else "uint64", "pattern": f"^{pattern}$"}
