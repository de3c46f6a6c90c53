"""Check a request before anything is opened: unknown fields, unusable text, field rules of the protos.

It must not stop at the first fault: callers get every violation at once, in Chinese, without the value.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import protovalidate
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from chassis.kernel.errors import InvalidFields, Violation
from chassis.pattern_texts import pattern_text

MOST_ITEMS = 1000
PATTERN = "string.pattern"
_WELL_KNOWN = "google.protobuf."
# What to do about a rule that was not kept, by the id under which protovalidate reports it.
TEXTS = {
    "required": "必填，请补充",
    "string.min_len": "不能为空或过短，请补充",
    "string.max_len": "过长，请缩短",
    "string.len": "长度不符，请核对位数",
    "string.uuid": "须为 UUID，请由调用方生成后填写",
    "string.uuid_empty": "必填，请由调用方生成一个 UUID 后填写，重试时使用同一个",
    "string.in": "不在可选的取值之内，请核对",
    "bytes.min_len": "不能为空，请上传文件",
    "bytes.max_len": "文件过大，请拆分后上传",
    "repeated.min_items": "项数不足，请补充",
    "repeated.max_items": "项数过多，请删减或者分次提交",
    "repeated.unique": "有重复的项，请删去重复的项",
    "enum.in": "不在可选的选项之内，请核对",
    "enum.not_in": "必填，请选择一个选项",
    "enum.defined_only": "不是已定义的选项，请核对",
    "int32.gte": "小于下限，请核对",
    "int32.lte": "大于上限，请核对",
    "int32.gte_lte": "超出允许范围，请核对",
    "int64.gte": "小于下限，请核对",
    "int64.lte": "大于上限，请核对",
    "int64.gte_lte": "超出允许范围（单位为分），请核对",
}


def check_request(request: Message) -> None:
    """Raise InvalidFields with all violations of the request."""
    too_long = next(_long_lists(request, ""), None)
    if too_long is not None:
        raise InvalidFields((too_long,))
    faults = [*_text_faults(request, ""), *_rule_faults(request)]
    if faults:
        raise InvalidFields(tuple(faults))


def _long_lists(message: Message, prefix: str) -> Iterator[Violation]:
    """Lists that are too long to be looked into: each of their items could be a fault of its own."""
    for field, value in message.ListFields():
        path = prefix + field.name
        if field.is_repeated and len(value) > MOST_ITEMS:
            yield Violation(field=path, reason="TOO_MANY_ITEMS", description=f"最多 {MOST_ITEMS} 项，请分次提交")
        elif field.message_type is not None and not field.message_type.GetOptions().map_entry:
            for part in value if field.is_repeated else [value]:
                yield from _long_lists(part, f"{path}.")


def _rule_faults(request: Message) -> Iterator[Violation]:
    for found in protovalidate.collect_violations(request):
        rule = found.proto.rule_id
        path = ".".join(_element(element) for element in _elements(found))
        reason = rule.replace(".", "_").upper()
        yield Violation(field=path, reason=reason, description=_text(found))


def _text(found: protovalidate.Violation) -> str:
    rule = found.proto.rule_id
    if rule == PATTERN:
        return pattern_text(found.rule_value, empty=not found.field_value)
    return TEXTS.get(rule, f"不符合规则 {rule}，请核对")


def _elements(found: protovalidate.Violation) -> list[Any]:
    return list(found.proto.field.elements) if found.proto.field else []


def _element(element: Any) -> str:
    """One step of a field path; an element of a list carries its index."""
    subscript = element.subscript
    return element.field_name if subscript is None else f"{element.field_name}[{subscript.value}]"


def _text_faults(message: Message, prefix: str) -> Iterator[Violation]:
    """Unknown fields, and text with control, format or surrogate characters or not in NFC, at any depth."""
    if len(UnknownFieldSet(message)):
        where = prefix.rstrip(".") or message.DESCRIPTOR.name
        yield Violation(field=where, reason="UNKNOWN_FIELDS", description="含有本版本不认识的字段，请按现行接口重发")
    for field, value in message.ListFields():
        path = prefix + field.name
        if field.type == FieldDescriptor.TYPE_STRING:
            texts = list(value) if field.is_repeated else [value]
            if not all(_is_clean(text) for text in texts):
                yield Violation(
                    field=path,
                    reason="TEXT_UNCLEAN",
                    description="含有不可见字符、控制字符或非规范（NFC）文字，请重新录入",
                )
        elif field.message_type is not None and not field.message_type.full_name.startswith(_WELL_KNOWN):
            parts = enumerate(value) if field.is_repeated else [(None, value)]
            for index, part in parts:
                yield from _text_faults(part, f"{path}." if index is None else f"{path}[{index}].")


def _is_clean(text: str) -> bool:
    if text.isascii():
        return text.isprintable()
    categories = {unicodedata.category(letter) for letter in text}
    return categories.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"}) and unicodedata.is_normalized("NFC", text)
