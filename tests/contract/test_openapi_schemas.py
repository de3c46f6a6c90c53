"""Every fact of every message is compared with the stubs: names, types, required, read-only, enums, rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import protovalidate
import pytest
from buf.validate import validate_pb2
from google.api import field_behavior_pb2, resource_pb2
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.requests import _is_clean
from gateway.openapi.rules import PLAIN_TEXT, _up_to
from tests.unit.gateway.contracts import document, installed, operations

Schema = dict[str, Any]
REF = "#/components/schemas/"
SERVICES = sorted(installed())
KEYWORDS = {"minLength", "maxLength", "pattern", "minimum", "maximum", "x-minimum", "x-maximum", "enum"}
INTEGERS = (FieldDescriptor.TYPE_INT32, FieldDescriptor.TYPE_INT64)
TYPES = {
    FieldDescriptor.TYPE_STRING: ("string", None),
    FieldDescriptor.TYPE_BYTES: ("string", None),
    FieldDescriptor.TYPE_BOOL: ("boolean", None),
    FieldDescriptor.TYPE_INT32: ("integer", "int32"),
    FieldDescriptor.TYPE_INT64: ("string", "int64"),
}


def schemas() -> Iterator[tuple[str, str, Schema]]:
    """Service, name and schema of every component that a proto declares."""
    for service in SERVICES:
        for name, schema in document(service)["components"]["schemas"].items():
            if not name.startswith("google."):
                yield service, name, schema


def declared(service: str, name: str) -> Descriptor | EnumDescriptor:
    """What the stubs say about a component."""
    for route in installed()[service].routes:
        import_module(f"{route.request.file.package}.{route.request.file.name.split('/')[-1][:-6]}_pb2")
    full_name = name.removesuffix("-Input")
    full_name = full_name if full_name.startswith("sifa.") else f"sifa.{service}.v1.{full_name}"
    pool = descriptor_pool.Default()
    try:
        return pool.FindMessageTypeByName(full_name)
    except KeyError:
        return pool.FindEnumTypeByName(full_name)


MESSAGES = [pytest.param(s, n, id=f"{s}-{n}") for s, n, schema in schemas() if schema["type"] == "object"]
ENUMS = [pytest.param(s, n, id=f"{s}-{n}") for s, n, schema in schemas() if schema["type"] == "string"]


def behaviors(field: FieldDescriptor) -> list[str]:
    values = field.GetOptions().Extensions[field_behavior_pb2.field_behavior]
    return [field_behavior_pb2.FieldBehavior.Name(value) for value in values]


def rules_of(field: FieldDescriptor) -> validate_pb2.FieldRules:
    found: validate_pb2.FieldRules = field.GetOptions().Extensions[validate_pb2.field]
    return found


def is_sent(service: str, name: str) -> bool:
    return document(service)["components"]["schemas"][name].get("additionalProperties") is False


def fields_of(service: str, name: str) -> Iterator[tuple[FieldDescriptor, Schema]]:
    message, schema = declared(service, name), document(service)["components"]["schemas"][name]
    assert isinstance(message, Descriptor)
    for field in message.fields:
        if field.json_name in schema["properties"]:
            yield field, schema["properties"][field.json_name]


def from_elsewhere(service: str, name: str) -> set[str]:
    """Fields of a request that path or headers fill, so that its body lacks them."""
    bodies = {
        operation["requestBody"]["content"]["application/json"]["schema"].get("$ref", ""): operation["x-rpc"]
        for _, _, operation in operations(document(service))
        if "requestBody" in operation
    }
    rpc = bodies.get(REF + name)
    route = next((route for route in installed()[service].routes if route.rpc == rpc and route.body == "*"), None)
    if route is None:
        return set()
    return {variable.field_path for variable in route.template.variables} | {"request_id", "etag"}


@pytest.mark.parametrize(("service", "name"), MESSAGES)
def test_a_message_has_all_its_fields_and_no_other(service: str, name: str) -> None:
    message, schema = declared(service, name), document(service)["components"]["schemas"][name]
    assert isinstance(message, Descriptor)
    elsewhere = from_elsewhere(service, name) if is_sent(service, name) else set()
    assert set(schema["properties"]) == {field.json_name for field in message.fields if field.name not in elsewhere}


@pytest.mark.parametrize(("service", "name"), MESSAGES)
def test_required_is_what_the_contract_requires_or_the_gateway_prints(service: str, name: str) -> None:
    schema = document(service)["components"]["schemas"][name]
    if is_sent(service, name):
        expected = [field.json_name for field, _ in fields_of(service, name) if "REQUIRED" in behaviors(field)]
    else:
        expected = [field.json_name for field, _ in fields_of(service, name) if not field.has_presence]
    assert schema.get("required", []) == expected


@pytest.mark.parametrize(("service", "name"), MESSAGES)
def test_read_only_is_what_the_service_sets(service: str, name: str) -> None:
    for field, schema in fields_of(service, name):
        set_by_service = bool({"OUTPUT_ONLY", "IDENTIFIER"} & set(behaviors(field)))
        assert schema.get("readOnly", False) == set_by_service, field.full_name
        assert schema.get("x-field-behavior", []) == behaviors(field)
        reference = field.GetOptions().Extensions[resource_pb2.resource_reference].type
        assert schema.get("x-resource-reference", "") == reference


@pytest.mark.parametrize(("service", "name"), MESSAGES)
def test_types_are_those_of_the_fields(service: str, name: str) -> None:
    for field, schema in fields_of(service, name):
        assert (schema.get("type") == "array") == field.is_repeated
        one = schema["items"] if field.is_repeated else schema
        kind = field.message_type or field.enum_type
        if kind is None:
            shown, form = TYPES[field.type]
            assert one["type"] == shown, field.full_name
            assert form is None or one["format"] == form
        elif kind.full_name == "google.protobuf.Timestamp":
            assert (one["type"], one["format"]) == ("string", "date-time")
        else:
            target = one["$ref"].removeprefix(REF)
            assert declared(service, target).full_name == kind.full_name
            strict = is_sent(service, name) and not schema.get("readOnly") and field.message_type is not None
            assert target.endswith("-Input") == strict


@pytest.mark.parametrize(("service", "name"), ENUMS)
def test_an_enum_lists_every_value_with_its_text(service: str, name: str) -> None:
    enum, schema = declared(service, name), document(service)["components"]["schemas"][name]
    assert isinstance(enum, EnumDescriptor)
    assert schema["enum"] == [value.name for value in enum.values]
    assert all(schema["x-enumDescriptions"][value] for value in schema["enum"])


BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


def expected_keywords(rules: validate_pb2.FieldRules, field: FieldDescriptor) -> Schema:
    """The rules of one value in the words of JSON Schema, spelt out once more and differently."""
    text, number, found = rules.string, rules.int32, dict[str, Any]()
    if text.HasField("len"):
        found |= {"minLength": text.len, "maxLength": text.len}
    found |= {"minLength": text.min_len} if text.HasField("min_len") else {}
    found |= {"maxLength": text.max_len} if text.HasField("max_len") else {}
    found |= {"pattern": text.pattern} if text.HasField("pattern") else {}
    found |= {"format": "uuid"} if text.uuid else {}
    if field.type == FieldDescriptor.TYPE_STRING and not {"pattern", "format"} & set(found):
        found["pattern"] = PLAIN_TEXT
    if field.type == FieldDescriptor.TYPE_BYTES:
        found["pattern"] = BASE64
        found |= {"minLength": 4} if rules.bytes.min_len == 1 else {}
        found |= {"maxLength": (rules.bytes.max_len + 2) // 3 * 4} if rules.bytes.HasField("max_len") else {}
    found |= {"minimum": number.gte} if number.HasField("gte") else {}
    found |= {"maximum": number.lte} if number.HasField("lte") else {}
    found |= {"x-minimum": str(rules.int64.gte)} if rules.int64.HasField("gte") else {}
    found |= {"x-maximum": str(rules.int64.lte)} if rules.int64.HasField("lte") else {}
    if field.enum_type is not None:
        numbers = getattr(rules.enum, "in") or [value.number for value in field.enum_type.values]
        names = [v.name for v in field.enum_type.values if v.number in numbers and v.number not in rules.enum.not_in]
        found |= {"enum": names} if len(names) < len(field.enum_type.values) else {}
    return found


@pytest.mark.parametrize(("service", "name"), MESSAGES)
def test_rules_are_stated_for_what_is_sent_and_nowhere_else(service: str, name: str) -> None:
    for field, schema in fields_of(service, name):
        rules, one = rules_of(field), schema["items"] if field.is_repeated else schema
        # The type itself bounds an integer.
        keywords = KEYWORDS - ({"minimum", "maximum", "pattern"} if field.type in INTEGERS else set())
        if not is_sent(service, name) or schema.get("readOnly"):
            # A text that the service sets itself must be clean all the same when a caller sends it back.
            clean = {"pattern"} if is_sent(service, name) and field.type == FieldDescriptor.TYPE_STRING else set()
            assert keywords & set(one) == clean, field.full_name
            continue
        items = rules.repeated.items if field.is_repeated else rules
        expected = expected_keywords(items, field)
        assert ("anyOf" in one) == (items.ignore == validate_pb2.IGNORE_IF_ZERO_VALUE), field.full_name
        if "anyOf" in one:
            assert one["anyOf"][0] == {"maxLength": 0}
            one = {**one, **one["anyOf"][1]}
        assert {key: one.get(key) for key in expected} == expected, field.full_name
        assert not (keywords & set(one)) - set(expected), field.full_name
        whole = rules.repeated
        assert schema.get("minItems", 0) == whole.min_items
        assert schema.get("maxItems", 0) == whole.max_items
        assert schema.get("uniqueItems", False) == whole.unique


def test_the_pattern_of_every_text_is_what_the_services_refuse() -> None:
    letters = [chr(number) for number in range(0x10000) if not 0xD800 <= number < 0xE000]
    normal = [letter for letter in letters if unicodedata.is_normalized("NFC", letter)]
    assert [letter for letter in normal if re.fullmatch(PLAIN_TEXT[1:-1], letter)] == [
        letter for letter in normal if _is_clean(letter)
    ]


@pytest.mark.parametrize("highest", [1, 9, 10, 99, 100, 123, 999, 1000, 2090])
def test_the_pattern_of_a_wide_number_ends_at_its_limit(highest: int) -> None:
    pattern = f"({'|'.join(_up_to(highest))})"
    assert [number for number in range(10_000) if re.fullmatch(pattern, str(number))] == [*range(1, highest + 1)]


@pytest.mark.parametrize(("service", "name"), MESSAGES)
def test_what_the_rules_refuse_when_it_is_missing_is_required(service: str, name: str) -> None:
    message, schema = declared(service, name), document(service)["components"]["schemas"][name]
    assert isinstance(message, Descriptor)
    found = protovalidate.collect_violations(GetMessageClass(message)())
    refused = {violation.proto.field.elements[0].field_name for violation in found if violation.proto.field}
    missing = {message.fields_by_name[field].json_name for field in refused}
    if is_sent(service, name):
        assert missing & set(schema["properties"]) <= set(schema.get("required", []))


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_field_and_value_has_a_text(service: str) -> None:
    for _, path, operation in operations(document(service)):
        assert operation["summary"], path
    for name, schema in document(service)["components"]["schemas"].items():
        assert schema.get("description"), name
        assert all(field.get("description") for field in schema.get("properties", {}).values() if name[0].isupper())
