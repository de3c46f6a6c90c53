"""The draw `draw/v1`: a seed that nobody can choose alone, and a ticket for everybody in the roster.

It must not read a clock or a random number: who knows roster, secrets and public value computes the same result.

The seed binds the draw's id, the root of the roster, the number to be drawn, every secret, and a public value that did
not exist when the others were fixed. A ticket is an HMAC-SHA-256 under the seed, so no chance depends on a place.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256

from chassis.kernel.merkle import root_of

ALGORITHM = "draw/v1"
COUNT_BYTES = 4


def roster_root(ids: Iterable[str]) -> bytes:
    """The root over the ids in the order of their UTF-8 bytes; 32 bytes."""
    return root_of(sorted(one.encode() for one in ids))


def seed_of(draw: str, root: bytes, count: int, secrets: Sequence[bytes], public_value: str) -> bytes:
    """The seed; `secrets` in the order in which their hashes were published. 32 bytes."""
    parts = (
        ALGORITHM.encode(),
        draw.encode(),
        root,
        count.to_bytes(COUNT_BYTES, "big"),
        *secrets,
        public_value.encode(),
    )
    return sha256(prefixed(*parts)).digest()


def in_order(seed: bytes, ids: Iterable[str]) -> list[str]:
    """The ids by their tickets: the first k are a draw of k, and any longer draw begins with them."""
    return sorted(ids, key=lambda one: (ticket(seed, one), one))


def ticket(seed: bytes, one: str) -> bytes:
    """The ticket of an id; the lowest are drawn. 32 bytes."""
    return hmac.digest(seed, one.encode(), sha256)


def officer_ticket(seed: bytes, target: str, officer: str) -> bytes:
    """The ticket of an officer for one target; the lowest go there. 32 bytes."""
    return hmac.digest(seed, prefixed(b"officer", target.encode(), officer.encode()), sha256)


def commitment_of(secret: bytes) -> str:
    """What is published of a secret before the draw; hexadecimal, 64 characters."""
    return sha256(secret).hexdigest()


def prefixed(*parts: bytes) -> bytes:
    """The parts, each behind its length in four bytes, so that no two lists of parts give the same bytes."""
    return b"".join(len(part).to_bytes(COUNT_BYTES, "big") + part for part in parts)
