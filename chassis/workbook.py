"""Read an xlsx file that a person uploaded: the only sheet with data, as it is seen (RELIABILITY C03 to C26).

It must not compute, fetch or unpack without bounds: formulas are refused, and openpyxl sees checked parts alone.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.table import MOST_PLACES, MOST_ROWS, Cell, CellKind, Column, OddCell, Value, rows_of, whole

START = b"PK\x03\x04"
MOST_ENTRIES, MOST_BYTES, MOST_CELLS, MOST_COLUMNS = 1_000, 32 << 20, 400_000, 200
# What zipfile and zlib raise for bytes that are no workbook, each seen by a test: NotImplementedError for a zip version
# or a compression of later days, RuntimeError for a part under a password, EOFError for one cut short, ValueError for
# contents before the beginning. Anything else is a fault of ours.
NOT_A_WORKBOOK = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")
_READABLE = frozenset({b"utf-8", b"us-ascii"})
_NOT_TEXT = "是数字或者日期而不是文本，前导零和长号码的位数可能已丢失，请将该列设为文本后重新填写"


def read_workbook(content: bytes, columns: Sequence[Column], *, field: str) -> list[dict[str, Value]]:
    """The rows by column name. Raises InvalidFields as `rows_of` does, with addresses, and for the whole."""
    sheet = _sheet(_book(_checked(content, field), field), field)
    lines = [[_cell(one) for one in row] for row in sheet.iter_rows()]
    while lines and not any(lines[-1]):
        lines.pop()
    width = max((place for place, cell in enumerate(lines[0] if lines else [], start=1) if cell), default=0)
    shown = [_cut(line, width) for line in lines]
    return rows_of(shown, columns, field, lambda row, place: f"{sheet.cell(row + 1, place + 1).coordinate}单元格，")


def _cut(line: list[Cell], width: int) -> list[Cell]:
    """As wide as the headings, unless something stands beside them; nothing when the row is blank."""
    beyond = max((place for place, cell in enumerate(line, start=1) if cell), default=0)
    return line[: max(width, beyond)] if beyond else []


def _checked(content: bytes, field: str) -> bytes:
    """The parts of a workbook, packed anew after each was unpacked within bounds and looked at (C15, C16, C17)."""
    told = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(told, "w") as kept:
            entries = archive.infolist()
            _check_kind(archive, field)
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise whole(field, "FILE_UNSAFE", "解压后过大或者所含文件过多，请另存为只含数据的xlsx或者CSV")
            for entry in entries:
                kept.writestr(entry.filename, _part(archive, entry, field))
    except NOT_A_WORKBOOK:
        raise whole(field, "FILE_KIND", "文件已损坏或者不是未加密的xlsx，请另存为xlsx或者UTF-8编码的CSV") from None
    return told.getvalue()


def _check_kind(archive: zipfile.ZipFile, field: str) -> None:
    names = set(archive.namelist())
    types = _read(archive, archive.getinfo(_TYPES)) if _TYPES in names else b""
    if _MAIN not in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise whole(field, "FILE_KIND", "文件不是xlsx工作簿或者含有宏，请另存为xlsx或者UTF-8编码的CSV后重新上传")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, field: str) -> bytes:
    data = _read(archive, entry)
    said = _ENCODING.match(data)
    encoding = said[1].lower() if said else b"utf-8"
    # NOTE: openpyxl reads sheets with a parser that resolves entities, and expat knows encodings that hide a DOCTYPE.
    hides = entry.filename.endswith((".xml", ".rels")) and (b"\0" in data or encoding not in _READABLE)
    if hides or b"<!DOCTYPE" in data or b"<!ENTITY" in data or data.startswith(START):
        raise whole(field, "FILE_UNSAFE", "文件含有实体声明或者内嵌压缩包，请另存为只含数据的xlsx或者CSV")
    if "externalLinks/" in entry.filename:
        raise whole(field, "FILE_UNSAFE", "工作簿引用了其他文件，请断开链接、粘贴为数值后重新上传")
    if data.count(b"<row") > MOST_ROWS + 1 or data.count(b"<c ") > MOST_CELLS:
        raise whole(field, "ROWS_LIMIT", f"超过{MOST_ROWS}行或者空单元格过多，请删除多余的行列后分批导入")
    return data


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """At most what the directory says it holds, and never more than everything may."""
    with archive.open(entry) as part:
        return part.read(min(entry.file_size, MOST_BYTES) + 1)


def _book(content: bytes, field: str) -> Any:
    # NOTE: imported here, because most processes never read a workbook and all would hold the library.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book: Any = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:  # noqa: BLE001 - the library raises whatever its parts raise at a broken file
        book = None
    if book is None or not book.worksheets:
        raise whole(field, "FILE_KIND", "工作簿已损坏，无法读取，请另存为xlsx或者UTF-8编码的CSV后重新上传")
    return book


def _sheet(book: Any, field: str) -> Any:
    """The one sheet with data. Raises InvalidFields that lists whatever is hidden, merged or ambiguous (C07, C26)."""
    if any(sheet.max_row > MOST_ROWS + 1 or sheet.max_column > MOST_COLUMNS for sheet in book.worksheets):
        raise whole(field, "ROWS_LIMIT", f"超过{MOST_ROWS}行或者{MOST_COLUMNS}列，请删除多余的行列后分批导入")
    filled = [sheet for sheet in book.worksheets if _holds_something(sheet)]
    faults = [Violation(field=field, reason=reason, description=said) for reason, said in _unseen(book, filled)]
    if len(filled) > 1:
        said = f"有{len(filled)}张工作表含有数据，请只保留要导入的一张"
        faults.append(Violation(field=field, reason="SHEETS_AMBIGUOUS", description=said))
    if faults:
        raise InvalidFields(tuple(faults))
    return filled[0] if filled else book.worksheets[0]


def _holds_something(sheet: Any) -> bool:
    return any(value is not None for row in sheet.iter_rows(values_only=True) for value in row)


def _unseen(book: Any, filled: list[Any]) -> Iterator[tuple[str, str]]:
    hidden = [f"第{place}张工作表" for place, one in enumerate(book.sheetnames, start=1)
              if book[one].sheet_state != "visible"]  # fmt: skip
    merged: list[str] = []
    for sheet in filled:
        hidden += [f"第{row}行" for row, one in sorted(sheet.row_dimensions.items()) if one.hidden or one.height == 0]
        hidden += [f"{name}列" for name, one in sorted(sheet.column_dimensions.items()) if one.hidden or one.width == 0]
        hidden += [f"筛选{sheet.auto_filter.ref}"] if sheet.auto_filter.ref else []
        merged += sorted(map(str, sheet.merged_cells.ranges))
    if hidden:
        yield "CELLS_HIDDEN", f"有隐藏或者筛选的内容（{_some(hidden)}），请取消隐藏和筛选并核对后重新上传"
    if merged:
        yield "CELLS_MERGED", f"有合并单元格（{_some(merged)}），请取消合并后重新上传"


def _some(places: list[str]) -> str:
    return "、".join(places[:MOST_PLACES]) + ("等" if len(places) > MOST_PLACES else "")


def _cell(one: Any) -> Cell:
    """Text as it stands; a number or a day as CSV writes it; whatever else is refused (C03, C05, C09)."""
    value = one.value
    if value is None:
        return ""
    if one.data_type == "f":
        return OddCell(text="=", kind=None, reason="FORMULA", said="是公式，请粘贴为数值后重新上传")
    if one.data_type in ("e", "b"):
        return OddCell(text="?", kind=None, reason="NOT_TEXT", said="是错误值或者逻辑值，请改正后重新上传")
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return OddCell(text=str(value), kind=CellKind.AMOUNT, reason="NOT_TEXT", said=_NOT_TEXT)
    midnight = isinstance(value, dt.datetime) and value.time() == dt.time()
    day = value.date().isoformat() if midnight else "?"
    return OddCell(text=day, kind=CellKind.DATE, reason="NOT_TEXT", said=_NOT_TEXT)
