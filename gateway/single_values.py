"""Read one JSON value into what the constructor of a protobuf message takes for one field, or say why it does not fit.

It must not know messages of named fields, and never repeats a value in an error.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from gateway.field_kinds import Kind, kind_of, message_of, scalar_of
from gateway.strict_json import NOT_FINITE, text_fault

SAFE_NUMBER = 2**53 - 1
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,19}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]*={0,2}", re.ASCII)
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
    re.ASCII,
)
_DURATION = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?s", re.ASCII)
_MASK_PART = r"(\*|[a-z][A-Za-z0-9_]*)"
_MASK = re.compile(rf"({_MASK_PART}(\.{_MASK_PART})*(,{_MASK_PART}(\.{_MASK_PART})*)*)?", re.ASCII)
# NOTE: for an Any the library also raises what its own look-ups raise.
_UNPARSED = (json_format.ParseError, AttributeError, KeyError, TypeError, ValueError)
_RANGES = {
    FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, 2**64 - 1),
}


class Unfit(Exception):
    """A value does not fit its field: the reason, and in Chinese what to do."""

    def __init__(self, reason: str, description: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.description = description


FORMAT = ("FORMAT", "格式不符，请按接口文档填写。")
TOO_LARGE = ("OUT_OF_RANGE", "超出允许的范围，请核对后重填。")
INEXACT = ("OUT_OF_RANGE", "超过 2^53 的整数可能已失真，请核对后改用字符串填写。")


def value_of_text(field: FieldDescriptor, text: str) -> object:
    """A query parameter's text as the JSON value it stands for; what does not fit is refused when it is read."""
    kind = kind_of(field)
    if kind is Kind.BOOLEAN:
        return {"true": True, "false": False}.get(text, text)
    if kind is Kind.ENUM and _INTEGER.fullmatch(text):
        return int(text)
    if kind is Kind.FLOAT and _NUMBER.fullmatch(text):
        return float(text)
    return text


def read_single(field: FieldDescriptor, value: object) -> object:
    """One value of a field that holds no message of named fields. Raises Unfit."""
    if isinstance(value, str) and (fault := text_fault(value)):
        raise Unfit(*fault)
    read = _READERS[kind_of(field)](field, value)
    return read if scalar_of(field) is field else {"value": read}


def read_map_key(key: FieldDescriptor, text: str) -> object:
    """A map's key, which JSON always writes as text. Raises Unfit."""
    if key.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return read_single(key, value_of_text(key, text))
    return read_single(key, text)


def _read_integer(field: FieldDescriptor, value: object) -> object:
    low, high = _RANGES[scalar_of(field).cpp_type]
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        value = int(value)
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) > SAFE_NUMBER:
        raise Unfit(*INEXACT)
    if isinstance(value, bool) or not isinstance(value, int):
        money = field.name.endswith("_fen")
        rule = "只能是半角数字写成的整数，不接受小数、科学计数法和分隔符，请核对后重填。"
        raise Unfit("INTEGER_FEN" if money else "INTEGER", ("金额以分为单位，" if money else "") + rule)
    if not low <= value <= high:
        raise Unfit(*TOO_LARGE)
    return value


def _read_float(field: FieldDescriptor, value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit("NUMBER", "只能是数字，请核对后重填。")
    if not math.isfinite(value):
        raise Unfit(NOT_FINITE.reason, NOT_FINITE.description)
    if scalar_of(field).cpp_type == FieldDescriptor.CPPTYPE_FLOAT and not _fits_float(value):
        raise Unfit(*TOO_LARGE)
    return value


def _fits_float(value: float) -> bool:
    """Whether a number rounds to a finite 32-bit float; the largest one is written as a decimal slightly above it."""
    try:
        struct.pack("<f", value)
    except OverflowError:
        return False
    return True


def _read_boolean(_: FieldDescriptor, value: object) -> object:
    if not isinstance(value, bool):
        raise Unfit("BOOLEAN", "只能是 true 或 false，请改正。")
    return value


def _read_enum(field: FieldDescriptor, value: object) -> object:
    """The number of a name; a number passes as it is, because a newer service may know it."""
    kind = field.enum_type
    if kind is None:
        raise TypeError(f"{field.full_name} is no enum")
    if value is None and kind.full_name == "google.protobuf.NullValue":
        return 0
    if isinstance(value, str) and value in kind.values_by_name:
        return kind.values_by_name[value].number
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**31) <= value < 2**31:
        raise Unfit("UNKNOWN_ENUM", "不是允许的取值，请按接口文档填写取值名称。")
    return value


def _read_bytes(_: FieldDescriptor, value: object) -> object:
    """Base64 in either alphabet, padded whole or not at all."""
    refused = Unfit("BASE64", "只能是 Base64 编码的文字，请重新编码。")
    if not isinstance(value, str) or not _BASE64.fullmatch(value) or (value.endswith("=") and len(value) % 4):
        raise refused
    try:
        return base64.urlsafe_b64decode(value.replace("+", "-").replace("/", "_") + "=" * (-len(value) % 4))
    except binascii.Error:
        raise refused from None


def _read_text(_: FieldDescriptor, value: object) -> object:
    if not isinstance(value, str):
        raise Unfit("TEXT", "只能是文字，请加引号。")
    return value


def _read_written(pattern: re.Pattern[str]) -> Callable[[FieldDescriptor, object], object]:
    """Reader of a well-known message that JSON writes as one text of this pattern."""

    def read(field: FieldDescriptor, value: object) -> object:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise Unfit(*FORMAT)
        return _parsed(field, value)

    return read


def _read_field_mask(_: FieldDescriptor, value: object) -> object:
    """Comma-separated paths in either spelling; `*` stands for everything."""
    if not isinstance(value, str) or not _MASK.fullmatch(value):
        raise Unfit(*FORMAT)
    snake = re.sub("[A-Z]", lambda sign: f"_{sign.group().lower()}", value)
    return {"paths": snake.split(",") if snake else []}


def _read_any_json(field: FieldDescriptor, value: object) -> object:
    if _is_inexact(value):
        raise Unfit(*INEXACT)
    return _parsed(field, value)


def _is_inexact(value: object) -> bool:
    """Whether a whole number in free JSON would be rounded, for protobuf keeps all its numbers as doubles."""
    if isinstance(value, Mapping):
        return any(_is_inexact(item) for item in value.values())
    if isinstance(value, list):
        return any(_is_inexact(item) for item in value)
    return isinstance(value, int) and abs(value) > SAFE_NUMBER


def _parsed(field: FieldDescriptor, value: Any) -> Message:
    kind = message_of(field)
    message: Message = message_factory.GetMessageClass(kind)()
    try:
        return json_format.ParseDict(value, message, descriptor_pool=kind.file.pool)
    except _UNPARSED:
        raise Unfit(*FORMAT) from None


_READERS: Mapping[Kind, Callable[[FieldDescriptor, object], object]] = {
    Kind.INTEGER: _read_integer,
    Kind.FLOAT: _read_float,
    Kind.BOOLEAN: _read_boolean,
    Kind.ENUM: _read_enum,
    Kind.BYTES: _read_bytes,
    Kind.TEXT: _read_text,
    Kind.TIMESTAMP: _read_written(_TIMESTAMP),
    Kind.DURATION: _read_written(_DURATION),
    Kind.FIELD_MASK: _read_field_mask,
    Kind.ANY_JSON: _read_any_json,
}
