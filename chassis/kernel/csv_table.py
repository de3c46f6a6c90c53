"""Read a CSV file that a person uploaded. It must not guess its encoding (C01, C02, C17, C19, C20)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from chassis.kernel.table import Column, Value, rows_of, whole

_OTHER_FILES = {
    b"PK\x03\x04": "xlsx",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "PDF",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_csv(content: bytes, columns: Sequence[Column], *, field: str) -> list[dict[str, Value]]:
    """The rows by column name. Raises InvalidFields as `rows_of` does, and when it is another kind of file."""
    return rows_of(_lines(_text(content, field), field), columns, field, _no_address)


def _no_address(_row: int, _column: int) -> str:
    return ""


def _text(content: bytes, field: str) -> str:
    """UTF-8 with or without a mark, or GB18030; anything else is refused (C01, C02, C17)."""
    for mark, what in _OTHER_FILES.items():
        if content.startswith(mark):
            raise whole(field, "FILE_KIND", f"文件是{what}而不是CSV，请另存为UTF-8编码的CSV后重新上传")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise whole(field, "ENCODING", "文件编码无法识别，请另存为UTF-8编码的CSV后重新上传")


def _lines(text: str, field: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error:
        raise whole(field, "CSV_BROKEN", f"第{reader.line_num}行附近引号未闭合或者格式有误，请核对") from None
