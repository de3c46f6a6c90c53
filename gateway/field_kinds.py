"""Tell what kind of JSON a protobuf field holds, once per field.

It must not look at values.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache

from google.protobuf.descriptor import Descriptor, FieldDescriptor

REMEMBERED = 8_192
_WRAPPERS = frozenset(
    f"google.protobuf.{kind}Value"
    for kind in ("Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes")
)


class Kind(Enum):
    """How a single value of a field is written in JSON."""

    MESSAGE = auto()
    INTEGER = auto()
    FLOAT = auto()
    BOOLEAN = auto()
    ENUM = auto()
    BYTES = auto()
    TEXT = auto()
    TIMESTAMP = auto()
    DURATION = auto()
    FIELD_MASK = auto()
    ANY_JSON = auto()


_OF_MESSAGE = {
    "google.protobuf.Timestamp": Kind.TIMESTAMP,
    "google.protobuf.Duration": Kind.DURATION,
    "google.protobuf.FieldMask": Kind.FIELD_MASK,
    "google.protobuf.Struct": Kind.ANY_JSON,
    "google.protobuf.Value": Kind.ANY_JSON,
    "google.protobuf.ListValue": Kind.ANY_JSON,
    "google.protobuf.Any": Kind.ANY_JSON,
}
_OF_SCALAR = {
    FieldDescriptor.CPPTYPE_INT32: Kind.INTEGER,
    FieldDescriptor.CPPTYPE_INT64: Kind.INTEGER,
    FieldDescriptor.CPPTYPE_UINT32: Kind.INTEGER,
    FieldDescriptor.CPPTYPE_UINT64: Kind.INTEGER,
    FieldDescriptor.CPPTYPE_FLOAT: Kind.FLOAT,
    FieldDescriptor.CPPTYPE_DOUBLE: Kind.FLOAT,
    FieldDescriptor.CPPTYPE_BOOL: Kind.BOOLEAN,
    FieldDescriptor.CPPTYPE_ENUM: Kind.ENUM,
    FieldDescriptor.CPPTYPE_STRING: Kind.TEXT,
}


def message_of(field: FieldDescriptor) -> Descriptor:
    """The type of a field that holds messages."""
    if field.message_type is None:
        raise TypeError(f"{field.full_name} holds no message")
    return field.message_type


@lru_cache(REMEMBERED)
def kind_of(field: FieldDescriptor) -> Kind:
    """The kind of one value; that of the wrapped value for a wrapper such as `google.protobuf.Int64Value`."""
    scalar = scalar_of(field)
    if scalar.message_type is not None:
        return _OF_MESSAGE.get(scalar.message_type.full_name, Kind.MESSAGE)
    return Kind.BYTES if scalar.type == FieldDescriptor.TYPE_BYTES else _OF_SCALAR[scalar.cpp_type]


@lru_cache(REMEMBERED)
def scalar_of(field: FieldDescriptor) -> FieldDescriptor:
    """The field whose type rules the value: the field itself, or the one inside its wrapper."""
    message = field.message_type
    wraps = message is not None and message.full_name in _WRAPPERS
    return message.fields_by_name["value"] if message is not None and wraps else field


@lru_cache(REMEMBERED)
def is_map(field: FieldDescriptor) -> bool:
    """Whether the field is a map."""
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def is_plain_message(field: FieldDescriptor) -> bool:
    """Whether the field holds a message that JSON writes as an object of named fields."""
    return kind_of(field) is Kind.MESSAGE


@lru_cache(REMEMBERED)
def takes_null(field: FieldDescriptor) -> bool:
    """Whether a JSON null is a value of this field, and not its absence."""
    held = field.message_type or field.enum_type
    return held is not None and held.full_name in {"google.protobuf.Value", "google.protobuf.NullValue"}


def fits_parameter(field: FieldDescriptor) -> bool:
    """Whether a query parameter can fill the field: one value, or several of them, each a short text."""
    return not is_map(field) and kind_of(field) not in {Kind.MESSAGE, Kind.ANY_JSON}


def find_field(message: Descriptor, name: str) -> FieldDescriptor | None:
    """The field of this name, in snake_case or lowerCamelCase."""
    return _fields_by_either_name(message).get(name)


@lru_cache(REMEMBERED)
def _fields_by_either_name(message: Descriptor) -> Mapping[str, FieldDescriptor]:
    by_json_name = {field.json_name: field for field in message.fields}
    return {**by_json_name, **message.fields_by_name}
