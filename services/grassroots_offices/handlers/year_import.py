"""Take uploaded tables of hours and briefs: all rows or none, or only a look at them. It must not read a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from chassis.kernel.errors import InvalidFields, Refusal, Violation
from chassis.table_file import read_table
from chassis.tx import Tx
from services.grassroots_offices.domain.service_hours import ServiceHours
from services.grassroots_offices.domain.service_hours_table import COLUMNS as HOURS_COLUMNS
from services.grassroots_offices.domain.service_hours_table import hours_drafts, hours_faults
from services.grassroots_offices.domain.uploaded_row import FIELD, row_faults, text_in
from services.grassroots_offices.domain.work_brief import WorkBrief
from services.grassroots_offices.domain.work_brief_table import COLUMNS as BRIEF_COLUMNS
from services.grassroots_offices.domain.work_brief_table import brief_drafts, brief_faults
from services.grassroots_offices.handlers.service_hours import keep_hours, new_hours
from services.grassroots_offices.handlers.work_brief import keep_brief, new_brief
from services.grassroots_offices.persistence.office import named_by_licence
from services.grassroots_offices.persistence.practitioner import named_by_certificate

D = TypeVar("D")
N = TypeVar("N")


def import_service_hours(tx: Tx, content: bytes, *, validate_only: bool) -> list[ServiceHours]:
    """Hours of a table (GO-80). Raises InvalidFields with every bad cell; nothing is written then."""
    rows = read_table(content, HOURS_COLUMNS, field=FIELD)
    known = named_by_certificate(tx.session, [text_in(row, "certificate_number") for row in rows], tx.principal)
    _refuse(hours_faults(rows, known))
    made = _each(tx, hours_drafts(rows, known), new_hours)
    if validate_only:
        return [replace(one, name="") for one in made]
    for one in made:
        keep_hours(tx, one)
    return made


def import_work_briefs(tx: Tx, content: bytes, *, validate_only: bool) -> list[WorkBrief]:
    """Briefs and typical cases of a table (GO-82). Raises InvalidFields with every bad cell: nothing is written."""
    rows = read_table(content, BRIEF_COLUMNS, field=FIELD)
    known = named_by_licence(tx.session, [text_in(row, "licence_number") for row in rows], tx.principal)
    _refuse(brief_faults(rows, known))
    made = _each(tx, brief_drafts(rows, known), new_brief)
    if validate_only:
        return [replace(one, name="") for one in made]
    for one in made:
        keep_brief(tx, one)
    return made


def _each(tx: Tx, drafts: Iterable[D], make: Callable[[Tx, D], N]) -> list[N]:
    """What each row comes to; all that rules have against rows is told at once."""
    made: list[N] = []
    faults: list[Violation] = []
    for place, draft in enumerate(drafts, start=1):
        try:
            made.append(make(tx, draft))
        except Refusal as refusal:
            faults += row_faults(place, refusal)
    _refuse(faults)
    return made


def _refuse(faults: Iterable[Violation]) -> None:
    if found := tuple(faults):
        raise InvalidFields(found)
