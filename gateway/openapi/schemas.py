"""Turn messages and enums into component schemas, apart for what callers send and what the service replies.

It must not know routes. A sent schema is strict: unknown fields are refused and rules are stated. A reply promises only
what the gateway itself makes sure of, so old rows that a newer rule would refuse still fit.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any

from buf.validate import validate_pb2
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor

from gateway.field_kinds import fits_parameter, is_map, is_plain_message, message_of
from gateway.openapi.comments import plain_text, stated_default, stated_unit
from gateway.openapi.contract import Contract
from gateway.openapi.rules import Schema, list_keywords, or_empty, text_keywords, value_keywords, wide_schema

_INT32 = {"type": "integer", "format": "int32", "minimum": -(2**31), "maximum": 2**31 - 1}
_UINT32 = {"type": "integer", "format": "uint32", "minimum": 0, "maximum": 2**32 - 1}
_SCALARS: dict[int, Schema] = {
    FieldDescriptor.CPPTYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.CPPTYPE_STRING: {"type": "string"},
    FieldDescriptor.CPPTYPE_INT32: _INT32,
    FieldDescriptor.CPPTYPE_UINT32: _UINT32,
    FieldDescriptor.CPPTYPE_INT64: wide_schema(signed=True),
    FieldDescriptor.CPPTYPE_UINT64: wide_schema(signed=False),
    FieldDescriptor.CPPTYPE_FLOAT: {"type": "number", "format": "float"},
    FieldDescriptor.CPPTYPE_DOUBLE: {"type": "number", "format": "double"},
}
_NUMBERS = frozenset(_SCALARS) - {FieldDescriptor.CPPTYPE_BOOL, FieldDescriptor.CPPTYPE_STRING}
_BYTES = {"type": "string", "contentEncoding": "base64"}
_SENT_BYTES = {**_BYTES, "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"}
_WELL_KNOWN: dict[str, Schema] = {
    "Timestamp": {"type": "string", "format": "date-time"},
    "Duration": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?s$"},
    "FieldMask": {"type": "string"},
    "Struct": {"type": "object"},
    "ListValue": {"type": "array"},
    "Value": {},
    "Empty": {"type": "object"},
    "Any": {"type": "object", "properties": {"@type": {"type": "string"}}, "required": ["@type"]},
}
_MASK_PATH = r"[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*"
_SENT_MASK = {"type": "string", "pattern": rf"^(\*|{_MASK_PATH}(,{_MASK_PATH})*)$"}
_WRAPPED = "Value"
_REF = "#/components/schemas/"


class Schemas:
    """Component schemas of one document. Names are those of the protos; `-Input` marks what is sent."""

    def __init__(self, contract: Contract, package: str) -> None:
        self._contract = contract
        self._package = package
        self._names: dict[tuple[object, ...], str] = {}
        self.components: dict[str, Schema] = {}

    def body_of(self, message: Descriptor, without: AbstractSet[str]) -> Schema:
        """A reference to a request as a body; `without` are fields that come from path and headers."""
        key = (message.full_name, "body", *sorted(without))
        return self._component(key, message.full_name, "", lambda: self._object(message, sent=True, without=without))

    def of_message(self, message: Descriptor, *, sent: bool) -> Schema:
        """A reference to the message's schema, or the schema of a well-known type itself."""
        if sent and message.full_name == "google.protobuf.FieldMask":
            return dict(_SENT_MASK)
        if message.full_name.startswith("google.protobuf."):
            return self._well_known(message)
        key, suffix = (message.full_name, sent), "-Input" if sent else ""
        return self._component(key, message.full_name, suffix, lambda: self._object(message, sent=sent))

    def of_field(self, field: FieldDescriptor, *, sent: bool) -> Schema:
        """The schema of a field with everything that its declaration and its comment state."""
        strict = sent and not self._contract.is_read_only(field)
        if is_map(field):
            entry = message_of(field).fields_by_name["value"]
            shape: Schema = {"type": "object", "additionalProperties": self._value(entry, sent=strict)}
        elif field.is_repeated:
            shape = {"type": "array", "items": self._item(field, sent=sent, strict=strict)}
        else:
            shape = self._value(field, sent=strict)
        rules = self._contract.rules(field)
        if strict and field.is_repeated:
            shape |= list_keywords(rules)
        elif not field.is_repeated:
            shape |= _keywords(field, rules, sent=sent, strict=strict)
        return {**shape, **self._facts(field, strict=strict)}

    def _item(self, field: FieldDescriptor, *, sent: bool, strict: bool) -> Schema:
        rules = self._contract.rules(field).repeated.items
        return {**self._value(field, sent=strict), **_keywords(field, rules, sent=sent, strict=strict)}

    def _value(self, field: FieldDescriptor, *, sent: bool) -> Schema:
        """One value of the field's type."""
        if field.enum_type is not None:
            return self._enum(field.enum_type)
        if field.message_type is not None:
            return self.of_message(field.message_type, sent=sent)
        if field.type == FieldDescriptor.TYPE_BYTES:
            return dict(_SENT_BYTES if sent else _BYTES)
        return dict(_SCALARS[field.cpp_type])

    def _facts(self, field: FieldDescriptor, *, strict: bool) -> Schema:
        """Keywords that annotate the field."""
        behaviors, text = self._contract.behaviors(field), plain_text(self._contract.comment(field.full_name))
        found: Schema = {"description": text} if text else {}
        if self._contract.is_read_only(field):
            found["readOnly"] = True
        if "INPUT_ONLY" in behaviors:
            found["writeOnly"] = True
        if self._contract.options(field.full_name).deprecated:
            found["deprecated"] = True
        if strict:
            found |= _default(field, stated_default(text))
        if (unit := stated_unit(text)) and field.cpp_type in _NUMBERS:
            found["x-unit"] = unit
        if behaviors:
            found["x-field-behavior"] = list(behaviors)
        if reference := self._contract.reference(field):
            found["x-resource-reference"] = reference
        return found

    def _object(self, message: Descriptor, *, sent: bool, without: AbstractSet[str] = frozenset()) -> Schema:
        fields = [field for field in message.fields if field.name not in without]
        found: Schema = {"type": "object"}
        if text := plain_text(self._contract.comment(message.full_name)):
            found["description"] = text
        found["properties"] = {field.json_name: self.of_field(field, sent=sent) for field in fields}
        if required := [field.json_name for field in fields if self._is_present(field, sent=sent)]:
            found["required"] = required
        if sent:
            found["additionalProperties"] = False
            found |= _exclusions(message, without)
        if resource := self._contract.resource(message.full_name):
            found["x-resource"] = {"type": resource.type, "pattern": list(resource.pattern)}
        return found

    def _is_present(self, field: FieldDescriptor, *, sent: bool) -> bool:
        """Sent: a request without it is refused. Replied: the gateway prints it even at its default."""
        if not sent:
            return not field.has_presence
        return self._contract.is_required(field) and not self._contract.is_read_only(field)

    def _enum(self, enum: EnumDescriptor) -> Schema:
        return self._component((enum.full_name,), enum.full_name, "", lambda: self._enum_schema(enum))

    def _enum_schema(self, enum: EnumDescriptor) -> Schema:
        described = {
            value.name: plain_text(self._contract.comment(f"{enum.full_name}.{value.name}")) for value in enum.values
        }
        return {
            "type": "string",
            "description": plain_text(self._contract.comment(enum.full_name)),
            "enum": list(described),
            "x-enumDescriptions": described,
        }

    def _well_known(self, message: Descriptor) -> Schema:
        name = message.full_name.removeprefix("google.protobuf.")
        if name in _WELL_KNOWN:
            return dict(_WELL_KNOWN[name])
        if name.endswith(_WRAPPED) and "value" in message.fields_by_name:
            return self._value(message.fields_by_name["value"], sent=False)
        return {}

    def _component(self, key: tuple[object, ...], full_name: str, suffix: str, make: Any) -> Schema:
        """A reference to the schema under this key, which is made once under a name that nobody else has."""
        if key not in self._names:
            wanted = full_name.removeprefix(f"{self._package}.") + suffix
            taken = set(self._names.values())
            names = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
            self._names[key] = name = next(name for name in names if name not in taken)
            self.components[name] = make()
        return {"$ref": _REF + self._names[key]}


