"""Verify what people signed with keys of their own (Ed25519). It must not hold a private key."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(content: bytes, *, public_key: str, signature: str) -> bool:
    """Whether the holder of the key signed exactly these bytes; key and signature in hexadecimal.

    False as well for a key or a signature that is none.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
