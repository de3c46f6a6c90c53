"""One row of an uploaded table: its bad cells, and what a rule says against it. It must not know what the table is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Refusal, Violation
from chassis.kernel.table import Value

FIELD = "content"
YES_NO = {"是": True, "否": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCell:
    """A column of free text, and how long it may be."""

    name: str
    heading: str
    least: int
    most: int


def cell_fault(place: int, column: str, reason: str, description: str) -> Violation:
    """A bad cell; rows count from 1."""
    return Violation(field=f"{FIELD}[{place}].{column}", reason=reason, description=description)


def row_faults(place: int, refusal: Refusal) -> tuple[Violation, ...]:
    """What a rule has against a row, in the rule's own words."""
    if isinstance(refusal, InvalidFields):
        return tuple(
            Violation(field=f"{FIELD}[{place}]", reason=one.reason, description=one.description)
            for one in refusal.violations
        )
    return (Violation(field=f"{FIELD}[{place}]", reason=refusal.reason, description=refusal.message),)


def text_in(row: Mapping[str, Value], column: str) -> str:
    """The text of a cell; empty when nothing stands in it."""
    value = row.get(column)
    return value if isinstance(value, str) else ""


def text_faults(place: int, row: Mapping[str, Value], cells: Sequence[TextCell]) -> Iterator[Violation]:
    """Texts that are too short or too long."""
    for cell in cells:
        if not cell.least <= len(text_in(row, cell.name)) <= cell.most:
            yield cell_fault(
                place, cell.name, "TEXT_LENGTH", f"{cell.heading}：须为{cell.least}至{cell.most}个字"
            )  # fmt: skip


def answer_faults(place: int, row: Mapping[str, Value], asked: Mapping[str, str]) -> Iterator[Violation]:
    """Answers that are neither yes nor no; `asked` names the headings by column."""
    for name, heading in asked.items():
        if text_in(row, name) not in YES_NO:
            yield cell_fault(place, name, "YES_OR_NO", f"{heading}：须为是或者否")
