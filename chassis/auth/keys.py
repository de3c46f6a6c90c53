"""Key pairs and sealing secrets of every service, and the secret of page tokens, as files of mode 0600.

It must not log or return a private key to anything but the signer.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from chassis.auth.seal import Seal

ISSUER = "identity"
# 32 random bytes hold fewer than 16 different ones once in more than 10^15 times.
LEAST_SECRET, LEAST_VARIETY = 32, 16
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


class KeyMissing(Exception):
    """A key that is needed is not there, or others can read it."""


def ensure_keys(folder: Path, names: list[str]) -> None:
    """Make what is missing: a pair on curve P-256 and a sealing secret for each name, and the secret of page tokens."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in names:
        if not _private(folder, name).exists():
            _make_pair(folder, name)
        if not _seal_secret(folder, name).exists():
            _write(_seal_secret(folder, name), secrets.token_bytes(32))
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
    return _load_secret(_page_secret(folder), "the page-token secret", "delete the file and run `sifa keys`")


def load_seal(folder: Path, name: str) -> Seal:
    """What the service seals with. Raises KeyMissing as `load_page_secret` does."""
    remedy = "bring the right file back: what was sealed opens with no other"
    return Seal(_load_secret(_seal_secret(folder, name), f"the sealing secret of {name}", remedy))


def load_next_seal(folder: Path, name: str) -> Seal:
    """What the service is to be sealed with next; its secret is made at the first call. Raises KeyMissing."""
    if not _next_seal(folder, name).exists():
        _write(_next_seal(folder, name), secrets.token_bytes(32))
    return Seal(_load_secret(_next_seal(folder, name), f"the next sealing secret of {name}", "delete it"))


def adopt_next_seal(folder: Path, name: str) -> Path:
    """Put the next secret in the place of the present one; the file in which the former one stays.

    Killed in the middle, it is called again: the former secret has its second name before the first one is given away.
    """
    present = _seal_secret(folder, name)
    former = present.with_suffix(f".{sha256(present.read_bytes()).hexdigest()[:8]}.former")
    with suppress(FileExistsError):
        former.hardlink_to(present)
    _next_seal(folder, name).replace(present)
    return former


def _load_secret(file: Path, what: str, remedy: str) -> bytes:
    if not file.exists():
        raise KeyMissing(f"{what} is not in SIFA_KEYS_DIR; `sifa keys` makes one, or bring the old one back")
    if file.stat().st_mode & 0o077:
        raise KeyMissing(f"{what} in SIFA_KEYS_DIR is readable by others; set its mode to 0600")
    secret = file.read_bytes()
    if len(secret) < LEAST_SECRET or len(set(secret)) < LEAST_VARIETY:
        raise KeyMissing(f"{what} in SIFA_KEYS_DIR is too weak; {remedy}")
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


def _next_seal(folder: Path, name: str) -> Path:
    return folder / f"{name}.seal.secret.next"


def _seal_secret(folder: Path, name: str) -> Path:
    return folder / f"{name}.seal.secret"
