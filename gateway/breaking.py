"""Tell what a service's new descriptor image takes away from callers of its old one.

It must not judge comments, field rules or access rules: it compares shapes and addresses. Adding is always allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from google.api import annotations_pb2, http_pb2
from google.protobuf import descriptor_pb2

Enum = descriptor_pb2.EnumDescriptorProto
Field = descriptor_pb2.FieldDescriptorProto
File = descriptor_pb2.FileDescriptorProto
Message = descriptor_pb2.DescriptorProto
Method = descriptor_pb2.MethodDescriptorProto
_OURS = "sifa."


def breaking_changes(before: bytes, after: bytes) -> list[str]:
    """One line for each thing of our own packages that callers of the old image would miss or misread."""
    old, new = _Declared(before), _Declared(after)
    return [*_missing_files(old, new), *_of_messages(old, new), *_of_enums(old, new), *_of_methods(old, new)]


class _Declared:
    """Everything that an image declares in our own packages, by full name."""

    def __init__(self, image: bytes) -> None:
        self.packages: set[str] = set()
        self.messages: dict[str, Message] = {}
        self.enums: dict[str, Enum] = {}
        self.methods: dict[str, Method] = {}
        for file in descriptor_pb2.FileDescriptorSet.FromString(image).file:
            if f"{file.package}.".startswith(_OURS):
                self._take_file(file)

    def _take_file(self, file: File) -> None:
        self.packages.add(file.package)
        self.enums |= {f"{file.package}.{enum.name}": enum for enum in file.enum_type}
        for message in file.message_type:
            self._take_message(message, file.package)
        for service in file.service:
            self.methods |= {f"{file.package}.{service.name}.{method.name}": method for method in service.method}

    def _take_message(self, message: Message, scope: str) -> None:
        name = f"{scope}.{message.name}"
        self.messages[name] = message
        self.enums |= {f"{name}.{enum.name}": enum for enum in message.enum_type}
        for nested in message.nested_type:
            self._take_message(nested, name)


def _missing_files(old: _Declared, new: _Declared) -> Iterator[str]:
    yield from (f"package {name} was removed" for name in sorted(old.packages - new.packages))


def _of_messages(old: _Declared, new: _Declared) -> Iterator[str]:
    for name, message in old.messages.items():
        if name in new.messages:
            yield from _of_fields(name, message, new.messages[name])
        else:
            yield f"message {name} was removed"


def _of_fields(name: str, old: Message, new: Message) -> Iterator[str]:
    present = {field.number: field for field in new.field}
    for field in old.field:
        where = f"field {name}.{field.name}"
        if field.number not in present:
            yield f"{where} was removed or has another number"
            continue
        before, after = _facts(old, field), _facts(new, present[field.number])
        yield from (f"{where} has another {fact}" for fact in before if before[fact] != after[fact])


def _facts(message: Message, field: Field) -> dict[str, object]:
    """What callers rely on of a field, but for its number."""
    group = message.oneof_decl[field.oneof_index].name if field.HasField("oneof_index") else ""
    return {
        "name": field.name,
        "JSON name": field.json_name,
        "type": (field.type, field.type_name),
        "label": field.label,
        "oneof": group,
    }


def _of_enums(old: _Declared, new: _Declared) -> Iterator[str]:
    for name, enum in old.enums.items():
        if name not in new.enums:
            yield f"enum {name} was removed"
            continue
        numbers = {value.name: value.number for value in new.enums[name].value}
        for value in enum.value:
            if numbers.get(value.name) != value.number:
                yield f"enum value {name}.{value.name} was removed or has another number"


def _of_methods(old: _Declared, new: _Declared) -> Iterator[str]:
    for name, method in old.methods.items():
        if name not in new.methods:
            yield f"rpc {name} was removed"
            continue
        after = new.methods[name]
        for fact in ("input_type", "output_type", "client_streaming", "server_streaming"):
            if getattr(method, fact) != getattr(after, fact):
                yield f"rpc {name} has another {fact.replace('_', ' ')}"
        if not _addresses(method) <= _addresses(after):
            yield f"rpc {name} has lost or changed an HTTP address"


def _addresses(method: Method) -> set[tuple[str, str, str, str]]:
    """Every HTTP binding of the rpc: method, path template, body, response body."""
    if not method.options.HasExtension(annotations_pb2.http):
        return set()
    rule = method.options.Extensions[annotations_pb2.http]
    return {_address(one) for one in (rule, *rule.additional_bindings)}


def _address(rule: http_pb2.HttpRule) -> tuple[str, str, str, str]:
    kind = rule.WhichOneof("pattern") or ""
    path = rule.custom.path if kind == "custom" else getattr(rule, kind, "")
    return kind, path, rule.body, rule.response_body
