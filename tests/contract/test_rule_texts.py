"""Every field rule that a proto of the house sets is refused with a remedy in Chinese, not with the rule's name."""

from __future__ import annotations

from collections.abc import Iterator

from buf.validate import validate_pb2
from google.protobuf import descriptor_pb2
from google.protobuf.message import Message

from chassis.contract import image_of
from chassis.manifest import installed_services
from chassis.requests import TEXTS

RANGE = ("gte", "lte", "gt", "lt")


def rule_ids(rules: Message, prefix: str = "") -> Iterator[str]:
    """The ids under which protovalidate reports the rules that are set, for example `string.min_len`."""
    set_here = rules.ListFields()
    bounds = [field.name for field, _ in set_here if field.name in RANGE]
    if prefix and bounds:
        yield f"{prefix}.{'_'.join(sorted(bounds, key=RANGE.index))}"
    for field, value in set_here:
        if field.name in {"items", "keys", "values"} and prefix:
            yield from rule_ids(value)
        elif field.message_type is not None and not prefix:
            yield from rule_ids(value, field.name)
        elif field.name == "required":
            yield "required"
        elif prefix and field.name not in RANGE:
            yield f"{prefix}.{field.name}"


def fields_of(message: descriptor_pb2.DescriptorProto) -> Iterator[descriptor_pb2.FieldDescriptorProto]:
    """Of a message and of those that are declared in it."""
    yield from message.field
    for nested in message.nested_type:
        yield from fields_of(nested)


def used_rules() -> dict[str, str]:
    """Id of each rule that some field has, and one such field."""
    found: dict[str, str] = {}
    for service in installed_services().values():
        for file in descriptor_pb2.FileDescriptorSet.FromString(image_of(service)).file:
            if file.package.startswith("sifa."):
                for message in file.message_type:
                    for field in fields_of(message):
                        rules = field.options.Extensions[validate_pb2.field]
                        found |= dict.fromkeys(rule_ids(rules), f"{file.package}.{message.name}.{field.name}")
    return found


def test_every_rule_in_use_has_its_words() -> None:
    used = used_rules()
    assert {"string.pattern", "repeated.min_items", "enum.not_in", "int64.gte_lte", "required"} <= set(used)
    assert {rule: field for rule, field in used.items() if rule not in TEXTS} == {}
