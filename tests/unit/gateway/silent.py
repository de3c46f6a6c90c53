"""A gRPC server that answers every method with an empty message, in this process or in one of its own.

It must not import anything of ours, so that it starts at once. Run as a script it prints its port.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc


class _Everything(grpc.GenericRpcHandler):
    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[Any, Any]:
        return grpc.unary_unary_rpc_method_handler(lambda _request, _context: b"")


@dataclass(frozen=True, slots=True)
class Silent:
    """A running server."""

    target: str
    server: grpc.Server

    def stop(self) -> None:
        """End it."""
        self.server.stop(None).wait()


def silent_server() -> Silent:
    """Start on a free port."""
    server = grpc.server(futures.ThreadPoolExecutor(8), options=(("grpc.so_reuseport", 0),))
    server.add_generic_rpc_handlers((_Everything(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return Silent(f"127.0.0.1:{port}", server)


@dataclass(frozen=True, slots=True)
class SilentProcess:
    """The same in a process that can be frozen."""

    target: str
    pid: int


@contextmanager
def silent_process() -> Iterator[SilentProcess]:
    """Start it, and kill it at the end."""
    with subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield SilentProcess(process.stdout.readline().strip(), process.pid)
        finally:
            process.kill()


if __name__ == "__main__":
    running = silent_server()
    print(running.target, flush=True)
    running.server.wait_for_termination()
