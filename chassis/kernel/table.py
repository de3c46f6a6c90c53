"""A table that a person uploaded: all of it or nothing, with every bad cell named (RELIABILITY C01 to C26).

It must not guess: no date, amount or column is taken for something else. It knows no kind of file.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.spreadsheet import FORMULA

MOST_ROWS = 20_000
LONGEST_CELL = 2_000
MOST_PLACES = 20
_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?")
# What a spreadsheet makes of a long number in a column that is not text (C03).
_MANGLED = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,3}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Value: TypeAlias = str | int | dt.date | None
# Sums are no rows, whatever else stands beside them (C11).
TOTALS = frozenset({"合计", "总计", "小计", "共计"})


class CellKind(enum.Enum):
    """What a cell holds: text as it stands, an ISO date, or yuan with at most two decimals (read as fen)."""

    TEXT = enum.auto()
    DATE = enum.auto()
    AMOUNT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column by its heading; `key` columns make a row the only one.

    A file may leave an `optional` column out as a whole: its cells are then None.
    """

    heading: str
    name: str
    kind: CellKind = CellKind.TEXT
    required: bool = True
    key: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OddCell:
    """A cell of a workbook that is no text: what it may be read as, and why it is refused as anything else."""

    text: str
    kind: CellKind | None
    reason: str
    said: str


Cell: TypeAlias = str | OddCell


def rows_of(
    lines: Sequence[Sequence[Cell]], columns: Sequence[Column], field: str, address: Callable[[int, int], str]
) -> list[dict[str, Value]]:
    """The rows by column name. Raises InvalidFields that names bad cells as `field[row].column`; rows count from 1.

    The message tells row, heading and what is wrong, and never the value. `address` says where the cell of a line and
    column is, both from 0; empty when a file has no addresses.
    """
    headings = [text_of(cell).strip() for cell in lines[0]] if lines else []
    _check_headings(headings, columns, field)
    if len(lines) - 1 > MOST_ROWS:
        raise whole(field, "ROWS_LIMIT", f"超过{MOST_ROWS}行，请分批导入")
    by_heading = {column.heading: column for column in columns}
    lacking: dict[str, Value] = {column.name: None for column in columns if column.heading not in headings}
    faults: list[Violation] = []
    rows = [
        lacking | dict(_cells(line, headings, by_heading, f"{field}[{place}]", faults, partial(address, place)))
        for place, line in enumerate(lines[1:], start=1)
    ]
    faults += _repeated(rows, columns, field)
    if faults:
        raise InvalidFields(tuple(faults))
    return rows


def text_of(cell: Cell) -> str:
    """What stands in it."""
    return cell if isinstance(cell, str) else cell.text


def _check_headings(headings: list[str], columns: Sequence[Column], field: str) -> None:
    """All columns once, optional ones at most once, in any order, and no other (C08)."""
    wanted = [column.heading for column in columns if not column.optional]
    more = [column.heading for column in columns if column.optional]
    said = {
        "缺少": [one for one in wanted if one not in headings],
        "多出": [one for one in headings if one not in wanted + more],
        "重复": sorted({one for one in headings if headings.count(one) > 1}),
    }
    if any(said.values()):
        found = "；".join(f"{what}第{_places(headings, ones)}列" if what != "缺少" else f"{what}{'、'.join(ones)}"
                         for what, ones in said.items() if ones)  # fmt: skip
        also = f"，可另有{'、'.join(more)}" if more else ""
        raise whole(field, "HEADINGS", f"表头应为{'、'.join(wanted)}（顺序不限{also}），{found}")


def _places(headings: list[str], ones: list[str]) -> str:
    """At most so many of them: a refusal must fit into the head of a reply (C18)."""
    found = [str(place) for place, one in enumerate(headings, start=1) if one in ones]
    return "、".join(found[:MOST_PLACES]) + ("等" if len(found) > MOST_PLACES else "")


def _cells(
    line: Sequence[Cell],
    headings: list[str],
    by_heading: dict[str, Column],
    where: str,
    faults: list[Violation],
    address: Callable[[int], str],
) -> Iterator[tuple[str, Value]]:
    if len(line) != len(headings):
        faults.append(_fault(where, "CELLS", f"应有{len(headings)}列，实为{len(line)}列，空行和合计行请删除"))
        return
    for place, (heading, cell) in enumerate(zip(headings, line, strict=True)):
        column = by_heading[heading]
        reason = _wrong_odd(cell, column) or _wrong(text_of(cell), column)
        if reason is None:
            yield column.name, _value(text_of(cell), column)
        else:
            faults.append(_fault(f"{where}.{column.name}", reason[0], f"{address(place)}{heading}：{reason[1]}"))


def _wrong_odd(cell: Cell, column: Column) -> tuple[str, str] | None:
    if isinstance(cell, str) or cell.kind is column.kind:
        return None
    if cell.kind is None or column.kind is CellKind.TEXT:
        return cell.reason, cell.said
    return _SAID[column.kind]


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
    return None if _AMOUNT.fullmatch(raw) else _SAID[CellKind.AMOUNT]


def _wrong_date(raw: str) -> tuple[str, str] | None:
    return None if _is_date(raw) else _SAID[CellKind.DATE]


def _wrong_text(raw: str) -> tuple[str, str] | None:
    if _MANGLED.fullmatch(raw):
        return "NOT_TEXT", "已变成科学计数，位数丢失，请将该列设为文本后重新填写"
    if raw in TOTALS:
        return "TOTAL_ROW", "是合计行，请删除后重新上传"
    return ("FORMULA", "不得以=、+、-、@开头") if raw.startswith(FORMULA) else None


_SAID = {
    CellKind.AMOUNT: ("AMOUNT", "金额须为半角数字，至多两位小数，不带单位和千分位"),
    CellKind.DATE: ("DATE", "日期须为YYYY-MM-DD且真实存在"),
}
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


def whole(field: str, reason: str, description: str) -> InvalidFields:
    """The refusal of a whole file."""
    return InvalidFields((_fault(field, reason, description),))


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=field, reason=reason, description=description)
