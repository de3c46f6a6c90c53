"""A made-up contract with every kind of field, path, body and reply. It must not hold tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from google.protobuf.message import Message
from starlette.datastructures import Headers

from gateway.errors import Refused
from gateway.images import check_manifest
from gateway.routes import Route, RouteTable, ServiceRoutes
from gateway.strict_json import read_value
from gateway.transcode import build_message
from tests.unit.gateway.contracts import compile_probe

SOURCE = """
import "google/api/httpbody.proto";
import "google/protobuf/any.proto";
import "google/protobuf/empty.proto";
import "google/protobuf/struct.proto";
import "google/rpc/error_details.proto";
enum Kind { KIND_UNSPECIFIED = 0; KIND_ONE = 1; KIND_TWO = 2; }
message Part {
  string name = 1;
  int64 amount_fen = 2;
  Part part = 3;
  repeated string tags = 4;
  Kind kind = 5;
}
message Item {
  string name = 1;
  string title = 2;
  int64 amount_fen = 3;
  int32 small = 4;
  uint32 unsigned = 5;
  uint64 large = 6;
  sint64 zigzag = 7;
  fixed32 fixed = 8;
  double weight = 9;
  float ratio = 10;
  bool open = 11;
  bytes raw = 12;
  Kind kind = 13;
  optional string note = 14;
  optional int32 count = 15;
  Part part = 16;
  repeated Part parts = 17;
  repeated string tags = 18;
  repeated int64 numbers = 19;
  repeated Kind kinds = 20;
  repeated bool flags = 21;
  map<string, string> labels = 22;
  map<int32, Part> by_number = 23;
  map<bool, int64> by_flag = 24;
  oneof choice {
    string text_choice = 25;
    int32 number_choice = 26;
    Part part_choice = 27;
  }
  google.protobuf.Timestamp time = 28;
  google.protobuf.Duration span = 29;
  google.protobuf.StringValue wrapped_text = 30;
  google.protobuf.Int64Value wrapped_fen = 31;
  google.protobuf.BoolValue wrapped_flag = 32;
  google.protobuf.DoubleValue wrapped_weight = 33;
  google.protobuf.BytesValue wrapped_raw = 34;
  google.protobuf.Struct free = 35;
  google.protobuf.Value any_value = 36;
  google.protobuf.ListValue any_list = 37;
  google.protobuf.Any packed = 38;
  google.protobuf.FieldMask shown = 39;
  repeated google.protobuf.Timestamp times = 40;
  google.protobuf.Empty nothing = 41;
  string etag = 42;
  google.protobuf.UInt32Value wrapped_unsigned = 43;
  repeated google.protobuf.Int64Value wrapped_numbers = 44;
  string spelled = 45 [json_name = "otherwiseSpelled"];
  google.rpc.ErrorInfo info = 46;
}
message GetItemRequest { string name = 1; Item filter = 2; int32 page_size = 3; }
message TypedRequest {
  int64 number = 1;
  bool open = 2;
  Kind kind = 3;
  Part part = 4;
  bytes raw = 5;
  double weight = 6;
}
message ChangeItemRequest {
  Item item = 1;
  google.protobuf.FieldMask update_mask = 2;
  bool allow_missing = 3;
  string request_id = 4;
}
message ChangeByTwoRequest {
  Item item = 1;
  google.protobuf.FieldMask update_mask = 2;
  google.protobuf.FieldMask read_mask = 3;
}
message ManyRequest {
  string name = 1;
  repeated Item items = 2;
  string note = 3;
  map<string, string> labels = 4;
  google.protobuf.Timestamp time = 5;
  repeated string tags = 6;
  google.api.HttpBody file = 7;
}
message ManyReply {
  repeated Item items = 1;
  string next_page_token = 2;
  Part part = 3;
  google.api.HttpBody file = 4;
  google.protobuf.Timestamp time = 5;
}
service Items {
  rpc GetItem(GetItemRequest) returns (Item) {
    option (google.api.http) = {
      get: "/v1/probe/{name=boxes/*/items/*}"
      additional_bindings {get: "/v1/probe/old/{name=**}"}
      additional_bindings {get: "/v1/probe/named/{name}"}
      additional_bindings {get: "/v1/probe/filtered/{filter.part.name=parts/*}/{page_size}"}
    };
  }
  rpc ListItems(Item) returns (ManyReply) { option (google.api.http) = {get: "/v1/probe/items"}; }
  rpc FirstItem(GetItemRequest) returns (Item) { option (google.api.http) = {get: "/v1/probe/named/first"}; }
  rpc StatItem(GetItemRequest) returns (Item) { option (google.api.http) = {get: "/v1/probe/old/{name=**}:stat"}; }
  rpc EndItem(GetItemRequest) returns (Item) { option (google.api.http) = {get: "/v1/probe/old/{name=**}/end"}; }
  rpc GetTyped(TypedRequest) returns (TypedRequest) {
    option (google.api.http) = {get: "/v1/probe/typed/{number}/{open}/{kind}/{part.amount_fen}/{raw}/{weight}"};
  }
  rpc CreateItem(ChangeItemRequest) returns (Item) {
    option (google.api.http) = {post: "/v1/probe/items" body: "item"};
  }
  rpc ChangeItem(ChangeItemRequest) returns (Item) {
    option (google.api.http) = {
      patch: "/v1/probe/{item.name=boxes/*/items/*}"
      body: "item"
      additional_bindings {put: "/v1/probe/{item.name=boxes/*/items/*}" body: "item"}
      additional_bindings {patch: "/v1/probe/whole/{item.name=boxes/*/items/*}" body: "*"}
    };
  }
  rpc ChangeByTwo(ChangeByTwoRequest) returns (Item) {
    option (google.api.http) = {patch: "/v1/probe/two/{item.name=boxes/*/items/*}" body: "item"};
  }
  rpc DeleteItem(GetItemRequest) returns (google.protobuf.Empty) {
    option (google.api.http) = {delete: "/v1/probe/{name=boxes/*/items/*}"};
  }
  rpc CloseItem(ManyRequest) returns (ManyReply) {
    option (google.api.http) = {
      post: "/v1/probe/{name=boxes/*/items/*}:close"
      body: "*"
      additional_bindings {post: "/v1/probe/{name=boxes/*/items/*}:batch" body: "items"}
      additional_bindings {post: "/v1/probe/{name=boxes/*/items/*}:note" body: "note"}
      additional_bindings {post: "/v1/probe/{name=boxes/*/items/*}:label" body: "labels"}
      additional_bindings {post: "/v1/probe/{name=boxes/*/items/*}:at" body: "time"}
      additional_bindings {post: "/v1/probe/{name=boxes/*/items/*}:touch"}
    };
  }
  rpc ShowFile(GetItemRequest) returns (ManyReply) {
    option (google.api.http) = {get: "/v1/probe/shown:file" response_body: "file"};
  }
  rpc Download(GetItemRequest) returns (google.api.HttpBody) {
    option (google.api.http) = {get: "/v1/probe/{name=boxes/*/items/*}:download"};
  }
  rpc WatchItems(GetItemRequest) returns (stream Item) { option (google.api.http) = {get: "/v1/probe/items:watch"}; }
}
// Apart from the others, because Envoy refuses to start with such rules.
service Shows {
  rpc ShowItems(GetItemRequest) returns (ManyReply) {
    option (google.api.http) = {
      get: "/v1/probe/shown"
      response_body: "items"
      additional_bindings {get: "/v1/probe/shown:part" response_body: "part"}
      additional_bindings {get: "/v1/probe/shown:token" response_body: "next_page_token"}
      additional_bindings {get: "/v1/probe/shown:time" response_body: "time"}
    };
  }
}
"""
ITEM = "/v1/probe/boxes/%E7%BA%A2/items/7"


@cache
def every_kind() -> ServiceRoutes:
    """The contract as the gateway reads it, compiled once."""
    with TemporaryDirectory(prefix="sifa-every-kind-") as folder:
        return check_manifest("probe", compile_probe(Path(folder), SOURCE), [])


def ask(
    method: str, target: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[Route, Message]:
    """Route and message of one request, read as the gateway reads it. Raises Refused."""
    path, _, query = target.partition("?")
    route, bound = RouteTable({"probe": every_kind()}).find(method, path)
    value = read_value(body or b"", route.body.removeprefix("*")) if route.body else None
    return route, build_message(route, bound, query, value, Headers(headers or {}))


def refusals(method: str, target: str, body: bytes | None = None) -> list[tuple[str, str]]:
    """Field and reason of every fault for which a request is refused; none when it is not."""
    try:
        ask(method, target, body)
    except Refused as refused:
        return [(fault.field, fault.reason) for fault in refused.violations] or [("", refused.reason)]
    return []
