"""Texts that anybody can check offline against the service's public key (GO-12, GO-71). It must not sign."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping

Sign = Callable[[bytes], bytes]
PREFIX = "SIFA1"


def canonical(facts: Mapping[str, object]) -> str:
    """What is signed: canonical JSON, keys in order, no blanks (RFC 8785), so that equal facts are equal bytes."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signed_text(content: str, signature: bytes) -> str:
    """What `offline/verify_certificate.py` reads: prefix, content and signature, the latter two as base64url."""
    return f"{PREFIX}.{base64_text(content.encode())}.{base64_text(signature)}"


def base64_text(content: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
