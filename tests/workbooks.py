"""Workbooks as people save them, to be uploaded by tests. It must not assert anything."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook


def workbook_of(rows: Sequence[Sequence[object]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with one sheet of the rows, texts as texts; `change` does what somebody does to it before saving."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value not in (None, ""):
                cell = sheet.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    if change is not None:
        change(book)
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed, or added when it has none of the name."""
    told = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return told.getvalue()
