"""Copy between domain dataclasses and table rows by column name, compiled once per pair.

A nested dataclass lies in a JSON column of its name or in columns that carry its field's name as prefix; a tuple lies
in a JSON column.
It must not guess: a field without a column is refused when the pair is compiled.
"""

from __future__ import annotations

import dataclasses
import enum
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from chassis.json_values import from_json, to_json
from chassis.mapping import MappingError, optional_of

D = TypeVar("D")
Read = Callable[[Any], Any]
Write = Callable[[Any, dict[str, Any]], None]


def to_values(domain: type[D], table: sa.Table, *, left_out: tuple[str, ...] = ()) -> Callable[[D], dict[str, Any]]:
    """Compile domain → column values. `left_out` names fields that live elsewhere."""
    writers = _compile(domain, table, "", left_out)

    def convert(value: D) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for name, _, writer in writers:
            writer(getattr(value, name), row)
        return row

    return convert


def from_row(domain: type[D], table: sa.Table, *, left_out: tuple[str, ...] = ()) -> Callable[..., D]:
    """Compile row → domain. Fields named in `left_out` are given as keywords by the caller."""
    readers = _compile(domain, table, "", left_out)

    def convert(row: Any, **given: Any) -> D:
        return domain(**{name: reader(row) for name, reader, _ in readers}, **given)

    return convert


def _compile(
    domain: type, table: sa.Table, prefix: str, left_out: tuple[str, ...] = ()
) -> list[tuple[str, Read, Write]]:
    hints = typing.get_type_hints(domain)
    fields = [field.name for field in dataclasses.fields(domain) if field.name not in left_out]
    return [(name, *_pair(hints[name], table, prefix + name)) for name in fields]


def _pair(hint: Any, table: sa.Table, column: str) -> tuple[Read, Write]:
    declared = hint
    hint, _ = optional_of(hint)
    if dataclasses.is_dataclass(hint) and column not in table.c:
        return _nested(typing.cast("type", hint), table, column)
    if column not in table.c:
        raise MappingError(f"table {table.name} has no column {column}")
    if dataclasses.is_dataclass(hint) or typing.get_origin(hint) is tuple:
        return _as_json(declared, column)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        members: Mapping[str, enum.Enum] = hint.__members__

        def read_enum(row: Any) -> Any:
            stored = getattr(row, column)
            return None if stored is None else members[stored]

        return read_enum, lambda value, row: row.__setitem__(column, None if value is None else value.name)
    return lambda row: getattr(row, column), lambda value, row: row.__setitem__(column, value)


def _nested(hint: type, table: sa.Table, column: str) -> tuple[Read, Write]:
    inner = _compile(hint, table, f"{column}_")

    def write(value: Any, row: dict[str, Any]) -> None:
        for name, _, writer in inner:
            writer(getattr(value, name), row)

    return lambda row: hint(**{name: reader(row) for name, reader, _ in inner}), write


def _as_json(hint: Any, column: str) -> tuple[Read, Write]:
    """A tuple or a nested dataclass in one JSON column."""
    read, write = from_json(hint), to_json(hint)
    return lambda row: read(getattr(row, column)), lambda value, row: row.__setitem__(column, write(value))
