"""Read a table that a person uploaded, CSV or xlsx by what the file holds. It must not look at a file name."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.kernel.csv_table import read_csv
from chassis.kernel.table import Column, Value
from chassis.workbook import START, read_workbook


def read_table(content: bytes, columns: Sequence[Column], *, field: str) -> list[dict[str, Value]]:
    """The rows by column name. Raises InvalidFields that names every bad cell."""
    return (read_workbook if content.startswith(START) else read_csv)(content, columns, field=field)
