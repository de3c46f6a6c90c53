"""Take out of a text what must not be in a log: numbers that tell who somebody is, and secrets.

It must not be the reason to log such things: it is the last belt, and it knows shapes, not names or addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MASK = "***"
_SECRET_FIELD = r"password|passwd|passphrase|pwd|secret|token|api[-_]?key|authorization|cookie"  # noqa: S105 - names
_QUOTED_OR_WORD = r"""(?:"[^"]*"|'[^']*'|[^\s,;&]+)"""
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    # NOTE: greedy up to the last @, because a password may hold one that nobody has escaped.
    (re.compile(r"(://[^\s/:@]*):\S*@"), rf"\1:{MASK}@"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*", re.ASCII), MASK),
    (re.compile(r"\bsk_[\w-]{8,}", re.ASCII), MASK),
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", re.ASCII | re.IGNORECASE), rf"\1 {MASK}"),
    (re.compile(rf"\b((?:{_SECRET_FIELD})[\"']?\s*[=:]\s*){_QUOTED_OR_WORD}", re.IGNORECASE), rf"\1{MASK}"),
    (re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])"), MASK),
    (re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9A-Za-z])"), MASK),
    (re.compile(r"\b[\w.%+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b", re.ASCII), rf"{MASK}@\1"),
)  # fmt: skip
_SECRET_NAME = re.compile(rf"(?:.*[_-])?(?:{_SECRET_FIELD}|identity_number|id_number|phone|mobile)", re.IGNORECASE)


def mask_text(text: str) -> str:
    """The text without identity numbers, mobile numbers, mail accounts, tokens, keys and passwords."""
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


def mask_value(value: Any) -> Any:
    """Any value with everything masked in it; what is no plain value becomes the masked text of it."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        return value if mask_text(str(value)) == str(value) else MASK
    if isinstance(value, Mapping):
        return {mask_text(str(name)): _mask_named(str(name), inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [mask_value(inner) for inner in value]
    if isinstance(value, (bytes, bytearray)):
        return mask_text(value.decode(errors="replace"))
    return mask_text(str(value))


def _mask_named(name: str, value: Any) -> Any:
    """A field that is called after a secret says nothing, whatever it holds."""
    return MASK if _SECRET_NAME.fullmatch(name) else mask_value(value)
