"""Refuse secrets on the command line, where every user of the machine reads them with `ps`.

It must not repeat what it found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_KINDS = {
    "a database or broker address": re.compile(r"(?:postgres(?:ql)?|mysql|amqps?)(?:\+[a-z0-9]+)?://", re.IGNORECASE),
    "an address with a password": re.compile(r"[a-z][a-z0-9+.-]*://[^/\s@]*:[^/\s@]+@", re.IGNORECASE),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a token": re.compile(r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}", re.ASCII),
    "an API key": re.compile(r"\bsk_[a-z][a-z0-9_]*_[0-9a-f]{16}_[A-Za-z0-9_-]{20,}", re.ASCII),
}


def secret_kind(arguments: Iterable[str]) -> str | None:
    """What kind of secret stands in the arguments; None when there is none."""
    return next((kind for text in arguments for kind, shape in _KINDS.items() if shape.search(text)), None)
