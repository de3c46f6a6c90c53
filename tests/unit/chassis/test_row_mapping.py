"""Domain objects and rows are copied by column name; a field without a column is refused when compiled."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from chassis.mapping import MappingError
from chassis.row_mapping import from_row, to_values


class Kind(enum.Enum):
    URBAN = enum.auto()


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    kind: Kind | None


@dataclass(frozen=True, kw_only=True)
class Note:
    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    number: int
    made: dt.date
    person: Person
    roles: tuple[str, ...]
    notes: tuple[Note, ...]


TABLE = sa.Table("paper", sa.MetaData(), *(
    sa.Column(name, sa.JSON) for name in ("number", "made", "person_name", "person_kind", "roles", "notes")
))  # fmt: skip
PAPER = Paper(
    number=1, made=dt.date(2026, 6, 15), person=Person(name="王", kind=Kind.URBAN), roles=("a",),
    notes=(Note(code="c", text="t"),),
)  # fmt: skip
ROW = {
    "number": 1, "made": dt.date(2026, 6, 15), "person_name": "王", "person_kind": "URBAN", "roles": ["a"],
    "notes": [{"code": "c", "text": "t"}],
}  # fmt: skip


def test_nested_parts_lie_in_columns_with_their_prefix() -> None:
    assert to_values(Paper, TABLE)(PAPER) == ROW


def test_a_row_becomes_the_object_again() -> None:
    assert from_row(Paper, TABLE)(SimpleNamespace(**ROW)) == PAPER


def test_nothing_stays_nothing() -> None:
    person = from_row(Paper, TABLE)(SimpleNamespace(**{**ROW, "person_kind": None})).person
    assert person == Person(name="王", kind=None)


def test_a_field_without_column_is_refused_when_compiled() -> None:
    table = sa.Table(
        "paper", sa.MetaData(), *(sa.Column(column.name, sa.JSON) for column in TABLE.c if column.name != "person_kind")
    )
    with pytest.raises(MappingError, match="table paper has no column person_kind"):
        to_values(Paper, table)


def test_a_left_out_field_is_given_by_the_caller() -> None:
    read = from_row(Paper, TABLE, left_out=("notes",))
    assert read(SimpleNamespace(**ROW), notes=()).notes == ()
