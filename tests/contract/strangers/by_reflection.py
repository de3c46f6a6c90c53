"""Run as a program of its own: list a server's services and call one, knowing nothing but its address.

It must not import anything of ours: the point is that a stranger needs nothing of ours.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from grpc_requests import Client  # type: ignore[import-untyped]


def main(address: str, service: str, method: str, request: str, metadata: str) -> dict[str, Any]:
    """The services by reflection, the methods of one, and one reply."""
    with_reflection = Client.get_by_endpoint(address)
    reply = with_reflection.request(service, method, json.loads(request), metadata=json.loads(metadata))
    methods = sorted(with_reflection.get_methods_meta(service))
    return {"services": sorted(with_reflection.service_names), "methods": methods, "reply": reply}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
