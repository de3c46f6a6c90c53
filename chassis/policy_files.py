"""Read policy packs from TOML files and refuse bad ones, listing every fault.

It must not interpret values: what a key means is the service's business.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.policy import Pack, Parameter, PolicyBook
from chassis.manifest import ManifestError, ServiceManifest
from chassis.settings import Settings
from chassis.toml_file import read_toml

_PACK_KEYS = {"id", "division", "status", "parameter"}
_PARAMETER_KEYS = {"key", "unit", "value", "citation", "from", "to"}


def policy_folders(manifest: ServiceManifest, settings: Settings) -> list[Path]:
    """Where a service's packs lie: its own folder, then the bureau's."""
    own = manifest.folder / "policies"
    return [own] if settings.policy_dir is None else [own, settings.policy_dir / manifest.name]


def read_book(folders: list[Path]) -> PolicyBook:
    """Every active pack below the folders. Raises ManifestError that lists every fault of every file."""
    packs, faults = [], []
    files = [
        file for folder in folders for file in sorted(folder.glob("*.toml")) if not file.name.endswith(".cases.toml")
    ]
    for file in files:
        try:
            raw = read_toml(file)
        except ManifestError as error:
            faults.append(str(error))
            continue
        found = _pack_faults(raw)
        faults += [f"{file.name}: {fault}" for fault in found]
        if not found and raw["status"] == "active":
            packs.append(_pack(raw))
    if faults:
        raise ManifestError("; ".join(faults))
    return PolicyBook(packs)


def pack_from_content(content: str, *, sha256: str | None = None) -> Pack:
    """Rebuild a pack from the content that was kept with a decision, to replay it.

    Raises ManifestError when the text is not a pack in canonical form, or has another hash than the recorded one.
    """
    if sha256 is not None and text_sha256(content) != sha256:
        raise ManifestError("the content of the policy pack does not have the recorded hash")
    try:
        raw = json.loads(content)
        for row in raw["parameter"]:
            row.update({name: dt.date.fromisoformat(row[name]) for name in ("from", "to") if name in row})
        faults = _pack_faults(raw) if canonical_json(raw) == content else ["not in canonical form"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(f"the content is no policy pack: {type(error).__name__}") from error
    if faults:
        raise ManifestError("; ".join(faults))
    return _pack(raw)


def canonical_json(raw: dict[str, Any]) -> str:
    """The same content is the same text whatever the order of keys and the white space; dates are ISO text."""
    return json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def text_sha256(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _pack(raw: dict[str, Any]) -> Pack:
    content = canonical_json(raw)
    sha256 = text_sha256(content)
    parameters = tuple(
        Parameter(
            key=row["key"], unit=row["unit"], value=row["value"], citation=row["citation"],
            from_date=row["from"], to_date=row.get("to"), pack=raw["id"], sha256=sha256,
        )
        for row in raw["parameter"]
    )  # fmt: skip
    return Pack(id=raw["id"], division=raw["division"], sha256=sha256, content=content, parameters=parameters)


def _pack_faults(raw: dict[str, Any]) -> list[str]:
    faults = [f"unknown key {key}" for key in sorted(set(raw) - _PACK_KEYS)]
    faults += [f"missing key {key}" for key in sorted(_PACK_KEYS - set(raw))]
    if raw.get("status") not in ("active", "draft"):
        faults.append("status must be active or draft")
    faults += [f"{key} must be a text" for key in ("id", "division") if not isinstance(raw.get(key, ""), str)]
    rows = raw.get("parameter", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return [*faults, "parameter must be a list of tables"]
    for row in rows:
        name = row.get("key", "?")
        faults += [f"{name}: unknown key {key}" for key in sorted(set(row) - _PARAMETER_KEYS)]
        faults += [f"{name}: missing {key}" for key in sorted(_PARAMETER_KEYS - {"to"} - set(row))]
        texts = [key for key in ("key", "unit", "citation") if not isinstance(row.get(key, ""), str)]
        faults += [f"{name}: {key} must be a text" for key in texts]
        faults += [f"{name}: {key} must be a date" for key in ("from", "to") if key in row and not _is_date(row[key])]
        faults += [f"{name}: {fault}" for fault in _value_faults(row.get("value"))]
    return faults or _overlaps(rows)


def _is_date(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _value_faults(value: object) -> list[str]:
    """What would not survive a replay, or would be read as another time limit than it says."""
    leaves = _leaves(value)
    faults = ["a float is not exact" for leaf in leaves if isinstance(leaf, float)]
    faults += ["a date inside a value must be text" for leaf in leaves if isinstance(leaf, (dt.date, dt.time))]
    return faults + _limit_faults(value)


def _limit_faults(value: object) -> list[str]:
    """A table with a count is a time limit, at any depth."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    faults = [fault for item in inner for fault in _limit_faults(item)]
    if isinstance(value, dict) and "count" in value and not _is_limit(value):
        bases = ", ".join(basis.name for basis in Basis)
        faults.append(f"a time limit is {{ count, basis }}: a whole number from 1, and one of {bases}")
    return faults


def _is_limit(value: dict[str, Any]) -> bool:
    if set(value) != {"count", "basis"} or type(value["count"]) is not int:
        return False
    try:
        Limit.of(value)
    except (KeyError, ValueError):
        return False
    return True


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
