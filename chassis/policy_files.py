"""Read policy packs from TOML files and refuse bad ones, listing every fault.

It must not interpret values: what a key means is the service's business.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import tomllib
from pathlib import Path
from typing import Any

from chassis.kernel.policy import Pack, Parameter, PolicyBook
from chassis.manifest import ManifestError

_PACK_KEYS = {"id", "division", "status", "parameter"}
_PARAMETER_KEYS = {"key", "unit", "value", "citation", "from", "to"}


def read_book(folders: list[Path]) -> PolicyBook:
    """Every active pack below the folders. Raises ManifestError that lists every fault of every file."""
    packs, faults = [], []
    files = [
        file for folder in folders for file in sorted(folder.glob("*.toml")) if not file.name.endswith(".cases.toml")
    ]
    for file in files:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        found = _pack_faults(raw)
        faults += [f"{file.name}: {fault}" for fault in found]
        if not found and raw["status"] == "active":
            packs.append(_pack(raw))
    if faults:
        raise ManifestError("; ".join(faults))
    return PolicyBook(packs)


def canonical_sha256(raw: dict[str, Any]) -> str:
    """The same content has the same hash whatever the order of keys and the white space."""
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _pack(raw: dict[str, Any]) -> Pack:
    sha256 = canonical_sha256(raw)
    parameters = tuple(
        Parameter(
            key=row["key"], unit=row["unit"], value=row["value"], citation=row["citation"],
            from_date=row["from"], to_date=row.get("to"), pack=raw["id"], sha256=sha256,
        )
        for row in raw["parameter"]
    )  # fmt: skip
    return Pack(id=raw["id"], division=raw["division"], sha256=sha256, parameters=parameters)


def _pack_faults(raw: dict[str, Any]) -> list[str]:
    faults = [f"unknown key {key}" for key in sorted(set(raw) - _PACK_KEYS)]
    faults += [f"missing key {key}" for key in sorted(_PACK_KEYS - set(raw))]
    if raw.get("status") not in ("active", "draft"):
        faults.append("status must be active or draft")
    for row in raw.get("parameter", []):
        name = row.get("key", "?")
        faults += [f"{name}: unknown key {key}" for key in sorted(set(row) - _PARAMETER_KEYS)]
        faults += [f"{name}: missing {key}" for key in sorted(_PARAMETER_KEYS - {"to"} - set(row))]
        faults += [f"{name}: a float is not exact" for value in _leaves(row.get("value")) if isinstance(value, float)]
    return faults or _overlaps(raw.get("parameter", []))


def _leaves(value: object) -> list[object]:
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return [leaf for item in inner for leaf in _leaves(item)]
    return [value]


def _overlaps(rows: list[dict[str, Any]]) -> list[str]:
    """Two values for one day, or a hole between two values, are faults."""
    faults = []
    for key in sorted({row["key"] for row in rows}):
        dated = sorted((row for row in rows if row["key"] == key), key=lambda row: row["from"])
        for earlier, later in itertools.pairwise(dated):
            if earlier.get("to") != later["from"] - dt.timedelta(days=1):
                faults.append(f"{key}: {earlier['from']} must end the day before {later['from']}")
    return faults
