"""Publicly verifiable selection from a pool by public numbers alone (RFC 3797).

It must not be used where the result has to stay secret for a while: whoever knows pool and numbers computes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_INDEX_BYTES = 2


def select(pool: Sequence[str], count: int, key: str) -> list[str]:
    """So many of the pool in the order of their selection (sections 3 and 4).

    `key` holds the public numbers as section 4 writes them, for example `9319./2.5.8.10.12./`. Raises ValueError
    when the pool has fewer.
    """
    if not 0 <= count <= len(pool):
        raise ValueError(f"{count} of {len(pool)} cannot be selected")
    left, drawn = list(pool), list[str]()
    for index in range(count):
        around = index.to_bytes(_INDEX_BYTES, "big")
        # MD5 is what the RFC fixes; its section 4 tells why that is enough here.
        digest = hashlib.md5(around + key.encode("ascii") + around, usedforsecurity=False).digest()
        drawn.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    return drawn
