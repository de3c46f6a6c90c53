"""Look up what a descriptor image says beside the shapes: comments, options and the names of resources.

It must not interpret comments or rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

from buf.validate import validate_pb2
from google.api import field_behavior_pb2, resource_pb2
from google.protobuf import descriptor_pb2
from google.protobuf.descriptor import FieldDescriptor
from sifa.platform.v1 import access_pb2

# Field numbers in descriptor.proto, of which the paths of source locations are made.
_FILE_MESSAGES, _FILE_ENUMS, _FILE_SERVICES = 4, 5, 6
_FIELDS, _NESTED_MESSAGES, _NESTED_ENUMS, _VALUES, _METHODS = 2, 3, 4, 2, 2
Path = tuple[int, ...]
Described = tuple[str, Path, Any]


class Contract:
    """One service's image. Everything is looked up by full name, enum values as `enum.VALUE`."""

    def __init__(self, image: bytes) -> None:
        # NOTE: parsed with the stubs' pool, which knows the extensions; the routes' private pool does not.
        self._files = descriptor_pb2.FileDescriptorSet.FromString(image).file
        self._comments: dict[str, str] = {}
        self._options: dict[str, Any] = {}
        for file in self._files:
            leading = {tuple(place.path): place.leading_comments for place in file.source_code_info.location}
            for name, path, options in _walk_file(file):
                self._comments[name] = leading.get(path, "")
                self._options[name] = options

    def comment(self, full_name: str) -> str:
        """The comment before the declaration, as it stands in the source."""
        return self._comments.get(full_name, "")

    def options(self, full_name: str) -> Any:
        """The options message, with the extensions it carries."""
        return self._options[full_name]

    def access(self, rpc: str) -> access_pb2.Access:
        """Who may call the method."""
        found: access_pb2.Access = self.options(rpc).Extensions[access_pb2.access]
        return found

    def behaviors(self, field: FieldDescriptor) -> tuple[str, ...]:
        """Names such as REQUIRED and OUTPUT_ONLY, in the order of the source."""
        values = self.options(field.full_name).Extensions[field_behavior_pb2.field_behavior]
        return tuple(field_behavior_pb2.FieldBehavior.Name(value) for value in values)

    def rules(self, field: FieldDescriptor) -> validate_pb2.FieldRules:
        """What protovalidate checks; empty when nothing is."""
        found: validate_pb2.FieldRules = self.options(field.full_name).Extensions[validate_pb2.field]
        return found

    def reference(self, field: FieldDescriptor) -> str:
        """The resource type that the field names, or empty."""
        found = self.options(field.full_name).Extensions[resource_pb2.resource_reference]
        return str(found.type or found.child_type)

    def resource(self, message: str) -> resource_pb2.ResourceDescriptor | None:
        """What the message says of its own names, if it is a resource."""
        options = self.options(message)
        return options.Extensions[resource_pb2.resource] if options.HasExtension(resource_pb2.resource) else None

    def is_required(self, field: FieldDescriptor) -> bool:
        """Whether a request without the field is refused."""
        return "REQUIRED" in self.behaviors(field) or self.rules(field).required

    def is_read_only(self, field: FieldDescriptor) -> bool:
        """Whether the service sets the field and ignores what a caller sends."""
        return bool({"OUTPUT_ONLY", "IDENTIFIER"} & set(self.behaviors(field)))

    @cached_property
    def ids(self) -> dict[str, str]:
        """Collection → name of the id that follows it in resource names, for example applications → application."""
        found: dict[str, str] = {}
        for name in sorted(self._options):
            resource = self.resource(name) if hasattr(self._options[name], "map_entry") else None
            for pattern in resource.pattern if resource else ():
                parts = pattern.split("/")
                for collection, part in pairwise(parts):
                    if part.startswith("{"):
                        found.setdefault(collection, part.strip("{}"))
        return found


def _walk_file(file: descriptor_pb2.FileDescriptorProto) -> Iterator[Described]:
    for index, message in enumerate(file.message_type):
        yield from _walk_message(message, file.package, (_FILE_MESSAGES, index))
    for index, enum in enumerate(file.enum_type):
        yield from _walk_enum(enum, file.package, (_FILE_ENUMS, index))
    for index, service in enumerate(file.service):
        path = (_FILE_SERVICES, index)
        yield f"{file.package}.{service.name}", path, service.options
        for place, method in enumerate(service.method):
            yield f"{file.package}.{service.name}.{method.name}", (*path, _METHODS, place), method.options


def _walk_message(message: descriptor_pb2.DescriptorProto, scope: str, path: Path) -> Iterator[Described]:
    name = f"{scope}.{message.name}"
    yield name, path, message.options
    for index, field in enumerate(message.field):
        yield f"{name}.{field.name}", (*path, _FIELDS, index), field.options
    for index, nested in enumerate(message.nested_type):
        yield from _walk_message(nested, name, (*path, _NESTED_MESSAGES, index))
    for index, enum in enumerate(message.enum_type):
        yield from _walk_enum(enum, name, (*path, _NESTED_ENUMS, index))


def _walk_enum(enum: descriptor_pb2.EnumDescriptorProto, scope: str, path: Path) -> Iterator[Described]:
    name = f"{scope}.{enum.name}"
    yield name, path, enum.options
    for index, value in enumerate(enum.value):
        yield f"{name}.{value.name}", (*path, _VALUES, index), value.options
