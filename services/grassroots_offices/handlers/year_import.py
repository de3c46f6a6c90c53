"""Take uploaded tables of a year: all rows or none, or only a look at them. It must not read a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from chassis.kernel.errors import InvalidFields, Refusal, Violation
from chassis.kernel.table import Column, Value
from chassis.kernel.uploaded_row import FIELD, row_faults, text_in
from chassis.table_file import read_table
from chassis.tx import Tx
from services.grassroots_offices.domain.income_report import IncomeReport
from services.grassroots_offices.domain.income_report_table import COLUMNS as INCOME_COLUMNS
from services.grassroots_offices.domain.income_report_table import income_drafts, income_faults
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.office_table import COLUMNS as OFFICE_COLUMNS
from services.grassroots_offices.domain.office_table import office_drafts, office_faults
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.practitioner_table import COLUMNS as ROSTER_COLUMNS
from services.grassroots_offices.domain.practitioner_table import roster_drafts, roster_faults
from services.grassroots_offices.domain.service_hours import ServiceHours
from services.grassroots_offices.domain.service_hours_table import COLUMNS as HOURS_COLUMNS
from services.grassroots_offices.domain.service_hours_table import hours_drafts, hours_faults
from services.grassroots_offices.domain.work_brief import WorkBrief
from services.grassroots_offices.domain.work_brief_table import COLUMNS as BRIEF_COLUMNS
from services.grassroots_offices.domain.work_brief_table import brief_drafts, brief_faults
from services.grassroots_offices.handlers.income_report import keep_report, new_report
from services.grassroots_offices.handlers.office import keep_office, new_office
from services.grassroots_offices.handlers.practitioner import keep_practitioner, new_practitioner
from services.grassroots_offices.handlers.service_hours import keep_hours, new_hours
from services.grassroots_offices.handlers.work_brief import keep_brief, new_brief
from services.grassroots_offices.persistence.office import named_by_licence
from services.grassroots_offices.persistence.practitioner import named_by_certificate

D = TypeVar("D")
N = TypeVar("N")
K = TypeVar("K", ServiceHours, WorkBrief, IncomeReport, Practitioner, Office)


def import_service_hours(tx: Tx, content: bytes, *, validate_only: bool) -> list[ServiceHours]:
    """Hours of a table (GO-80). Raises InvalidFields with every bad cell; nothing is written then."""
    rows = read_table(content, HOURS_COLUMNS, field=FIELD)
    known = named_by_certificate(tx.session, [text_in(row, "certificate_number") for row in rows], tx.principal)
    _refuse(hours_faults(rows, known))
    made = _each(tx, hours_drafts(rows, known), new_hours)
    return _kept(tx, made, keep_hours, validate_only=validate_only)


def import_work_briefs(tx: Tx, content: bytes, *, validate_only: bool) -> list[WorkBrief]:
    """Briefs and typical cases of a table (GO-82). Raises InvalidFields with every bad cell: nothing is written."""
    rows, known = _of_offices(tx, content, BRIEF_COLUMNS)
    _refuse(brief_faults(rows, known))
    return _kept(tx, _each(tx, brief_drafts(rows, known), new_brief), keep_brief, validate_only=validate_only)


def import_income_reports(tx: Tx, content: bytes, *, validate_only: bool) -> list[IncomeReport]:
    """First reports of months (PB-20, XF-08). Raises InvalidFields with every bad cell: nothing is written."""
    rows, known = _of_offices(tx, content, INCOME_COLUMNS)
    _refuse(income_faults(rows, known))
    return _kept(tx, _each(tx, income_drafts(rows, known), new_report), keep_report, validate_only=validate_only)


def import_practitioners(tx: Tx, content: bytes, *, validate_only: bool) -> list[Practitioner]:
    """A roster of whoever was certified before (P-07). Raises InvalidFields with every bad cell: nothing is written."""
    rows, known = _of_offices(tx, content, ROSTER_COLUMNS)
    _refuse(roster_faults(rows, known))
    made = _each(tx, roster_drafts(rows, known), new_practitioner)
    return _kept(tx, made, keep_practitioner, validate_only=validate_only)


def import_offices(tx: Tx, content: bytes, *, validate_only: bool) -> list[Office]:
    """A roster of what was licensed before (P-07). Raises InvalidFields with every bad cell: nothing is written."""
    table = read_table(content, OFFICE_COLUMNS, field=FIELD)
    _refuse(office_faults(table))
    return _kept(tx, _each(tx, office_drafts(table), new_office), keep_office, validate_only=validate_only)


def _of_offices(
    tx: Tx, content: bytes, columns: Sequence[Column]
) -> tuple[list[dict[str, Value]], dict[str, str]]:  # fmt: skip
    """The rows, and the offices that they name by licence, locked."""
    rows = read_table(content, columns, field=FIELD)
    return rows, named_by_licence(tx.session, [text_in(row, "licence_number") for row in rows], tx.principal)


def _kept(tx: Tx, made: list[K], keep: Callable[[Tx, K], None], *, validate_only: bool) -> list[K]:
    """What was entered; with `validate_only` what would be, without names, and nothing is written."""
    if validate_only:
        return [replace(one, name="") for one in made]
    for one in made:
        keep(tx, one)
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
