"""Tell callers apart without believing them: what they prove themselves with, and where they come from.

It must not check a credential, which is the service's part, nor keep one: only its hash.
"""

from __future__ import annotations

import hashlib
import ipaddress

from starlette.datastructures import Headers
from starlette.types import Scope

NONE, TOKEN, KEY, BOTH = "none", "token", "key", "both"
CREDENTIALS = {"authorization": TOKEN, "x-api-key": KEY}
# A household or an office holds a whole network of this size; each of its addresses is one and the same caller.
_IPV6_NETWORK_BITS = 64


def caller_kind(headers: Headers) -> str:
    """With what the caller wants to prove itself."""
    kinds = [kind for name, kind in CREDENTIALS.items() if name in headers]
    return BOTH if len(kinds) > 1 else kinds[0] if kinds else NONE


def credential_hash(headers: Headers) -> str | None:
    """SHA-256 of the one credential, without its scheme; None without any and for what a service refuses anyway."""
    given = [value for name in CREDENTIALS for value in headers.getlist(name)]
    words = given[0].split() if len(given) == 1 else []
    return hashlib.sha256(words[-1].encode("latin-1")).hexdigest() if words else None


def network_of(scope: Scope) -> str:
    """The address a request came from; of IPv6 the network of 64 bits."""
    client = scope.get("client")
    if not client:
        return "unknown"
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, _IPV6_NETWORK_BITS), strict=False))
    return str(address)