def _keywords(field: FieldDescriptor, rules: validate_pb2.FieldRules, *, sent: bool, strict: bool) -> Schema:
    """What a value must fit when it is sent. A text that the service sets itself must be clean all the same."""
    keywords = value_keywords(field, rules) if strict else {}
    if not sent or field.type != FieldDescriptor.TYPE_STRING:
        return keywords
    return or_empty(text_keywords(keywords), rules) if strict else text_keywords({})


def flat_fields(message: Descriptor, seen: tuple[str, ...] = ()) -> list[tuple[FieldDescriptor, ...]]:
    """Every field that a query parameter can fill, as the path of fields that leads to it."""
    found: list[tuple[FieldDescriptor, ...]] = []
    for field in message.fields:
        if is_map(field) or (is_plain_message(field) and field.is_repeated):
            continue
        if not is_plain_message(field):
            found += [(field,)] if fits_parameter(field) else []
        elif message_of(field).full_name not in seen:
            below = flat_fields(message_of(field), (*seen, message.full_name))
            found += [(field, *rest) for rest in below]
    return found


def _default(field: FieldDescriptor, stated: str) -> Schema:
    """A stated default as JSON where it is a number, else in the comment's words."""
    if not stated:
        return {}
    if field.cpp_type in _NUMBERS and stated.isascii() and stated.isdigit():
        return {"default": stated if _SCALARS[field.cpp_type]["type"] == "string" else int(stated)}
    return {"x-default": stated}


def _exclusions(message: Descriptor, without: AbstractSet[str]) -> Schema:
    """Of a oneof at most one member may be sent."""
    pairs = [
        {"not": {"required": [one.json_name, other.json_name]}}
        for group in message.oneofs
        for one, other in combinations([field for field in group.fields if field.name not in without], 2)
    ]
    return {"allOf": pairs} if pairs else {}
