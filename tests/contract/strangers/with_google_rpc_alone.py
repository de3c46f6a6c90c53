"""Run as a program of its own: read why a call was refused with nothing but grpcio and google.rpc.

It must not import anything of ours.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import grpc
from google.protobuf.json_format import MessageToDict
from google.rpc import error_details_pb2  # noqa: F401 - registers the details so that they can be printed
from grpc_status import rpc_status


def main(address: str, method: str, metadata: str) -> dict[str, Any]:
    """The refusal of an empty request, as JSON."""
    with grpc.insecure_channel(address) as channel:
        call = channel.unary_unary(method, request_serializer=bytes, response_deserializer=bytes)
        try:
            call(b"", metadata=tuple((name, value) for name, value in json.loads(metadata)), timeout=10)
        except grpc.RpcError as error:
            status = rpc_status.from_call(error)
            return {"code": error.code().name, "status": MessageToDict(status)}
    raise AssertionError("an empty request was accepted")


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
