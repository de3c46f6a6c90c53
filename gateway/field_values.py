"""Read JSON-like objects into what the constructor of a protobuf message takes, and collect every fault.

It must not know HTTP, and never repeats a value in an error.
"""

from __future__ import annotations

from collections.abc import Mapping

from google.api import field_behavior_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from gateway.errors import MOST_VIOLATIONS, Violation, bad_fields
from gateway.field_kinds import find_field, is_map, is_plain_message, message_of, takes_null
from gateway.single_values import Unfit, read_map_key, read_single
from gateway.strict_json import shown_name


class Reader:
    """Reads values into trees keyed by proto field names; `violations` holds every fault met so far."""

    def __init__(self) -> None:
        self.violations: list[Violation] = []

    def refuse(self, path: str, reason: str, description: str) -> None:
        """Note one fault. Raises Refused as soon as there are more than a reply lists."""
        self.violations.append(Violation(path, reason, f"{path}：{description}"))
        if len(self.violations) > MOST_VIOLATIONS:
            raise bad_fields(self.violations)

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
            elif item is not None or takes_null(field):
                tree[field.name] = self.read_field(field, item, below)
            seen.add(field.name if field else name)
        return tree

    def read_field(self, field: FieldDescriptor, value: object, path: str) -> object:
        """One field's value, repeated or not."""
        if is_map(field):
            return self._read_map(message_of(field), value, path)
        if not field.is_repeated:
            return self.read_one(field, value, path)
        if not isinstance(value, list):
            self.refuse(path, "NOT_A_LIST", "应为 JSON 数组，请以 [ ] 填写。")
            return []
        return [self.read_one(field, item, f"{path}[{index}]") for index, item in enumerate(value)]

    def read_one(self, field: FieldDescriptor, value: object, path: str) -> object:
        """One single value; None when it does not fit."""
        if is_plain_message(field):
            return self.read_message(message_of(field), value, path)
        try:
            return read_single(field, value)
        except Unfit as unfit:
            self.refuse(path, unfit.reason, unfit.description)
            return None

    def _read_map(self, entry: Descriptor, value: object, path: str) -> dict[object, object]:
        if not isinstance(value, Mapping):
            self.refuse(path, "NOT_AN_OBJECT", "应为 JSON 对象，请以 { } 填写。")
            return {}
        key_field, value_field = entry.fields_by_name["key"], entry.fields_by_name["value"]
        found: dict[object, object] = {}
        for key, item in value.items():
            below = f"{path}[{shown_name(key)}]"
            try:
                found[read_map_key(key_field, key)] = self.read_one(value_field, item, below)
            except Unfit as unfit:
                self.refuse(below, unfit.reason, unfit.description)
        return found


def oneof_conflict(field: FieldDescriptor, tree: Mapping[str, object]) -> tuple[str, str] | None:
    """Reason and description when another field of the same oneof is set in the tree."""
    group = field.containing_oneof
    if group is not None and any(member.name in tree for member in group.fields if member.name != field.name):
        return "ONEOF_CONFLICT", "与同组的另一字段只能填写其一，请删除多余的一个。"
    return None


def _place_fault(
    field: FieldDescriptor, value: object, seen: set[str], tree: Mapping[str, object]
) -> tuple[str, str] | None:
    """Reason and description when the field came before, is required and null, or another of its oneof is set."""
    if field.name in seen:
        return "DUPLICATE_KEY", "同一字段以两种写法重复出现，请只保留一个。"
    if value is None and not takes_null(field):
        return ("REQUIRED", "为必填项，不得为 null，请填写。") if _is_required(field) else None
    return oneof_conflict(field, tree)


def _is_required(field: FieldDescriptor) -> bool:
    behaviors = field.GetOptions().Extensions[field_behavior_pb2.field_behavior]
    return field_behavior_pb2.REQUIRED in behaviors
