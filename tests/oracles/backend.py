"""A gRPC server that takes any rpc, remembers the request and replies what it was told. It must not know rpcs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass, field

import grpc


@dataclass
class Backend(grpc.GenericRpcHandler):
    """What was asked since the last look, and what is replied."""

    reply: bytes = b""
    code: grpc.StatusCode = grpc.StatusCode.OK
    asked: list[tuple[str, bytes]] = field(default_factory=list)

    def service(self, call: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
        """One handler for all methods."""

        def answer(request: bytes, context: grpc.ServicerContext) -> bytes:
            self.asked.append((call.method, request))
            if self.code is not grpc.StatusCode.OK:
                context.abort(self.code, "told to")
            return self.reply

        return grpc.unary_unary_rpc_method_handler(answer)

    def taken(self) -> list[tuple[str, bytes]]:
        """Method and bytes of every request since the last look."""
        found, self.asked = self.asked, []
        return found


@contextmanager
def running_backend(port: int) -> Iterator[Backend]:
    """Serve on loopback until the end."""
    server = grpc.server(futures.ThreadPoolExecutor(2), options=(("grpc.so_reuseport", 0),))
    backend = Backend()
    server.add_generic_rpc_handlers((backend,))
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    try:
        yield backend
    finally:
        server.stop(None).wait()
