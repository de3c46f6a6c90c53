"""Find every object of a class, and every text, inside generated data. It must not judge them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def every(kind: type[T], value: Any) -> Iterator[T]:
    """All values of the class in the tree, the root included."""
    if isinstance(value, kind):
        yield value
    for part in _parts(value):
        yield from every(kind, part)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, tuple):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    return []


def named(value: Any, field: str) -> list[Any]:
    """What the field of that name holds, wherever it occurs."""
    found = [getattr(value, field)] if not isinstance(value, tuple) and hasattr(value, field) else []
    return found + [one for part in _parts(value) for one in named(part, field)]
