"""What a service is told beside the request: who calls with which proof, for how long, as part of which trace.

It must not pass on anything else a client claims: the list is closed. There is no `Grpc-Metadata-*` either way, so no
header can pretend to be a service's own metadata, and nothing a service says in metadata becomes a header of a reply.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers

from gateway.edge.callers import CREDENTIALS
from gateway.edge.exchange import Exchange
from gateway.errors import bad_field

DEFAULT_SECONDS, MAX_SECONDS = 10.0, 30.0
_TIMEOUT = re.compile(r"([0-9]{1,8})([HMSmun])", re.ASCII)
_UNITS = {"H": 3600.0, "M": 60.0, "S": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9}
_PRINTABLE = re.compile(r"[\x20-\x7e]{1,4096}", re.ASCII)
Metadata = tuple[tuple[str, str], ...]


def metadata_of(headers: Headers, exchange: Exchange) -> Metadata:
    """The metadata of the call. A credential that is repeated or not printable is none."""
    passed = [("x-request-id", exchange.request_id), ("traceparent", exchange.trace.header)]
    for name in CREDENTIALS:
        values = headers.getlist(name)
        if len(values) == 1 and _PRINTABLE.fullmatch(values[0]):
            passed.append((name, values[0]))
    return tuple(passed)


def seconds_of(headers: Headers) -> float:
    """Time the caller grants by `Grpc-Timeout`, at most 30 s; 10 s without it. Raises Refused."""
    given = headers.get("grpc-timeout")
    if given is None:
        return DEFAULT_SECONDS
    found = _TIMEOUT.fullmatch(given)
    if found is None or int(found[1]) == 0:
        raise bad_field("Grpc-Timeout", "BAD_TIMEOUT", "格式有误，请写成正整数加单位，例如 5S（秒）或 500m（毫秒）。")
    return min(int(found[1]) * _UNITS[found[2]], MAX_SECONDS)
