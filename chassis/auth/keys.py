"""Key pairs of the issuer and of every service, and the secret of page tokens, as files of mode 0600.

It must not log or return a private key to anything but the signer.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

ISSUER = "identity"
# 32 random bytes hold fewer than 16 different ones once in more than 10^15 times.
LEAST_SECRET, LEAST_VARIETY = 32, 16
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


class KeyMissing(Exception):
    """A key that is needed is not there, or others can read it."""


def ensure_keys(folder: Path, names: list[str]) -> None:
    """Make what is missing: a pair on curve P-256 for each name and the secret of page tokens."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in names:
        if not _private(folder, name).exists():
            _make_pair(folder, name)
    if not _page_secret(folder).exists():
        _write(_page_secret(folder), secrets.token_bytes(32))


def load_private_key(folder: Path, name: str) -> ec.EllipticCurvePrivateKey:
    """The private key of a service or of the issuer. Raises KeyMissing, also when the file is readable by others."""
    file = _private(folder, name)
    if not file.exists():
        raise KeyMissing(f"no key of {name} in SIFA_KEYS_DIR; `sifa migrate {name}` makes one in the embedded profile")
    if file.stat().st_mode & 0o077:
        raise KeyMissing(f"the key of {name} in SIFA_KEYS_DIR is readable by others; set its mode to 0600")
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyMissing(f"the key of {name} is not on curve P-256")
    return key


def load_public_key(folder: Path, name: str) -> ec.EllipticCurvePublicKey | None:
    """The public key that verifies a token whose header names `name`; None when there is none."""
    if not _NAME.fullmatch(name) or not _public(folder, name).exists():
        return None
    key = serialization.load_pem_public_key(_public(folder, name).read_bytes())
    return key if isinstance(key, ec.EllipticCurvePublicKey) else None


def public_jwk(folder: Path, name: str) -> dict[str, str]:
    """The public key as a JSON Web Key (RFC 7517). Raises KeyMissing."""
    key = load_public_key(folder, name)
    if key is None:
        raise KeyMissing(f"no public key of {name} in SIFA_KEYS_DIR")
    numbers = key.public_numbers()
    x, y = (base64.urlsafe_b64encode(part.to_bytes(32)).rstrip(b"=").decode() for part in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": name, "alg": "ES256", "use": "sig"}


def load_page_secret(folder: Path) -> bytes:
    """The secret under which page tokens are signed.

    Raises KeyMissing, also when others can read the file or what it holds is too short or too plain to be a secret.
    """
    file = _page_secret(folder)
    if not file.exists():
        raise KeyMissing("no page-token secret in SIFA_KEYS_DIR")
    if file.stat().st_mode & 0o077:
        raise KeyMissing("the page-token secret in SIFA_KEYS_DIR is readable by others; set its mode to 0600")
    secret = file.read_bytes()
    if len(secret) < LEAST_SECRET or len(set(secret)) < LEAST_VARIETY:
        raise KeyMissing("the page-token secret in SIFA_KEYS_DIR is too weak; delete the file and run `sifa keys`")
    return secret


def _make_pair(folder: Path, name: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    _write(_public(folder, name), public)
    _write(_private(folder, name), private)


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)


def _private(folder: Path, name: str) -> Path:
    return folder / f"{name}.key.pem"


def _public(folder: Path, name: str) -> Path:
    return folder / f"{name}.pub.pem"


def _page_secret(folder: Path) -> Path:
    return folder / "page-token.secret"
