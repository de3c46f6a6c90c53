"""Routes are built from descriptor images alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from google.api import annotations_pb2, http_pb2
from google.protobuf import descriptor_pb2

from gateway.errors import Refused
from gateway.routes import RouteError, RouteTable, ServiceRoutes, build_routes
from tests.unit.gateway.contracts import compile_probe
from tests.unit.gateway.rig import manifest_of

Rpc = tuple[str, http_pb2.HttpRule]


def image_of(*rules: http_pb2.HttpRule, package: str = "sifa.probe.v1", streaming: bool = False) -> bytes:
    """A service with one rpc per rule; the request has `name`, `id`, `part` (a message) and `tags` (repeated)."""
    file = descriptor_pb2.FileDescriptorProto(name="probe.proto", package=package, syntax="proto3")
    message = file.message_type.add(name="Thing")
    kinds = descriptor_pb2.FieldDescriptorProto
    for number, name in enumerate(("name", "id"), 1):
        message.field.add(name=name, number=number, type=kinds.TYPE_STRING, label=kinds.LABEL_OPTIONAL)
    part = message.field.add(name="part", number=3, type=kinds.TYPE_MESSAGE, label=kinds.LABEL_OPTIONAL)
    part.type_name = f".{package}.Thing"
    message.field.add(name="tags", number=4, type=kinds.TYPE_STRING, label=kinds.LABEL_REPEATED)
    service = file.service.add(name="Probe")
    for number, rule in enumerate(rules):
        method = service.method.add(name=f"Do{number}", input_type=part.type_name, output_type=part.type_name)
        method.server_streaming = streaming
        method.options.Extensions[annotations_pb2.http].CopyFrom(rule)
    return descriptor_pb2.FileDescriptorSet(file=[file]).SerializeToString()


def table_of(*rules: http_pb2.HttpRule) -> RouteTable:
    routes = build_routes("probe", image_of(*rules))
    probe = ServiceRoutes(
        name="probe", title="试验", version="1", http_prefix="/v1/probe", image=image_of(*rules), routes=routes
    )
    return RouteTable({"probe": probe})


def gets(*paths: str) -> Sequence[http_pb2.HttpRule]:
    return [http_pb2.HttpRule(get=path) for path in paths]


def test_the_routes_of_legal_aid_come_from_its_image() -> None:
    routes = build_routes("legal_aid", manifest_of("legal_aid").image)
    found = {(route.http_method, route.template.text, route.body): route.rpc for route in routes}
    service = "/sifa.legal_aid.v1.ApplicationService"
    assert found["POST", "/v1/legal-aid/applications", "application"] == f"{service}/CreateApplication"
    assert found["POST", "/v1/legal-aid/{name=applications/*}:decide", "*"] == f"{service}/DecideApplication"
    assert found["GET", "/v1/legal-aid/{name=institutions/*}", ""].endswith("InstitutionService/GetInstitution")


def test_the_most_specific_route_is_found() -> None:
    table = table_of(*gets("/v1/probe/{name=**}", "/v1/probe/{id}", "/v1/probe/all", "/v1/probe/{id}:go"))
    found = {
        path: table.find("GET", f"/v1/probe/{path}")[0].rpc[-1]
        for path in ("all", "7", "7:go", "7:stay", "a/b", "all:go")
    }
    assert found == {"all": "2", "7": "1", "7:go": "3", "7:stay": "1", "a/b": "0", "all:go": "3"}


def test_additional_bindings_are_routes_of_the_same_rpc() -> None:
    rule = http_pb2.HttpRule(get="/v1/probe/{id}", additional_bindings=gets("/v1/probe/by-name/{part.name}"))
    route, values = table_of(rule).find("GET", "/v1/probe/by-name/x")
    assert (route.rpc, values) == ("/sifa.probe.v1.Probe/Do0", {"part.name": "x"})


def test_a_wrong_method_is_told_the_right_ones() -> None:
    table = table_of(http_pb2.HttpRule(get="/v1/probe/{id}"), http_pb2.HttpRule(delete="/v1/probe/{name}"))
    with pytest.raises(Refused) as caught:
        table.find("PUT", "/v1/probe/7")
    assert (caught.value.http_status, caught.value.headers) == (405, {"allow": "DELETE, GET, HEAD"})


def nested() -> http_pb2.HttpRule:
    """Additional bindings of an additional binding."""
    inner = http_pb2.HttpRule(get="/v1/probe/b", additional_bindings=gets("/v1/probe/c"))
    return http_pb2.HttpRule(get="/v1/probe/a", additional_bindings=[inner])


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (gets("/v1/probe/{id}", "/v1/probe/{name}"), "is taken by"),
        (gets("/v1/probe/{nothing}"), "not a single field"),
        (gets("/v1/probe/{tags}"), "not a single field"),
        (gets("/v1/probe/{part}"), "is a message"),
        (gets("/v1/probe/"), "lacks a segment"),
        ([http_pb2.HttpRule(post="/v1/probe", body="nothing")], "has no field"),
        ([http_pb2.HttpRule(get="/v1/probe", response_body="nothing")], "has no field"),
        ([http_pb2.HttpRule(get="/v1/probe", body="*")], "takes no body"),
        ([http_pb2.HttpRule(delete="/v1/probe", body="part")], "takes no body"),
        ([nested()], "additional bindings cannot"),
        ([http_pb2.HttpRule(custom=http_pb2.CustomHttpPattern(kind="HEAD", path="/v1/probe"))], "are served"),
    ],
)
def test_a_rule_that_cannot_be_served_is_refused(rules: Sequence[http_pb2.HttpRule], why: str) -> None:
    with pytest.raises(RouteError, match=why):
        build_routes("probe", image_of(*rules))


@pytest.mark.parametrize("image", [b"\xff\xff", b"", image_of(package="sifa.other.v1")])
def test_an_image_without_the_package_is_refused(image: bytes) -> None:
    with pytest.raises(RouteError):
        build_routes("probe", image)


def test_a_raw_body_is_refused_when_routes_are_built(tmp_path: Path) -> None:
    source = """
import "google/api/httpbody.proto";
message Asks { google.api.HttpBody file = 1; }
service Things {
  rpc Upload(Asks) returns (Asks) { option (google.api.http) = {post: "/v1/probe/files" body: "file"}; }
}
"""
    with pytest.raises(RouteError, match="in replies only"):
        build_routes("probe", compile_probe(tmp_path, source).image)
