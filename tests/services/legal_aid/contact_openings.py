"""Registers of visits and calls that were kept before, as files. It must not assert anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sifa.legal_aid.v1 import contact_opening_pb2 as pb

from services.legal_aid.domain.contact_opening_table import COLUMNS
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter

HEAD = [column.heading for column in COLUMNS]
ROW = {
    "number": "旧1号", "received_date": "2024-03-05", "door": "窗口", "person_name": "吴来访", "phone": "00001111",
    "topic": "拖欠工资", "need": "讨回工资", "opponent": "示例公司", "outcome": "已答复", "closed_date": "2024-03-06",
    "answer": "可以申请劳动仲裁", "referred_to": "",
}  # fmt: skip
OPEN = {"outcome": "", "closed_date": "", "answer": ""}
CUT_OFF = "2026-06-01"


def opening_row(**cells: str) -> list[str]:
    """A row that was settled, with other cells."""
    row = {**ROW, **cells}
    return [row[column.name] for column in COLUMNS]


def file_of(*rows: Sequence[str]) -> bytes:
    """A CSV with the headings."""
    return "".join(",".join(row) + "\n" for row in (HEAD, *rows)).encode()


def prepare(counter: Counter, content: bytes, who: Identity | None = None, **fields: Any) -> pb.ContactOpening:
    """The clerk hands a file over."""
    asked = {
        "institution": counter.institution, "cut_off_date": CUT_OFF, "document_number": "移交1号", "content": content,
        **fields,
    }  # fmt: skip
    made: pb.ContactOpening = counter.call("PrepareContactOpening", who or counter.clerk, **asked).contact_opening
    return made


def enter(counter: Counter, name: str, who: Identity | None = None) -> pb.ContactOpening:
    """The head enters it."""
    done: pb.ContactOpening = counter.call("EnterContactOpening", who or counter.head, name=name).contact_opening
    return done
