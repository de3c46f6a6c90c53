"""Read a CSV file that a person uploaded: all of it or nothing, with every bad cell named (RELIABILITY C01 to C21).

It must not guess: no encoding, date, amount or column is taken for something else.
"""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation

MOST_ROWS = 20_000
LONGEST_CELL = 2_000
MOST_PLACES = 20
_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?")
# What a spreadsheet makes of a long number in a column that is not text (C03).
_MANGLED = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,3}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER_FILES = {
    b"PK\x03\x04": "xlsx",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "PDF",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_FORMULA = ("=", "+", "-", "@", "\t")
Value = str | int | dt.date | None


class CellKind(enum.Enum):
    """What a cell holds: text as it stands, an ISO date, or yuan with at most two decimals (read as fen)."""

    TEXT = enum.auto()
    DATE = enum.auto()
    AMOUNT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column by its heading; `key` columns make a row the only one."""

    heading: str
    name: str
    kind: CellKind = CellKind.TEXT
    required: bool = True
    key: bool = False


def read_csv(content: bytes, columns: Sequence[Column], *, field: str) -> list[dict[str, Value]]:
    """The rows by column name. Raises InvalidFields that names bad cells as `field[row].column`; rows count from 1.

    The message tells row, heading and what is wrong, and never the value.
    """
    lines = _lines(_text(content, field), field)
    headings = [cell.strip() for cell in lines[0]] if lines else []
    _check_headings(headings, columns, field)
    if len(lines) - 1 > MOST_ROWS:
        raise _whole(field, "ROWS_LIMIT", f"超过{MOST_ROWS}行，请分批导入")
    by_heading = {column.heading: column for column in columns}
    faults: list[Violation] = []
    rows = [
        dict(_cells(line, headings, by_heading, f"{field}[{place}]", faults))
        for place, line in enumerate(lines[1:], start=1)
    ]
    faults += _repeated(rows, columns, field)
    if faults:
        raise InvalidFields(tuple(faults))
    return rows


def _text(content: bytes, field: str) -> str:
    """UTF-8 with or without a mark, or GB18030; anything else is refused (C01, C02, C17)."""
    for mark, what in _OTHER_FILES.items():
        if content.startswith(mark):
            raise _whole(field, "FILE_KIND", f"文件是{what}而不是CSV，请另存为UTF-8编码的CSV后重新上传")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _whole(field, "ENCODING", "文件编码无法识别，请另存为UTF-8编码的CSV后重新上传")


def _lines(text: str, field: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error:
        raise _whole(field, "CSV_BROKEN", f"第{reader.line_num}行附近引号未闭合或者格式有误，请核对") from None


def _check_headings(headings: list[str], columns: Sequence[Column], field: str) -> None:
    """All columns once, in any order, and no other (C08)."""
    wanted = [column.heading for column in columns]
    said = {
        "缺少": [one for one in wanted if one not in headings],
        "多出": [one for one in headings if one not in wanted],
        "重复": sorted({one for one in headings if headings.count(one) > 1}),
    }
    if any(said.values()):
        found = "；".join(f"{what}第{_places(headings, ones)}列" if what != "缺少" else f"{what}{'、'.join(ones)}"
                         for what, ones in said.items() if ones)  # fmt: skip
        raise _whole(field, "HEADINGS", f"表头应为{'、'.join(wanted)}（顺序不限），{found}")


def _places(headings: list[str], ones: list[str]) -> str:
    """At most so many of them: a refusal must fit into the head of a reply (C18)."""
    found = [str(place) for place, one in enumerate(headings, start=1) if one in ones]
    return "、".join(found[:MOST_PLACES]) + ("等" if len(found) > MOST_PLACES else "")


def _cells(
    line: list[str], headings: list[str], by_heading: dict[str, Column], where: str, faults: list[Violation]
) -> Iterator[tuple[str, Value]]:
    if len(line) != len(headings):
        faults.append(_fault(where, "CELLS", f"应有{len(headings)}列，实为{len(line)}列，空行和合计行请删除"))
        return
    for heading, raw in zip(headings, line, strict=True):
        column = by_heading[heading]
        reason = _wrong(raw, column)
        if reason is None:
            yield column.name, _value(raw, column)
        else:
            faults.append(_fault(f"{where}.{column.name}", reason[0], f"{heading}：{reason[1]}"))


def _wrong(raw: str, column: Column) -> tuple[str, str] | None:
    if not raw:
        return ("REQUIRED", "不能为空") if column.required else None
    if len(raw) > LONGEST_CELL:
        return "CELL_TOO_LONG", "内容过长"
    if raw != raw.strip() or any(
        unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") or sign in "\u00a0\u3000" for sign in raw
    ):
        return "SPACES", "含有首尾空格、全角空格、换行或者不可见字符"
    return _WRONG[column.kind](raw)


def _wrong_amount(raw: str) -> tuple[str, str] | None:
    return None if _AMOUNT.fullmatch(raw) else ("AMOUNT", "金额须为半角数字，至多两位小数，不带单位和千分位")


def _wrong_date(raw: str) -> tuple[str, str] | None:
    return None if _is_date(raw) else ("DATE", "日期须为YYYY-MM-DD且真实存在")


def _wrong_text(raw: str) -> tuple[str, str] | None:
    if _MANGLED.fullmatch(raw):
        return "NOT_TEXT", "已变成科学计数，位数丢失，请将该列设为文本后重新填写"
    return ("FORMULA", "不得以=、+、-、@开头") if raw.startswith(_FORMULA) else None


_WRONG = {CellKind.TEXT: _wrong_text, CellKind.DATE: _wrong_date, CellKind.AMOUNT: _wrong_amount}


def _is_date(raw: str) -> bool:
    if not _DATE.fullmatch(raw):
        return False
    try:
        dt.date.fromisoformat(raw)
    except ValueError:
        return False
    return True


def _value(raw: str, column: Column) -> Value:
    if not raw:
        return None
    if column.kind is CellKind.DATE:
        return dt.date.fromisoformat(raw)
    if column.kind is CellKind.AMOUNT:
        yuan, _, rest = raw.partition(".")
        return int(yuan) * 100 + int(rest.ljust(2, "0") or 0)
    return raw


def _repeated(rows: list[dict[str, Value]], columns: Sequence[Column], field: str) -> Iterator[Violation]:
    """The same key twice in one file (C13)."""
    keys = [column for column in columns if column.key]
    first: dict[tuple[Value, ...], int] = {}
    for place, row in enumerate(rows, start=1):
        key = tuple(row.get(column.name) for column in keys)
        if keys and None not in key and first.setdefault(key, place) != place:
            text = f"{'、'.join(column.heading for column in keys)}与第{first[key]}行重复"
            where = f"{field}[{place}].{keys[0].name}"
            yield Violation(field=where, reason="ROW_REPEATED", description=text)


def _whole(field: str, reason: str, description: str) -> InvalidFields:
    return InvalidFields((_fault(field, reason, description),))


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=field, reason=reason, description=description)
