"""Turn dataclasses, enums, dates and tuples into plain JSON values and back, compiled once per type.

It must not guess: a type it does not know is refused when it is compiled, and an unknown key is an error.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from chassis.mapping import MappingError, optional_of

D = TypeVar("D")
Convert = Callable[[Any], Any]
_PLAIN = (str, int, bool)


def to_json(hint: Any) -> Convert:
    """Compile value → JSON. Enums become their names, dates and instants ISO 8601, tuples lists."""
    hint, optional = optional_of(hint)
    convert = _writer(hint)
    return (lambda value: None if value is None else convert(value)) if optional else convert


def from_json(hint: Any) -> Convert:
    """Compile JSON → value, the inverse of `to_json`."""
    hint, optional = optional_of(hint)
    convert = _reader(hint)
    return (lambda value: None if value is None else convert(value)) if optional else convert


def _writer(hint: Any) -> Convert:
    if hint in _PLAIN:
        return lambda value: value
    if hint in (dt.date, dt.datetime):
        return lambda value: value.isoformat()
    if typing.get_origin(hint) is tuple:
        item = to_json(typing.get_args(hint)[0])
        return lambda value: [item(one) for one in value]
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return lambda value: value.name
    if dataclasses.is_dataclass(hint):
        parts = [(name, to_json(inner)) for name, inner in _hints(hint)]
        return lambda value: {name: convert(getattr(value, name)) for name, convert in parts}
    raise MappingError(f"{hint} has no JSON form")


def _reader(hint: Any) -> Convert:
    if hint in _PLAIN:
        return lambda value: value
    if hint in (dt.date, dt.datetime):
        return typing.cast("Convert", hint.fromisoformat)
    if typing.get_origin(hint) is tuple:
        item = from_json(typing.get_args(hint)[0])
        return lambda value: tuple(item(one) for one in value)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint.__members__.__getitem__
    if dataclasses.is_dataclass(hint):
        kind = typing.cast("type[Any]", hint)
        parts = {name: from_json(inner) for name, inner in _hints(hint)}
        return lambda value: kind(**{name: parts[name](one) for name, one in value.items()})
    raise MappingError(f"{hint} has no JSON form")


def _hints(kind: Any) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(kind)]
