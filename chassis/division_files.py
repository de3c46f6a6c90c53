"""Read the table of division codes from TOML. It must not add a code that the file does not hold."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from chassis.kernel.division import Division, DivisionTable

SHIPPED = Path(__file__).with_name("divisions.toml")


def read_divisions(file: Path = SHIPPED) -> DivisionTable:
    """Every row of the file. Raises KeyError for a missing key and ValueError for rows that cannot be right."""
    return DivisionTable(_division(row) for row in tomllib.loads(file.read_text(encoding="utf-8"))["division"])


def _division(row: dict[str, Any]) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        from_date=row["from"],
        abolished=row.get("abolished"),
        successors=tuple(row.get("successors", [])),
    )
