"""Invent a valid request from its declaration: what is required, and nothing that could belong to somebody.

It must not use data of any installation. Identity numbers carry area code 99, which GB/T 2260 assigns to nobody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from gateway.field_kinds import is_map, is_plain_message, message_of
from gateway.openapi.comments import plain_text, stated_default, stated_example, states_condition
from gateway.openapi.contract import Contract
from gateway.openapi.pattern_sample import SAMPLE_UUID, sample_of
from gateway.openapi.rules import Schema, list_keywords, value_keywords

IDENTITY_NUMBER, CREDIT_CODE = "990102198506150019", "91990102MA0000001D"
_BY_NAME = {
    "identity_number": IDENTITY_NUMBER,
    "credit_code": CREDIT_CODE,
    "full_name": "示例人甲",
    "unit_name": "示例单位",
    "etag": "v1-example",
}
_TEXT = "示例文字"
_MONEY, _COUNT = 420_000, 3
_WELL_KNOWN: dict[str, Any] = {
    "google.protobuf.Timestamp": "2026-06-15T09:00:00+08:00",
    "google.protobuf.Duration": "60s",
    "google.protobuf.FieldMask": "name",
    "google.protobuf.Struct": {},
    "google.protobuf.Empty": {},
}
_WIDE = (FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64)
_FLOATS = (FieldDescriptor.CPPTYPE_FLOAT, FieldDescriptor.CPPTYPE_DOUBLE)


class Examples:
    """Examples of one contract."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def of_message(self, message: Descriptor, without: AbstractSet[str] = frozenset()) -> Schema:
        """Required fields, and the first single value that the comments require for some requests."""
        found: Schema = {}
        conditional = False
        for field in message.fields:
            if field.name in without or self._contract.is_read_only(field):
                continue
            text = plain_text(self._contract.comment(field.full_name))
            wanted = not conditional and field.message_type is None and states_condition(text)
            if self._contract.is_required(field) or wanted:
                conditional |= wanted
                found[field.json_name] = self.of_field(field)
        return found

    def of_field(self, field: FieldDescriptor) -> Any:
        """A value of the field, as JSON."""
        rules = self._contract.rules(field)
        if is_map(field):
            return {"example": self._value(message_of(field).fields_by_name["value"], {})}
        if not field.is_repeated:
            return self._value(field, value_keywords(field, rules))
        values = self._values(field, value_keywords(field, rules.repeated.items))
        return [next(values) for _ in range(max(1, list_keywords(rules).get("minItems", 1)))]

    def _values(self, field: FieldDescriptor, keywords: Schema) -> Iterator[Any]:
        """Values for a list, distinct as long as the type has more than one to offer."""
        if field.enum_type is not None:
            yield from _names_of(field, keywords)
        first = self._value(field, keywords)
        yield first
        if first == _TEXT:
            yield from (text for number in range(2, 10) if _fits(text := f"{_TEXT}{number}", keywords))
        if isinstance(first, str) and SAMPLE_UUID in first:
            yield from (first.replace(SAMPLE_UUID, f"{SAMPLE_UUID[:-1]}{number}") for number in range(2, 10))
        while True:
            yield first

    def _value(self, field: FieldDescriptor, keywords: Schema) -> Any:
        if field.enum_type is not None:
            return _names_of(field, keywords)[0]
        if is_plain_message(field):
            return self.of_message(message_of(field))
        if field.message_type is not None:
            return _WELL_KNOWN.get(field.message_type.full_name)
        return _scalar(field, keywords, plain_text(self._contract.comment(field.full_name)))


def _scalar(field: FieldDescriptor, keywords: Schema, comment: str) -> Any:
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return True
    if field.type == FieldDescriptor.TYPE_BYTES:
        return "5Lit"
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return _text(field, keywords, comment)
    return _number(field, keywords, comment)


def _names_of(field: FieldDescriptor, keywords: Schema) -> list[str]:
    """Names that may be sent, without zero while there is another."""
    values = field.enum_type.values if field.enum_type else []
    allowed = keywords.get("enum", [value.name for value in values])
    named = [value.name for value in values if value.name in allowed and value.number != 0]
    return named or list(allowed)


def _text(field: FieldDescriptor, keywords: Schema, comment: str) -> str:
    candidates = [
        *keywords.get("enum", [])[:1],
        str(keywords.get("const", "")),
        SAMPLE_UUID if keywords.get("format") == "uuid" else "",
        stated_example(comment),
        _BY_NAME.get(field.name, ""),
        (sample_of(keywords["pattern"]) or "") if "pattern" in keywords else "",
        _TEXT,
        (_TEXT * 1000)[: keywords.get("minLength", 0) or keywords.get("maxLength", 1)],
    ]
    return next((text for text in candidates if text and _fits(text, keywords)), _TEXT)


def _fits(text: str, keywords: Schema) -> bool:
    length = keywords.get("minLength", 0) <= len(text) <= keywords.get("maxLength", len(text))
    return length and ("pattern" not in keywords or re.search(keywords["pattern"], text) is not None)


def _number(field: FieldDescriptor, keywords: Schema, comment: str) -> Any:
    low = max(_bound(keywords, "minimum", -math.inf), _bound(keywords, "exclusiveMinimum", -math.inf) + 1)
    high = min(_bound(keywords, "maximum", math.inf), _bound(keywords, "exclusiveMaximum", math.inf) - 1)
    stated = stated_default(comment)
    candidates = [
        *([int(stated)] if stated.isascii() and stated.isdigit() else []),
        *([_MONEY] if field.name.endswith("_fen") else []),
        _COUNT,
        *(int(bound) for bound in (low, high) if math.isfinite(bound)),
    ]
    value = next((number for number in candidates if low <= number <= high), 0)
    if field.cpp_type in _WIDE:
        return str(value)
    return float(value) if field.cpp_type in _FLOATS else value


def _bound(keywords: Schema, keyword: str, otherwise: float) -> float:
    """A bound as a number, also where a 64-bit number has it under a name of ours."""
    found = keywords.get(keyword, keywords.get(f"x-{keyword}"))
    return otherwise if found is None else float(found)
