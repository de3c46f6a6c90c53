"""A small service `probe` on a real gRPC server: it answers its rpcs by echo and says of itself whatever a test wants.

It must not use our own server: it stands for any process that answers on a configured address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass

import grpc
from google.protobuf import descriptor_pb2
from sifa.platform.v1 import platform_pb2

SOURCE = """
// A thing.
message Thing {
  // Name.
  string name = 1;
  // Colour.
  string colour = 2;
  // A choice.
  oneof choice {
    // Text.
    string text = 3;
    // Number.
    int32 number = 4;
  }
  // Tags.
  repeated string tags = 5;
  // Kind.
  Kind kind = 6;
}
// Kinds.
enum Kind {
  // None.
  KIND_UNSPECIFIED = 0;
  // One.
  KIND_ONE = 1;
}
// Another one.
message Other {
  // Name.
  string name = 1;
}
// Things.
service Things {
  // Gets.
  rpc GetThing(Thing) returns (Thing) {
    option (google.api.http) = {get: "/v1/probe/{name=things/*}"};
  }
  // Lists.
  rpc ListThings(Thing) returns (Thing) {
    option (google.api.http) = {
      get: "/v1/probe/things"
      additional_bindings {get: "/v1/probe/allThings"}
    };
  }
}
"""
GAINED = """
  // Paints.
  rpc PaintThing(Thing) returns (Thing) {
    option (google.api.http) = {post: "/v1/probe/{name=things/*}:paint" body: "*"};
  }
}
"""
MANIFEST_METHOD = "/sifa.platform.v1.Platform/GetManifest"
Images = descriptor_pb2.FileDescriptorSet
Change = Callable[[descriptor_pb2.FileDescriptorProto], None]


@dataclass
class SmallService:
    """Where it listens, and the bytes with which it answers GetManifest."""

    target: str
    answer: bytes = b""


class _Handler(grpc.GenericRpcHandler):
    """GetManifest answers what the test put there; every other rpc answers the request itself."""

    def __init__(self, service: SmallService) -> None:
        self._service = service

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes] | None:
        if handler_call_details.method == MANIFEST_METHOD:
            return grpc.unary_unary_rpc_method_handler(lambda _, __: self._service.answer)
        return grpc.unary_unary_rpc_method_handler(lambda request, _: request)


@contextmanager
def small_service() -> Iterator[SmallService]:
    """Serve until the block ends."""
    server = grpc.server(futures.ThreadPoolExecutor(2), options=(("grpc.so_reuseport", 0),))
    service = SmallService("")
    server.add_generic_rpc_handlers((_Handler(service),))
    service.target = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield service
    finally:
        server.stop(None).wait()


def with_image(manifest: platform_pb2.Manifest, image: bytes) -> platform_pb2.Manifest:
    """The manifest with another image, whose hash is right."""
    made = platform_pb2.Manifest()
    made.CopyFrom(manifest)
    made.image, made.image_sha256 = image, hashlib.sha256(image).hexdigest()
    return made


def changed(manifest: platform_pb2.Manifest, change: Change) -> platform_pb2.Manifest:
    """The manifest after a change of the service's own proto file."""
    images = Images.FromString(manifest.image)
    change(next(file for file in images.file if file.name == "probe.proto"))
    return with_image(manifest, images.SerializeToString())
