"""RELIABILITY C01 to C26 as files: what an uploaded table may hold, and what is said of it. It must not send them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chassis.kernel.table import MOST_ROWS
from tests.workbooks import workbook_of

LINES = 8


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a table; whatever needs quotes gets them."""

    def quoted(cell: str) -> str:
        return f'"{cell}"' if any(sign in cell for sign in ',\n"') else cell

    return "".join(",".join(map(quoted, row)) + "\n" for row in rows)


@dataclass(frozen=True, kw_only=True)
class Import:
    """One import: its table as cells, which of its columns holds what, how it is sent, and where faults are told.

    `amount` and `date` are empty for a table without such a column; `names` are the columns by heading.
    """

    where: str
    cells: list[list[str]]
    text: str
    amount: str
    date: str
    send: Callable[[bytes], Any]
    unique: bool = True
    form: str = "csv"
    names: Mapping[str, str] = field(default_factory=dict)

    def write(self, rows: list[list[str]]) -> bytes:
        """A file of the cells, in the form that is tried."""
        return workbook_of(rows) if self.form == "xlsx" else _csv(rows).encode()

    def changed(self, *changes: tuple[int, str, str]) -> bytes:
        """The table with other cells: row from 1, heading, value."""
        rows = [list(row) for row in self.cells]
        for row, heading, value in changes:
            rows[row][rows[0].index(heading)] = value
        return self.write(rows)

    def at(self, row: int, name: str) -> str:
        """Where a fault of the cell is told."""
        return f"{self.where}[{row}].{self.names[name]}"


def zipped(**members: bytes) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return told.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OTHER_KINDS = {
    "C07 a workbook with whatever is hidden or merged in it": zipped(**{"xl/workbook.xml": b"<workbook/>"}),
    "C09 a workbook that counts from 1904": zipped(**{"xl/workbook.xml": b'<workbookPr date1904="1"/>'}),
    "C15 a zip of zeros": zipped(a=b"\0" * 900_000),
    "C15 a thousand entries": zipped(**{f"n{place}": b"" for place in range(1_001)}),
    "C15 a zip in a zip": zipped(inner=zipped(a=b"\0" * 1_000)),
    "C16 an entity bomb in a workbook": zipped(**{"xl/sharedStrings.xml": BOMB}),
    "C17 macros": zipped(**{"xl/vbaProject.bin": b"\0"}),
    "C17 an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504,
    "C17 a PDF": b"%PDF-1.7\n1 0 obj",
    "C26 two sheets with data": zipped(**{"xl/worksheets/sheet1.xml": b"<x/>", "xl/worksheets/sheet2.xml": b"<x/>"}),
    "C02 UTF-16": "案号,金额\n".encode("utf-16"),
}
EITHER: dict[str, tuple[Callable[[Import], bytes], str]] = {
    "C08 a heading is missing": (lambda one: one.write([row[1:] for row in one.cells]), "HEADINGS"),
    "C08 a heading is another": (lambda one: one.changed((0, one.amount or one.text, "另一列")), "HEADINGS"),
    "C08 a heading comes twice": (lambda one: one.write([[*row, row[0]] for row in one.cells]), "HEADINGS"),
    "C08 a heading too many": (lambda one: one.write([[*row, "备注"] for row in one.cells]), "HEADINGS"),
    "C18 20,001 rows": (lambda one: one.write([one.cells[0], *[["x"]] * (MOST_ROWS + 1)]), "ROWS_LIMIT"),
}
WHOLE: dict[str, tuple[Callable[[Import], bytes], str]] = {
    "C02 bytes of no encoding": (lambda _: b"\x81\xff\xff", "ENCODING"),
    "C16 an entity bomb": (lambda _: BOMB, "HEADINGS"),
    "C18 16,384 columns": (lambda one: one.write([[*one.cells[0], *[""] * 16_384]]), "HEADINGS"),
    "C19 an open quote": (lambda one: one.write(one.cells) + b'"' + one.write(one.cells[1:]), "CSV_BROKEN"),
    "C20 a field of 131,073 characters": (lambda one: one.changed((2, one.text, "x" * 131_073)), "CSV_BROKEN"),
}
CELLS: dict[str, tuple[str, str, str]] = {
    "C03 a number in place of text": ("text", "1.10101E+17", "NOT_TEXT"),
    **{f"C05 formula {place}": ("text", value, "FORMULA")
       for place, value in enumerate(("=1+1", "=HYPERLINK(1)", "=cmd|'/c calc'!A1", "+1", "@SUM(A1)"))},
    **{f"C09 date {place}": ("date", value, "DATE")
       for place, value in enumerate(("44927", "2026.1.5", "2026-02-30", "2026/06/15"))},
    **{f"C10 amount {place}": ("amount", value, "AMOUNT")
       for place, value in enumerate(("1,200元", "１２００", "壹仟贰佰元整", "12.345", "-1400.00"))},
    **{f"C21 {name}": ("text", value, "SPACES") for name, value in (
        ("NBSP", "示\u00a0案"), ("zero width", "示案\u200b"), ("full-width space", "示案\u3000"),
        ("line break", "示\n案"),
    )},
}  # fmt: skip
GOOD: dict[str, Callable[[Import], bytes]] = {
    "C01 a mark before UTF-8": lambda one: _csv(one.cells).encode("utf-8-sig"),
    "C02 GB18030": lambda one: _csv(one.cells).encode("gb18030"),
    "C08 another order": lambda one: _csv([row[::-1] for row in one.cells]).encode(),
    "C08 another order in a workbook": lambda one: workbook_of([row[::-1] for row in one.cells]),
    "C17 a workbook": lambda one: workbook_of(one.cells),
}
