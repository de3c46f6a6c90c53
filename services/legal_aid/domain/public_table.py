"""Tables for the public: sections of rows, written as canonical bytes for machines and as CSV for people.

It must not hold a person: recipients appear as masked case numbers alone (P-01, E-69).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import asdict, dataclass

from chassis.kernel.spreadsheet import harmless

Cell = int | str
_SERIAL = re.compile(r"第[0-9]*([0-9])号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a table; `code` tells programs what `title` tells people."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTable:
    """A table. `form` names the layout, which never changes once something was published in it."""

    form: str
    title: str
    subject: str
    period: str
    basis: tuple[str, ...]
    sections: tuple[Section, ...]


def canonical(table: PublicTable) -> str:
    """JSON with sorted keys and no spaces: the same table is always the same text."""
    return json.dumps(asdict(table), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def readable(table: PublicTable) -> str:
    """CSV: the heading, then each section with its columns."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow([table.title])
    sheet.writerow(["公开单位", harmless(table.subject)])
    sheet.writerow(["期间", table.period])
    sheet.writerow(["依据", *table.basis])
    for section in table.sections:
        sheet.writerow([])
        sheet.writerow([section.title])
        sheet.writerow(section.columns)
        sheet.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in section.rows)
    return out.getvalue()


def masked_number(number: str) -> str:
    """A case number of which the last digit of the serial is left: （2026）玄法援案字第**7号 (P-01, F-10)."""
    return _SERIAL.sub(r"第**\1号", number)
