"""Canonical JSON (RFC 8785), so that equal facts are equal bytes and can be signed. It must not write a fraction.

Whole numbers, texts, truth values, None, lists and objects alone: RFC 8785's form of fractions is that of ECMAScript,
and nothing that is signed here has one.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
from typing import Any

_MOST = 2**53 - 1


def canonical_json(value: Any) -> bytes:
    """The one way to write a value in UTF-8; dataclasses by field, enums by name, dates in ISO 8601, tuples as lists.

    Raises ValueError for a number beyond 2^53 or text that UTF-8 cannot say; TypeError for fractions and anything else.
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        # Keys in order of their UTF-16 code units, which is not that of their code points.
        return {key: _plain(value[key]) for key in sorted(value, key=lambda text: text.encode("utf-16-be"))}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else _single(value)


def _single(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, int) and abs(value) > _MOST:
        raise ValueError("a number beyond 2^53 has no one form")
    if value is None or isinstance(value, (str, bool, int)):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")
