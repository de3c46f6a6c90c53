"""Write a table as an xlsx file that people fill in and send back. It must not write a number or a formula.

Whatever is written reads again with `workbook.read_workbook`: one sheet, headings in its first row, text alone. What
stands around a printed form is the head and the foot of the page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

_WIDTH = 24


def write_workbook(lines: Sequence[Sequence[str]], *, head: str = "", foot: str = "") -> bytes:
    """The lines, each cell as text, an empty one left out; `head` and `foot` stand on every printed page."""
    # NOTE: imported here, because most processes never write a workbook and all would hold the library.
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    sheet: Any = book.worksheets[0]
    for row, cells in enumerate(lines, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                cell = sheet.cell(row, column)
                cell.value, cell.data_type, cell.number_format = text, "s", "@"
    for column in range(1, len(lines[0]) + 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = _WIDTH
    for place, text in ((sheet.oddHeader, head), (sheet.oddFooter, foot)):
        if text:
            # NOTE: an ampersand begins a command there, and an empty text makes a page that nobody reads again.
            place.center.text = text.replace("&", "＆")
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()
