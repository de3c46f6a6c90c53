"""Uploaded workbooks: read as they are seen, every bad cell named by its address, nothing unpacked without bounds."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from chassis.kernel.errors import InvalidFields
from chassis.kernel.table import MOST_ROWS, CellKind, Column
from chassis.table_file import read_table
from chassis.workbook import MOST_BYTES
from tests.workbooks import with_part, workbook_of

COLUMNS = (
    Column(heading="案号", name="number", key=True),
    Column(heading="日期", name="date", kind=CellKind.DATE, required=False),
    Column(heading="金额", name="amount", kind=CellKind.AMOUNT),
)
HEAD = ["案号", "日期", "金额"]
DAY = dt.date(2026, 6, 15)
GOOD = [{"number": "示案1号", "date": DAY, "amount": 140000}]
ROWS = [HEAD, ["示案1号", "2026-06-15", "1400.00"]]
SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"


def read(content: bytes) -> list[dict[str, Any]]:
    return list(map(dict, read_table(content, COLUMNS, field="paper")))


def told(content: bytes) -> InvalidFields:
    with pytest.raises(InvalidFields) as refused:
        read(content)
    return refused.value


def faults(content: bytes) -> dict[str, str]:
    return {one.field: one.reason for one in told(content).violations}


@pytest.mark.parametrize("row", [ROWS[1], ["示案1号", DAY, 1400], ["示案1号", dt.datetime(2026, 6, 15), 1400.0]])  # noqa: DTZ001
def test_texts_days_and_amounts_are_read_as_they_are_meant(row: list[object]) -> None:
    assert read(workbook_of([HEAD, row])) == GOOD


def count_from_1904(book: Any) -> None:
    book.epoch = CALENDAR_MAC_1904


def format_far_cell(book: Any) -> None:
    book.worksheets[0]["H40"].number_format = "0.00"
    book.create_sheet("空表", 0)


@pytest.mark.parametrize("change", [count_from_1904, format_far_cell])
def test_the_epoch_and_cells_that_are_only_formatted_change_nothing(change: Callable[[Any], None]) -> None:
    assert read(workbook_of([HEAD, ["示案1号", DAY, 1400]], change)) == GOOD


CELLS: dict[str, tuple[list[object], str, str]] = {
    "C03 a long number": ([990102198506150019, None, 1], "A2", "NOT_TEXT"),
    "C04 leading zeros lost": ([7, None, 1], "A2", "NOT_TEXT"),
    "C05 a formula as text": (["=HYPERLINK(1)", None, 1], "A2", "FORMULA"),
    "C09 a serial number": (["甲", 44927, 1], "B2", "DATE"),
    "C09 a day as text": (["甲", "2026.1.5", 1], "B2", "DATE"),
    "C09 a time of day": (["甲", dt.datetime(2026, 6, 15, 9), 1], "B2", "DATE"),  # noqa: DTZ001
    "C09 a day in place of text": ([DAY, None, 1], "A2", "NOT_TEXT"),
    "C10 three decimals": (["甲", None, 12.345], "C2", "AMOUNT"),
    "C10 a day in place of an amount": (["甲", None, DAY], "C2", "AMOUNT"),
    "C10 below nothing": (["甲", None, -5], "C2", "AMOUNT"),
    "C10 a truth": (["甲", None, True], "C2", "NOT_TEXT"),
    "C11 a total": (["合计", None, 1400], "A2", "TOTAL_ROW"),
}
NAMES = {"A": "number", "B": "date", "C": "amount"}


@pytest.mark.parametrize("row", list(CELLS))
def test_a_cell_that_could_be_taken_for_another_is_named_by_its_address(row: str) -> None:
    cells, address, reason = CELLS[row]
    content = workbook_of([HEAD, cells])
    assert faults(content) == {f"paper[1].{NAMES[address[0]]}": reason}
    assert told(content).violations[0].description.startswith(f"{address}单元格，")


@pytest.mark.parametrize(("cell", "reason"), [
    (b'<c r="C2"><f>700*2</f><v>1400</v></c>', "FORMULA"),
    (b'<c r="C2"><f t="array" ref="C2">700*2</f><v>1400</v></c>', "FORMULA"),
    (b'<c r="C2" t="e"><v>#DIV/0!</v></c>', "NOT_TEXT"),
])  # fmt: skip
def test_a_cached_value_does_not_stand_for_its_formula(cell: bytes, reason: str) -> None:
    good = workbook_of([HEAD, ["示案1号", None, 1400]])
    content = with_part(good, SHEET, lambda xml: xml.replace(b'<c r="C2" t="n"><v>1400</v></c>', cell))
    assert faults(content) == {"paper[1].amount": reason}


def hide_row(book: Any) -> None:
    book.worksheets[0].row_dimensions[2].hidden = True


def hide_column(book: Any) -> None:
    book.worksheets[0].column_dimensions["B"].hidden = True


def hide_sheet(book: Any) -> None:
    book.create_sheet("旧").sheet_state = "veryHidden"


def filter_rows(book: Any) -> None:
    book.worksheets[0].auto_filter.ref = "A1:C2"


def merge(book: Any) -> None:
    book.worksheets[0].merge_cells("A2:B2")


def add_sheet(book: Any) -> None:
    book.create_sheet("二月", 0)["A1"] = 0


@pytest.mark.parametrize(("change", "reason", "place"), [
    (hide_row, "CELLS_HIDDEN", "第2行"), (hide_column, "CELLS_HIDDEN", "B列"),
    (hide_sheet, "CELLS_HIDDEN", "第2张工作表"), (filter_rows, "CELLS_HIDDEN", "筛选A1:C2"),
    (merge, "CELLS_MERGED", "A2:B2"), (add_sheet, "SHEETS_AMBIGUOUS", "2张工作表"),
])  # fmt: skip
def test_what_is_not_seen_is_listed(change: Callable[[Any], None], reason: str, place: str) -> None:
    content = workbook_of(ROWS, change)
    assert faults(content) == {"paper": reason}
    assert place in told(content).violations[0].description


def test_a_row_without_height_is_hidden() -> None:
    flat = with_part(workbook_of(ROWS), SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="2" ht="0"'))
    assert faults(flat) == {"paper": "CELLS_HIDDEN"}


def format_last_cell(book: Any) -> None:
    book.worksheets[0]["XFD1048576"].number_format = "0.00"


def test_far_cells_and_many_rows_are_refused_before_they_are_walked() -> None:
    assert faults(workbook_of(ROWS, format_last_cell)) == {"paper": "ROWS_LIMIT"}
    rows = b"".join(b'<row r="%d" s="1"/>' % place for place in range(1, MOST_ROWS + 3))
    many = with_part(workbook_of(ROWS), SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + rows))
    assert faults(many) == {"paper": "ROWS_LIMIT"}


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
EBCDIC = b'<?xml version="1.0" encoding="cp037"?>'


@pytest.mark.parametrize("change", [
    lambda xml: DOCTYPE + xml,
    lambda xml: EBCDIC + (DOCTYPE + xml).decode().encode("cp037", "replace"),
    lambda xml: (DOCTYPE + xml).decode().encode("utf-16"),
], ids=["plain", "EBCDIC", "UTF-16"])  # fmt: skip
def test_no_entity_reaches_a_parser(change: Callable[[bytes], bytes]) -> None:
    assert faults(with_part(workbook_of(ROWS), SHEET, change)) == {"paper": "FILE_UNSAFE"}


def test_a_bomb_an_inner_archive_and_a_link_are_refused() -> None:
    good = workbook_of(ROWS)
    for name, data in (("a.bin", b"\0" * (MOST_BYTES + 1)), ("a.bin", good), ("xl/externalLinks/a.xml", b"<a/>")):
        assert faults(with_part(good, name, lambda _, data=data: data)) == {"paper": "FILE_UNSAFE"}  # type: ignore[misc]


def test_a_directory_that_lies_about_a_size_unpacks_no_more_than_it_says() -> None:
    content = bytearray(with_part(workbook_of(ROWS), "a.bin", lambda _: b"\0" * (MOST_BYTES * 2)))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.rindex(mark)
        content[place + at : place + at + 4] = struct.pack("<I", 10)
    assert faults(bytes(content)) == {"paper": "FILE_KIND"}


@pytest.mark.parametrize("change", [
    lambda book: with_part(book, "xl/vbaProject.bin", lambda _: b"x"),
    lambda book: with_part(book, TYPES, lambda xml: xml.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")),
    lambda book: with_part(book, TYPES, lambda _: b"<Types/>"),
    lambda book: with_part(book, SHEET, lambda xml: xml[:-20]),
    lambda book: with_part(book, "xl/workbook.xml", lambda _: b"<workbook/>"),
    lambda book: book[:-40],
    lambda book: book[:200],
], ids=["macros", "type of macros", "no workbook", "torn sheet", "no sheets", "torn end", "torn"])  # fmt: skip
def test_another_or_a_broken_archive_is_refused(change: Callable[[bytes], bytes]) -> None:
    assert faults(change(workbook_of(ROWS))) == {"paper": "FILE_KIND"}


def test_no_fault_tells_what_a_cell_held() -> None:
    refusal = told(workbook_of([HEAD, [13800138000, "张某某", "=SECRET()"]]))
    said = refusal.message + "".join(one.description for one in refusal.violations)
    assert not any(secret in said for secret in ("13800138000", "张某某", "SECRET"))


@given(st.binary(max_size=200))
def test_no_bytes_behind_the_mark_of_a_zip_are_taken(content: bytes) -> None:
    assert faults(b"PK\x03\x04" + content) == {"paper": "FILE_KIND"}


@given(st.integers(min_value=0, max_value=2**31), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(place: int, damage: bytes) -> None:
    content = bytearray(workbook_of(ROWS))
    at = place % len(content)
    content[at : at + len(damage)] = damage
    with suppress(InvalidFields):
        assert len(read(bytes(content))) <= 1


def test_both_forms_say_the_same() -> None:
    text = "\n".join(map(",".join, ROWS)).encode()
    assert (read(workbook_of(ROWS)), read(text)) == (GOOD, GOOD)


# What may stand in the heads of a zip (APPNOTE 4.3.7, 4.3.12, 4.3.16), and what zipfile raises then.
CONTENTS, PART, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
ODD_HEADS: dict[str, tuple[bytes, int, bytes, type[Exception]]] = {
    "a zip version of later days": (CONTENTS, 6, b"\x63\x00", NotImplementedError),
    "a compression of later days": (CONTENTS, 10, b"\x63\x00", NotImplementedError),
    "a part under a password": (CONTENTS, 8, b"\x01\x00", RuntimeError),
    "a part cut short": (PART, 28, b"\xff\xff", EOFError),
    "contents before the beginning": (END, 16, b"\xff\xff\xff\x7f", ValueError),
}  # fmt: skip


@pytest.mark.parametrize("case", ODD_HEADS)
def test_what_zipfile_cannot_unpack_is_no_workbook(case: str) -> None:
    content = bytearray(workbook_of(ROWS))
    head, offset, said, raised = ODD_HEADS[case]
    at = content.rindex(head) + offset
    content[at : at + len(said)] = said
    with pytest.raises(raised), zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.testzip()
    assert faults(bytes(content)) == {"paper": "FILE_KIND"}
