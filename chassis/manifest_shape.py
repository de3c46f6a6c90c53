"""What a manifest may hold: every key, its type, and nothing else.

It must not know what the values mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_TEXT, _TEXTS, _PORT, _FLAG = "a text", "a list of texts", "a number from 1 to 65535", "true or false"
_REQUIRED = {
    "name": _TEXT, "title": _TEXT, "proto_package": _TEXT, "http_prefix": _TEXT, "grpc_port": _PORT, "owners": _TEXTS,
}  # fmt: skip
_OPTIONAL = {"embedded_only": _FLAG}
_SCHEMA = {"min": _TEXT, "max": _TEXT}
_ROWS = {
    "emits": {"event": _TEXT, "flow": _TEXT},
    "listens": {"event": _TEXT, "source": _TEXT, "flow": _TEXT},
    "demo_account": {"account": _TEXT, "name": _TEXT, "roles": _TEXTS, "division": _TEXT},
}


_MAY_HOLD = {"emits": {"planned": _FLAG}}


def shape_faults(raw: Mapping[str, Any]) -> list[str]:
    """Everything that is not as it must be, each with its key; never the value."""
    known = {*_REQUIRED, *_OPTIONAL, *_ROWS, "schema"}
    faults = [f"unknown key {key}" for key in sorted(set(raw) - known)]
    faults += _fields(raw, _REQUIRED)
    faults += [f"{key} must be {kind}" for key, kind in _OPTIONAL.items() if key in raw and not _is(raw[key], kind)]
    faults += _table("schema", raw["schema"], _SCHEMA) if "schema" in raw else ["lacks schema"]
    for key, fields in _ROWS.items():
        rows = raw.get(key, [])
        if not isinstance(rows, list):
            faults.append(f"{key} must be a list of tables")
            continue
        for number, row in enumerate(rows, 1):
            faults += _table(f"{key} {number}", row, fields, _MAY_HOLD.get(key, {}))
    return faults


def _table(name: str, row: object, fields: Mapping[str, str], may: Mapping[str, str] | None = None) -> list[str]:
    if not isinstance(row, dict):
        return [f"{name} must be a table"]
    optional = {key: kind for key, kind in (may or {}).items() if key in row}
    unknown = [f"{name}: unknown key {key}" for key in sorted(set(row) - {*fields, *optional})]
    return [*unknown, *(f"{name}: {fault}" for fault in _fields(row, {**fields, **optional}))]


def _fields(row: Mapping[str, Any], fields: Mapping[str, str]) -> Iterator[str]:
    for key, kind in fields.items():
        if key not in row:
            yield f"lacks {key}"
        elif not _is(row[key], kind):
            yield f"{key} must be {kind}"


def _is(value: object, kind: str) -> bool:
    if kind == _FLAG:
        return isinstance(value, bool)
    if kind == _PORT:
        return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 65535
    if kind == _TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str)
