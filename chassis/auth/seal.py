"""Seal texts that only their own service may read, and find them again by equality without reading them.

It must not choose a key: each service has its own, so that one service's key opens nothing of another's.

Sealed with AES-256-GCM (NIST SP 800-38D), the place as associated data: a text cut out of one column does not open in
another. The blind index is HMAC-SHA256 under a key of its own; both are derived by HKDF (RFC 5869).
"""

from __future__ import annotations

import base64
import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES, _VERSION = 12, "1."


class SealBroken(Exception):
    """The text was sealed with another key, for another place, or was changed."""


class Seal:
    """What one service seals with. A place is `table.column`."""

    def __init__(self, secret: bytes) -> None:
        """`secret` holds 32 random bytes."""
        self._cipher = AESGCM(_derived(secret, b"sealed text"))
        self._index_key = _derived(secret, b"blind index")

    def seal(self, text: str, place: str) -> str:
        """The text as nobody else reads it, another one each time."""
        return _VERSION + base64.urlsafe_b64encode(self.seal_bytes(text.encode(), place)).decode()

    def open(self, sealed: str, place: str) -> str:
        """The text. Raises SealBroken."""
        try:
            raw = base64.urlsafe_b64decode(sealed.removeprefix(_VERSION))
        except ValueError as error:
            raise _broken(place) from error
        return self.open_bytes(raw, place).decode()

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """The nonce and the sealed content."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """The content. Raises SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise _broken(place) from error

    def index(self, text: str, place: str) -> str:
        """What equal texts of the place have in common; hexadecimal, 64 characters."""
        return hmac.new(self._index_key, f"{place}\0{text}".encode(), sha256).hexdigest()


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sifa " + purpose).derive(secret)


def _broken(place: str) -> SealBroken:
    return SealBroken(f"a text in {place} cannot be opened with the key of this service")
