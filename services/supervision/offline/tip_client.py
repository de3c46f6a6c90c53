"""What a reporter's and a recipient's own program does with a tip: code, keys, sealing. It needs `cryptography` alone.

The code stays with the reporter, the recipient's private key with the recipient; neither is ever sent. A sealed text is
one fresh X25519 key, HKDF-SHA256 over the shared secret and both public keys, AES-256-GCM.
"""

from __future__ import annotations

import base64
import os
import secrets
from hashlib import scrypt

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's 32: five bits each.
CHARACTERS, GROUP = 20, 5
COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32, "maxmem": 2**26}
KEY_BYTES, NONCE_BYTES = 32, 12


def new_code() -> str:
    """A code of 100 bits, for example `7K2MD-0QX4V-…`."""
    letters = [secrets.choice(LETTERS) for _ in range(CHARACTERS)]
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, CHARACTERS, GROUP))


def locator_of(code: str) -> str:
    """What opens the mailbox; 64 hexadecimal digits."""
    return _derived(code, b"sifa tip locator").hex()


def reply_key_of(code: str) -> str:
    """Private key to which replies are sealed; 64 hexadecimal digits."""
    return _derived(code, b"sifa tip reply key").hex()


def new_key() -> str:
    """A recipient's private key."""
    key = X25519PrivateKey.generate()
    return key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()).hex()


def public_key_of(private: str) -> str:
    """The half that may be known."""
    return _raw(X25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key()).hex()


def seal(content: bytes, public: str) -> str:
    """Sealed to whoever holds the private half; base64url."""
    once, theirs = X25519PrivateKey.generate(), bytes.fromhex(public)
    mine, nonce = _raw(once.public_key()), os.urandom(NONCE_BYTES)
    shared = once.exchange(X25519PublicKey.from_public_bytes(theirs))
    sealed = AESGCM(_key(shared, mine + theirs)).encrypt(nonce, content, mine)
    return base64.urlsafe_b64encode(mine + nonce + sealed).decode()


def unseal(sealed: str, private: str) -> bytes:
    """What was sealed. Raises `cryptography.exceptions.InvalidTag` for another key or a changed text."""
    raw = base64.urlsafe_b64decode(sealed)
    theirs, nonce, rest = raw[:KEY_BYTES], raw[KEY_BYTES : KEY_BYTES + NONCE_BYTES], raw[KEY_BYTES + NONCE_BYTES :]
    mine = X25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    return AESGCM(_key(shared, theirs + _raw(mine.public_key()))).decrypt(nonce, rest, theirs)


def _derived(code: str, label: bytes) -> bytes:
    plain = code.upper().replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
    return scrypt(plain.encode(), salt=label, **COST)


def _key(shared: bytes, about: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sifa tip/v1" + about).derive(shared)


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
