"""Contracts that no service has yet are described as the transcoder serves them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from gateway.openapi.document import Document
from tests.unit.gateway.contracts import operations, probe_document, schema_validator

SOURCE = """
// A thing.
message Thing {
  option (google.api.resource) = {type: "sifa/Thing" pattern: "boxes/{box}/things/{thing_id}"};
  // Name.
  string name = 1 [(google.api.field_behavior) = IDENTIFIER];
  // A choice.
  oneof choice {
    // Text.
    string text = 2;
    // Number.
    int32 number = 3;
  }
  // Inner part, which may hold another.
  Inner inner = 4;
  // Parts.
  map<string, int64> parts = 5 [(buf.validate.field).map.max_pairs = 3];
  // Secret.
  string secret = 6 [(google.api.field_behavior) = INPUT_ONLY];
  // Etag.
  string etag = 7 [(google.api.field_behavior) = OUTPUT_ONLY];
  // When.
  google.protobuf.Timestamp time = 8;
  // How long.
  google.protobuf.Duration span = 9 [(google.api.field_behavior) = REQUIRED];
  // May be absent.
  optional bool sure = 10;
  // Weight.
  double weight = 11 [(buf.validate.field).double = {gt: 0 lte: 2.5}, (google.api.field_behavior) = REQUIRED];
  // Raw.
  bytes raw = 12;
  // Wrapped.
  google.protobuf.StringValue wrapped = 13;
  // Old.
  uint64 old = 14 [deprecated = true];
  // Which codes, <script>alert(1)</script> & `more`.
  repeated string codes = 15 [(google.api.field_behavior) = REQUIRED, (buf.validate.field).repeated = {
    min_items: 2 items: {string: {pattern: "^[A-Z]{2}-[0-9]+$"}}}];

  // Part.
  message Inner {
    // Deeper.
    Inner inner = 1;
    // Kind.
    Kind kind = 2 [(buf.validate.field).enum = {const: 2}];
  }
  // Kind.
  enum Kind {
    // None.
    KIND_UNSPECIFIED = 0;
    // One.
    KIND_ONE = 1;
    // Two.
    KIND_TWO = 2;
  }
}
// Asks.
message GetThingRequest {
  // Name.
  string name = 1 [(buf.validate.field).string.pattern = "^boxes/[a-z]+/things/[0-9]{3}$"];
  // What to show.
  google.protobuf.FieldMask mask = 2;
  // Sizes.
  repeated int64 sizes = 3;
  // Filter.
  Filter filter = 4;
  // Filter.
  message Filter {
    // From.
    string from = 1 [(google.api.field_behavior) = REQUIRED];
  }
}
// Changes.
message UpdateThingRequest {
  // The thing.
  Thing thing = 1 [(google.api.field_behavior) = REQUIRED];
  // Key.
  string request_id = 2 [(google.api.field_behavior) = REQUIRED, (buf.validate.field).string.uuid = true];
}
// Things.
message ListThingsResponse {
  // The things.
  repeated Thing things = 1;
}
// Things.
service Things {
  // Gets. Errors: NOT_FOUND.
  rpc GetThing(GetThingRequest) returns (Thing) {
    option (google.api.http) = {
      get: "/v1/probe/{name=boxes/*/things/*}"
      additional_bindings {get: "/v1/probe/old/{name=**}"}
      additional_bindings {post: "/v1/probe/{name=boxes/*/things/*}:get" body: "*"}
    };
    option (sifa.platform.v1.access) = {roles: ["clerk"] scope: SCOPE_DIVISION};
  }
  // Changes.
  rpc UpdateThing(UpdateThingRequest) returns (Thing) {
    option (google.api.http) = {patch: "/v1/probe/{thing.name=boxes/*/things/*}" body: "thing"};
    option deprecated = true;
  }
  // Lists.
  rpc ListThings(GetThingRequest) returns (ListThingsResponse) {
    option (google.api.http) = {get: "/v1/probe/things" response_body: "things"};
  }
  // Watches.
  rpc WatchThings(GetThingRequest) returns (stream Thing) {
    option (google.api.http) = {get: "/v1/probe/things:watch"};
  }
}
"""
THING = "/v1/probe/boxes/{box}/things/{thingId}"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return probe_document(tmp_path_factory.mktemp("probe"), SOURCE)


def fields(tree: Document, name: str) -> dict[str, Any]:
    found: dict[str, Any] = tree["components"]["schemas"][name]["properties"]
    return found


def test_the_document_is_valid(tree: Document) -> None:
    validate(tree)
    assert (tree["info"]["title"], tree["info"]["version"]) == ("试验", "1.0.0")


def test_every_binding_is_an_operation_of_its_own(tree: Document) -> None:
    assert {(method, path): operation["operationId"] for method, path, operation in operations(tree)} == {
        ("GET", THING): "probe.GetThing",
        ("GET", "/v1/probe/old/{name}"): "probe.GetThing.2",
        ("POST", f"{THING}:get"): "probe.GetThing.3",
        ("PATCH", THING): "probe.UpdateThing",
        ("GET", "/v1/probe/things"): "probe.ListThings",
        ("GET", "/v1/probe/things:watch"): "probe.WatchThings",
    }


def test_path_parameters_are_named_by_resource_and_ruled_by_their_segment(tree: Document) -> None:
    box, thing = tree["paths"][THING]["get"]["parameters"][:2]
    assert (box["name"], box["schema"]["pattern"]) == ("box", "^[a-z]+$")
    assert (thing["name"], thing["schema"]["pattern"], thing["example"]) == ("thingId", "^[0-9]{3}$", "000")


def test_query_parameters_are_flat(tree: Document) -> None:
    found = {each["name"]: each for each in tree["paths"]["/v1/probe/things"]["get"]["parameters"]}
    assert list(found) == ["name", "mask", "sizes", "filter.from"]
    assert found["sizes"]["explode"]
    assert found["sizes"]["schema"]["items"]["format"] == "int64"
    # An inner field is required only when the message around it is.
    assert not found["filter.from"]["required"]


def test_of_a_oneof_only_one_member_fits(tree: Document) -> None:
    validator = schema_validator(tree, {"$ref": "#/components/schemas/Thing-Input"})
    good = {"span": "1s", "weight": 1, "codes": ["AB-1", "CD-2"], "text": "x"}
    assert validator.is_valid(good)
    assert not validator.is_valid({**good, "number": 3})
    assert not validator.is_valid({**good, "unknown": 3})


def test_marks_and_bounds_are_said(tree: Document) -> None:
    sent, replied = fields(tree, "Thing-Input"), fields(tree, "Thing")
    assert (sent["secret"]["writeOnly"], sent["old"]["deprecated"], sent["name"]["readOnly"]) == (True, True, True)
    assert (sent["weight"]["exclusiveMinimum"], sent["weight"]["maximum"]) == (0, 2.5)
    assert sent["parts"]["maxProperties"] == 3
    assert fields(tree, "Thing.Inner-Input")["kind"]["enum"] == ["KIND_TWO"]
    assert sent["raw"]["contentEncoding"] == "base64"
    assert sent["wrapped"]["type"] == "string"
    required = tree["components"]["schemas"]["Thing"]["required"]
    assert set(replied) - set(required) == {"text", "number", "inner", "time", "span", "sure", "wrapped"}


def test_an_update_takes_if_match_and_the_key(tree: Document) -> None:
    update = tree["paths"][THING]["patch"]
    headers = {each["name"]: each["required"] for each in update["parameters"] if each["in"] == "header"}
    assert headers == {"Idempotency-Key": True, "If-Match": False}
    assert (update["deprecated"], "etag" in update["responses"]["200"]["headers"]) == (True, True)


def test_an_example_has_what_is_required_and_fits_patterns(tree: Document) -> None:
    content = tree["paths"][THING]["patch"]["requestBody"]["content"]["application/json"]
    assert content["example"] == {"span": "60s", "weight": 1.0, "codes": ["AA-0", "AA-0"]}
    schema_validator(tree, content["schema"]).validate(content["example"])


def test_a_reply_body_is_the_field_alone(tree: Document) -> None:
    schema = tree["paths"]["/v1/probe/things"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["type"] == "array"


def test_a_stream_is_said_not_to_be_served(tree: Document) -> None:
    assert "gRPC" in tree["paths"]["/v1/probe/things:watch"]["get"]["description"]


def test_roles_are_told_and_absence_of_roles_means_open(tree: Document) -> None:
    found = tree["paths"][THING]
    assert (found["get"]["x-roles"], found["get"]["x-scope"]) == (["clerk"], "SCOPE_DIVISION")
    assert found["get"]["security"] == [{"bearer": []}, {"apiKey": []}]
    assert found["patch"]["security"] == []


def test_the_same_source_gives_the_same_document(tree: Document, tmp_path: Path) -> None:
    assert probe_document(tmp_path, SOURCE) == tree
