"""Read the catalogue of bad input: rows, their values one by one, and the names in << >> that stand for something.

It must not send anything.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SECRET = "玄戈机密甲乙"
LONG_ENOUGH = 14
_NAME = re.compile(r"<<(\w+)>>")
FILL: Mapping[str, str] = {
    "secret": SECRET,
    "deep": "[" * 10_000 + "]" * 10_000,
    "digits": "9" * 5_000,
    "empties": json.dumps([""] * 50_000),
    "numbers": json.dumps([1] * 80_000),
    "controls": json.dumps(["\0"] * 25_000),
    "hex5mb": "0a" * 5_000_000,
    "kib20": "k" * 20_000,
    "kib100": "k" * 100_000,
    "long": "k" * 300,
    "mib10": " " * 10_000_000,
    # An application (field 1) that holds nothing but opponents (field 20), each of them empty.
    "many_opponents": (b"\x0a" + bytes.fromhex("e0c65b") + b"\xa2\x01\x00" * 500_000).hex(),
    "name200": "王" * 200,
    # Groups that nobody declared, one in the other.
    "nested150": (b"\x0b" * 150 + b"\x0c" * 150).hex(),
    "papers900": json.dumps([{"kind": 0, "pages": -1}] * 900),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One input and what must come of it. `given` holds the keys of the file that say how it is sent."""

    id: str
    surface: str
    input: str
    must_not: str
    each: str | None
    expect: Mapping[str, Any]
    accepted: Mapping[str, Any] | None
    given: Mapping[str, Any] = field(repr=False)

    @property
    def secrets(self) -> list[str]:
        """Texts that nobody may see again: the planted one, and a value that can be recognised and is no address."""
        own = _plain(self.each or "")
        recognised = len(own) >= LONG_ENOUGH and "/" not in own and self.accepted is None
        return [SECRET, own] if recognised else [SECRET]


def read_rows(surface: str) -> list[Row]:
    """Every row of every file of the surface, once for each of its values."""
    found: list[Row] = []
    for file in sorted(HERE.glob(f"{surface}*.toml")):
        for given in tomllib.loads(file.read_text(encoding="utf-8"))["row"]:
            values = given.get("each", [None])
            found += [_row(surface, given, value, place) for place, value in enumerate(values)]
    return found


def _row(surface: str, given: dict[str, Any], each: str | None, place: int) -> Row:
    rest = {key: value for key, value in given.items() if key not in ("id", "input", "must_not", "each")}
    filled = fill(rest, {"each": each}) if each is not None else rest
    return Row(
        id=f"{given['id']} {given['input']}" + (f" {place + 1}" if each is not None else ""), surface=surface,
        input=given["input"], must_not=given["must_not"], each=each, expect=filled.pop("expect", {}),
        accepted=filled.pop("accepted", None), given=filled,
    )  # fmt: skip


def fill(value: Any, names: Mapping[str, Any]) -> Any:
    """The value with every << >> that is among the names replaced, at any depth."""
    if isinstance(value, dict):
        return {key: fill(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, names) for item in value]
    if not isinstance(value, str):
        return value
    return _NAME.sub(lambda found: str(names.get(found[1], found[0])), value)


def changed(sound: Mapping[str, Any], changes: Mapping[str, str]) -> str:
    """The sound request as JSON text in which raw JSON stands at the given paths."""
    tree = json.loads(json.dumps(sound))
    for number, path in enumerate(changes):
        *above, last = path.split(".")
        below = tree
        for part in above:
            below = below.setdefault(part, {})
        below[last] = f"@@{number}@@"
    text = json.dumps(tree, ensure_ascii=False)
    for number, raw in enumerate(changes.values()):
        text = text.replace(f'"@@{number}@@"', raw)
    return text


def _plain(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, str) else text
