"""Detached signatures over what leaves the house, with the key of a service. It must not know what is signed.

`openssl dgst -sha256 -verify NAME.pub.pem -signature FILE.sig FILE` checks one without this code.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from chassis.auth.keys import load_private_key


def sign_detached(folder: Path, signer: str, content: bytes) -> bytes:
    """ECDSA on P-256 over the SHA-256 of the content, as DER. Raises KeyMissing."""
    return load_private_key(folder, signer).sign(content, ec.ECDSA(hashes.SHA256()))
