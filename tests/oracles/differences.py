"""Declared differences between Envoy and the gateway: `data/differences.toml`. It must not excuse an accident."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One decision: what becomes of each of its cases in the gateway and in Envoy (`verdicts`), and why."""

    id: str
    envoy: str
    gateway: str
    why: str
    cases: list[str]
    verdicts: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherStatus:
    """A gRPC code that becomes one HTTP status here and another there, and why."""

    code: str
    gateway: int
    envoy: int
    why: str


def _read() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((Path(__file__).parent / "data" / "differences.toml").read_text(encoding="utf-8"))


def declared_differences() -> list[Difference]:
    """All of them, in the order of the file."""
    rows = _read()["difference"]
    return [Difference(**{**row, "verdicts": tuple(row.get("verdicts", ("4xx", "taken")))}) for row in rows]


def other_statuses() -> dict[str, OtherStatus]:
    """By the code's name."""
    return {row["code"]: OtherStatus(**row) for row in _read()["status"]}
