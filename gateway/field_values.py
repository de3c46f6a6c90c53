"""Check JSON-like values against the protobuf fields they are meant for, and collect every fault.

It must not know HTTP, and never repeats a value in an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from google.api import field_behavior_pb2
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from gateway.errors import Violation
from gateway.strict_json import shown_name, text_fault

SAFE_NUMBER = 2**53 - 1
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,19}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", re.ASCII)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]*={0,2}", re.ASCII)
_RANGES = {
    FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, 2**64 - 1),
}
_FLOATS = (FieldDescriptor.CPPTYPE_FLOAT, FieldDescriptor.CPPTYPE_DOUBLE)


def find_field(message: Descriptor, name: str) -> FieldDescriptor | None:
    """The field of this name, in snake_case or lowerCamelCase."""
    found = message.fields_by_name.get(name)
    return found or next((field for field in message.fields if field.json_name == name), None)


def message_of(field: FieldDescriptor) -> Descriptor:
    """The type of a field that holds messages."""
    if field.message_type is None:
        raise TypeError(f"{field.full_name} holds no message")
    return field.message_type


def is_plain_message(field: FieldDescriptor) -> bool:
    """Whether the field holds a message that JSON writes as an object of named fields."""
    return field.message_type is not None and not field.message_type.full_name.startswith("google.protobuf.")


def is_map(field: FieldDescriptor) -> bool:
    """Whether the field is a map."""
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def value_of_text(field: FieldDescriptor, text: str) -> object:
    """A query parameter's text as the JSON value it stands for; what does not fit is refused by `Reader` later."""
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return {"true": True, "false": False}.get(text, text)
    if field.cpp_type == FieldDescriptor.CPPTYPE_ENUM and _INTEGER.fullmatch(text):
        return int(text)
    if field.cpp_type in _FLOATS and _NUMBER.fullmatch(text):
        return float(text)
    return text


class Reader:
    """Reads values into trees keyed by proto field names; `violations` holds every fault met so far."""

    def __init__(self) -> None:
        self.violations: list[Violation] = []

    def refuse(self, path: str, reason: str, description: str) -> None:
        """Note one fault."""
        self.violations.append(Violation(path, reason, f"{path}：{description}"))

    def read_message(self, message: Descriptor, value: object, path: str) -> dict[str, object]:
        """The object's fields under their proto names; unknown, doubled and wrongly empty ones are faults."""
        if not isinstance(value, Mapping):
            self.refuse(path, "NOT_AN_OBJECT", "应为 JSON 对象，请以 { } 填写其各字段。")
            return {}
        tree: dict[str, object] = {}
        seen: set[str] = set()
        for name, item in value.items():
            field = find_field(message, name)
            below = f"{path}.{field.name if field else shown_name(name)}".removeprefix(".")
            if field is None:
                self.refuse(below, "UNKNOWN_FIELD", "没有这个字段，请核对接口文档后删除或改正。")
            elif fault := _place_fault(field, item, seen, tree):
                self.refuse(below, *fault)
            elif item is not None:
                tree[field.name] = self.read_field(field, item, below)
            seen.add(field.name if field else name)
        return tree

    def read_field(self, field: FieldDescriptor, value: object, path: str) -> object:
        """One field's value, repeated or not."""
        if is_map(field):
            entry = message_of(field).fields_by_name["value"]
            if not isinstance(value, Mapping):
                self.refuse(path, "NOT_AN_OBJECT", "应为 JSON 对象，请以 { } 填写。")
                return {}
            return {key: self.read_one(entry, item, f"{path}[{shown_name(key)}]") for key, item in value.items()}
        if not field.is_repeated:
            return self.read_one(field, value, path)
        if not isinstance(value, list):
            self.refuse(path, "NOT_A_LIST", "应为 JSON 数组，请以 [ ] 填写。")
            return []
        return [self.read_one(field, item, f"{path}[{index}]") for index, item in enumerate(value)]

    def read_one(self, field: FieldDescriptor, value: object, path: str) -> object:
        """One single value."""
        if is_plain_message(field):
            return self.read_message(message_of(field), value, path)
        if isinstance(value, str) and (fault := text_fault(value)):
            self.refuse(path, *fault)
        elif field.cpp_type in _RANGES:
            self._check_integer(field, value, path)
        elif fault := _scalar_fault(field, value):
            self.refuse(path, *fault)
        return value

    def _check_integer(self, field: FieldDescriptor, value: object, path: str) -> None:
        low, high = _RANGES[field.cpp_type]
        if isinstance(value, str) and _INTEGER.fullmatch(value):
            value = int(value)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) > SAFE_NUMBER:
            self.refuse(path, "OUT_OF_RANGE", "超过 2^53 的整数可能已失真，请核对后改用字符串填写。")
            return
        if isinstance(value, bool) or not isinstance(value, int):
            money = field.name.endswith("_fen")
            rule = "只能是半角数字写成的整数，不接受小数、科学计数法和分隔符。"
            self.refuse(path, "INTEGER_FEN" if money else "INTEGER", ("金额以分为单位，" if money else "") + rule)
        elif not low <= value <= high:
            self.refuse(path, "OUT_OF_RANGE", "超出允许的范围，请核对后重填。")


def _place_fault(
    field: FieldDescriptor, value: object, seen: set[str], tree: Mapping[str, object]
) -> tuple[str, str] | None:
    """Reason and description when the field came before, is required and null, or another of its oneof is set."""
    if field.name in seen:
        return "DUPLICATE_KEY", "同一字段以两种写法重复出现，请只保留一个。"
    if value is None:
        return ("REQUIRED", "为必填项，不得为 null，请填写。") if _is_required(field) else None
    group = field.containing_oneof
    if group is not None and any(member.name in tree for member in group.fields):
        return "ONEOF_CONFLICT", "与同组的另一字段只能填写其一，请删除多余的一个。"
    return None


def _is_required(field: FieldDescriptor) -> bool:
    behaviors = field.GetOptions().Extensions[field_behavior_pb2.field_behavior]
    return field_behavior_pb2.REQUIRED in behaviors


def _scalar_fault(field: FieldDescriptor, value: object) -> tuple[str, str] | None:
    """Reason and description when the value does not fit a field that is neither a plain message nor an integer."""
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return None if isinstance(value, bool) else ("BOOLEAN", "只能是 true 或 false。")
    if field.cpp_type == FieldDescriptor.CPPTYPE_ENUM:
        return None if _is_enum_value(field, value) else ("UNKNOWN_ENUM", "不是允许的取值，请按接口文档填写取值名称。")
    if field.cpp_type in _FLOATS:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return None if fits else ("NUMBER", "只能是数字。")
    if field.type == FieldDescriptor.TYPE_BYTES:
        fits = isinstance(value, str) and len(value) % 4 != 1 and _BASE64.fullmatch(value) is not None
        return None if fits else ("BASE64", "只能是 Base64 编码的文字。")
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return None if isinstance(value, str) else ("TEXT", "只能是文字，请加引号。")
    return None if _parses(field, value) else ("FORMAT", "格式不符，请按接口文档填写。")


def _is_enum_value(field: FieldDescriptor, value: object) -> bool:
    if isinstance(value, str):
        return field.enum_type is not None and value in field.enum_type.values_by_name
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31


def _parses(field: FieldDescriptor, value: object) -> bool:
    """Whether protobuf accepts the value for a well-known type, such as a Timestamp."""
    if field.containing_type is None:
        return False
    message = message_factory.GetMessageClass(field.containing_type)()
    try:
        json_format.ParseDict({field.name: [value] if field.is_repeated else value}, message)
    except json_format.ParseError:
        return False
    return True
