"""Cells of tables that people open in a spreadsheet. It must not write a file."""

from __future__ import annotations

import re

# What a spreadsheet would run instead of showing it, wherever a cell begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def harmless(cell: str) -> str:
    """The cell as it may be written: text that would run as a formula behind an apostrophe, numbers as they are."""
    return f"'{cell}" if cell.startswith(FORMULA) and not _NUMBER.fullmatch(cell) else cell
