"""Every service's document: valid, as wide as the routes, and with examples that are accepted."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib import import_module
from typing import Any
from urllib.parse import quote, urlencode

import protovalidate
import pytest
from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from openapi_spec_validator import validate

from gateway.openapi.document import index_document
from gateway.reply import render_reply
from gateway.routes import Route, RouteTable
from gateway.strict_json import read_value
from gateway.transcode import build_message
from tests.unit.gateway.contracts import document, installed, operations, schema_validator

SERVICES = sorted(installed())
OPERATIONS = [
    pytest.param(name, method, path, id=operation["operationId"])
    for name in SERVICES
    for method, path, operation in operations(document(name))
]
JSON = "application/json"
CODES = r"(?:INVALID_ARGUMENT|FAILED_PRECONDITION|ALREADY_EXISTS|ABORTED|NOT_FOUND|PERMISSION_DENIED)"


def address(path: str, operation: dict[str, Any]) -> str:
    """The path with the examples of its parameters."""
    given = {each["name"]: each["example"] for each in operation.get("parameters", []) if each["in"] == "path"}
    return re.sub(r"\{(\w+)\}", lambda found: quote(str(given[found[1]]), safe=""), path)


def find(method: str, path: str) -> tuple[Route, dict[str, str]]:
    return RouteTable(installed()).find(method, path)


def example_request(name: str, method: str, path: str) -> tuple[Route, Message]:
    """The example of an operation, read as the gateway reads it."""
    operation = document(name)["paths"][path][method.lower()]
    route, bound = find(method, address(path, operation))
    given = [each for each in operation.get("parameters", []) if each["required"]]
    query = urlencode({each["name"]: each["example"] for each in given if each["in"] == "query"})
    headers = {each["name"].lower(): each["example"] for each in given if each["in"] == "header"}
    body = None
    if "requestBody" in operation:
        raw = json.dumps(operation["requestBody"]["content"][JSON]["example"], ensure_ascii=False).encode()
        body = read_value(raw, route.body.removeprefix("*"))
    return route, build_message(route, bound, query, body, headers)


def stub_of(message: Message) -> Message:
    """The same message as the service's own stubs read it."""
    package = message.DESCRIPTOR.file.package
    import_module(f"{package}.{message.DESCRIPTOR.file.name.rpartition('/')[2].removesuffix('.proto')}_pb2")
    descriptor = descriptor_pool.Default().FindMessageTypeByName(message.DESCRIPTOR.full_name)
    return GetMessageClass(descriptor).FromString(message.SerializeToString())


@pytest.mark.parametrize("name", SERVICES)
def test_a_document_is_valid_openapi(name: str) -> None:
    validate(document(name))


def test_the_index_is_valid_openapi_and_names_every_service() -> None:
    index = index_document(installed().values())
    validate(index)
    assert [(row["name"], row["url"]) for row in index["x-services"]] == [
        (name, f"/openapi/{name}.json") for name in SERVICES
    ]


def test_every_route_is_in_exactly_one_document_and_nothing_else_is() -> None:
    routes = {(route.rpc, route.binding): name for name, service in installed().items() for route in service.routes}
    found = Counter(
        (find(method, address(path, operation))[0].rpc, find(method, address(path, operation))[0].binding)
        for name in SERVICES
        for method, path, operation in operations(document(name))
    )
    assert found == Counter(dict.fromkeys(routes, 1))


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for name in SERVICES for _, _, operation in operations(document(name))]
    assert len(ids) == len(set(ids))
    assert "legal_aid.DecideApplication" in ids


@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS)
def test_an_example_is_accepted_by_transcoder_and_rules(name: str, method: str, path: str) -> None:
    _, message = example_request(name, method, path)
    protovalidate.validate(stub_of(message))


@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS)
def test_an_example_fits_its_own_schema(name: str, method: str, path: str) -> None:
    tree = document(name)
    operation = tree["paths"][path][method.lower()]
    for parameter in operation.get("parameters", []):
        if "example" in parameter:
            schema_validator(tree, parameter["schema"]).validate(parameter["example"])
    if "requestBody" in operation:
        content = operation["requestBody"]["content"][JSON]
        schema_validator(tree, content["schema"]).validate(content["example"])


@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS)
def test_an_empty_reply_as_the_gateway_prints_it_fits_its_schema(name: str, method: str, path: str) -> None:
    tree = document(name)
    operation = tree["paths"][path][method.lower()]
    route, _ = find(method, address(path, operation))
    text = render_reply(route, route.reply_class()).content
    schema_validator(tree, operation["responses"]["200"]["content"][JSON]["schema"]).validate(json.loads(text))


@pytest.mark.parametrize("name", SERVICES)
def test_reasons_roles_and_keys_are_those_of_the_contract(name: str) -> None:
    comments, methods = {}, {}
    for file in descriptor_pb2.FileDescriptorSet.FromString(installed()[name].image).file:
        places = {tuple(place.path): place.leading_comments for place in file.source_code_info.location}
        for index, service in enumerate(file.service):
            for number, method in enumerate(service.method):
                rpc = f"/{file.package}.{service.name}/{method.name}"
                comments[rpc], methods[rpc] = places.get((6, index, 2, number), ""), method
    for method_name, path, operation in operations(document(name)):
        comment = " ".join(comments[operation["x-rpc"]].split())
        stated = re.findall(r"`([A-Z][A-Z0-9_]+)`", comment.partition("Errors:")[2])
        assert operation["x-error-reasons"] == list(dict.fromkeys(stated)), path
        assert operation["description"] == comment
        assert set(re.findall(CODES, comment.partition("Errors:")[2])) <= set(
            re.findall(CODES, " ".join(reply.get("description", "") for reply in operation["responses"].values()))
        )
        anonymous = not operation["x-roles"]
        assert (operation["security"] == []) == anonymous
        route, _ = find(method_name, address(path, operation))
        headers = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header"}
        assert ("Idempotency-Key" in headers) == ("request_id" in route.request.fields_by_name)
        body = route.request.fields_by_name.get(route.body)
        changed = body.message_type if body is not None and method_name in ("PUT", "PATCH") else None
        holders = [each for each in (route.request, changed) if each is not None]
        assert ("If-Match" in headers) == any("etag" in each.fields_by_name for each in holders)


def test_required_request_ids_make_the_key_required() -> None:
    paths = document("legal_aid")["paths"]
    decide = paths["/v1/legal-aid/applications/{application}:decide"]["post"]["parameters"]
    create = paths["/v1/legal-aid/applications"]["post"]["parameters"]
    required = [each["required"] for each in (*decide, *create) if each["name"] == "Idempotency-Key"]
    assert required == [True, False]


def test_names_of_one_resource_share_one_path() -> None:
    for name in SERVICES:
        shapes = Counter(re.sub(r"\{\w+\}", "{}", path) for path in document(name)["paths"])
        assert set(shapes.values()) <= {1}
