"""Every field rule that a proto of the house sets is refused with a remedy in Chinese, not with the rule's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from buf.validate import validate_pb2
from google.protobuf import descriptor_pb2
from google.protobuf.message import Message

from chassis.contract import image_of
from chassis.manifest import installed_services
from chassis.pattern_texts import pattern_text
from chassis.requests import PATTERN, TEXTS

RANGE = ("gte", "lte", "gt", "lt")
# Fields that may share a pattern without words of its own.
MOST_SILENT = 4


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


def ruled_fields() -> Iterator[tuple[str, validate_pb2.FieldRules]]:
    """Every field of the house's protos with its rules."""
    for service in installed_services().values():
        for file in descriptor_pb2.FileDescriptorSet.FromString(image_of(service)).file:
            if file.package.startswith("sifa."):
                for message in file.message_type:
                    for field in fields_of(message):
                        yield (
                            f"{file.package}.{message.name}.{field.name}",
                            field.options.Extensions[validate_pb2.field],
                        )


def used_rules() -> dict[str, str]:
    """Id of each rule that some field has, and one such field."""
    return {rule: name for name, rules in ruled_fields() for rule in rule_ids(rules)}


def test_every_rule_in_use_has_its_words() -> None:
    used = used_rules()
    assert {PATTERN, "repeated.min_items", "enum.not_in", "int64.gte_lte", "required"} <= set(used)
    assert {rule: field for rule, field in used.items() if rule not in {*TEXTS, PATTERN}} == {}


def test_every_pattern_that_several_fields_share_says_what_is_wanted() -> None:
    used = Counter(
        text.pattern
        for _, rules in ruled_fields()
        for text in (rules.string, rules.repeated.items.string)
        if text.pattern
    )
    unsaid = pattern_text("no such pattern", empty=False)
    assert used["^[1-9][0-9]{5}$"] > 1
    silent = {pattern: times for pattern, times in used.items() if pattern_text(pattern, empty=False) == unsaid}
    assert {pattern: times for pattern, times in silent.items() if times > MOST_SILENT} == {}


def test_words_of_patterns() -> None:
    assert pattern_text("^[1-9][0-9]{5}$", empty=True) == "必填，须为六位行政区划代码（GB/T 2260），例如 990102"
    assert pattern_text("^cases/[0-9a-f-]{36}$", empty=False) == "须为形如 cases/… 的名称，请从查询结果中取得"
    either = pattern_text("^(offices|practitioners)/[0-9a-f-]{36}$", empty=False)
    assert either == "须为形如 offices/…、practitioners/… 的名称，请从查询结果中取得"
    report = pattern_text("^applications/[0-9a-f-]{36}/messageReport$", empty=False)
    assert report == "须为形如 applications/…/messageReport 的名称，请从查询结果中取得"
