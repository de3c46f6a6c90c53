"""RELIABILITY C01 to C26 for every table that is imported: the bank's result, the two ledgers of a comparison, and the
register of visits that was kept before.

Each row is refused with every bad cell named, or read; a refused one leaves every table as it was. Rows that cannot
apply are said at the end; C13, C14 and C23 against what is stored have their tests where the import is.
"""

from __future__ import annotations

import dataclasses

import pytest
from sifa.legal_aid.v1 import record_comparison_service_pb2

from tests.doors import Door, Refused, refused
from tests.emptying import empty
from tests.import_rows import CELLS, EITHER, GOOD, LINES, OTHER_KINDS, WHOLE, Import
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.imports import IMPORTS
from tests.services.legal_aid.payments import RPCS
from tests.services.legal_aid.rows import counts


@pytest.fixture(scope="module", params=list(IMPORTS))
def table(request: pytest.FixtureRequest, shared_door: Door) -> tuple[Counter, Import]:
    empty(shared_door.service)
    counter = open_counter(shared_door)
    return counter, IMPORTS[request.param](counter)


@pytest.fixture(params=["csv", "xlsx"])
def either(request: pytest.FixtureRequest, table: tuple[Counter, Import]) -> tuple[Counter, Import]:
    """The same import as CSV and as a workbook."""
    return table[0], dataclasses.replace(table[1], form=request.param)


def turned_away(table: tuple[Counter, Import], content: bytes) -> Refused:
    """Refused, in Chinese, without the value; no fact, no audit entry and no reply was written."""
    counter, one = table
    before = counts(counter.door.service)
    answer = refused(lambda: one.send(content))
    assert answer.code.name == "INVALID_ARGUMENT"
    assert counts(counter.door.service) == before
    return answer


@pytest.mark.parametrize("content", OTHER_KINDS.values(), ids=list(OTHER_KINDS))
def test_another_kind_of_file_is_refused_by_what_it_holds(table: tuple[Counter, Import], content: bytes) -> None:
    assert turned_away(table, content).violations == {table[1].where: "FILE_KIND"}


@pytest.mark.parametrize("row", list(WHOLE))
def test_a_table_that_is_none_is_refused_as_a_whole(table: tuple[Counter, Import], row: str) -> None:
    made, reason = WHOLE[row]
    answer = turned_away(table, made(table[1]))
    assert answer.violations == {table[1].where: reason}


@pytest.mark.parametrize("row", list(EITHER))
def test_another_table_is_refused_as_a_whole_in_either_form(either: tuple[Counter, Import], row: str) -> None:
    made, reason = EITHER[row]
    assert turned_away(either, made(either[1])).violations == {either[1].where: reason}


@pytest.mark.parametrize("row", list(CELLS))
def test_a_cell_that_could_be_taken_for_another_is_named(either: tuple[Counter, Import], row: str) -> None:
    """A table has no row for a kind of cell that none of its columns holds."""
    _, one = either
    what, value, reason = CELLS[row]
    if heading := {"text": one.text, "amount": one.amount, "date": one.date}[what]:
        answer = turned_away(either, one.changed((3, heading, value)))
        assert answer.violations == {one.at(3, heading): reason}
        assert value.encode() not in answer.wire


def test_c12_every_bad_cell_is_named_and_no_row_is_taken(either: tuple[Counter, Import]) -> None:
    _, one = either
    cells = [
        (1, one.amount, "x", "AMOUNT"), (4, one.date, "x", "DATE"), (8, one.text, "", "REQUIRED"),
        (8, one.amount, "1,4", "AMOUNT"),
    ]  # fmt: skip
    wrong = [cell for cell in cells if cell[1]]
    answer = turned_away(either, one.changed(*(cell[:3] for cell in wrong)))
    assert answer.violations == {one.at(place, heading): reason for place, heading, _, reason in wrong}


@pytest.mark.parametrize("tail", [["合计"], [], ["合计", "11200.00"]], ids=["C11 total", "C11 blank", "C11 footer"])
def test_c11_a_total_and_a_blank_row_are_no_payments(table: tuple[Counter, Import], tail: list[str]) -> None:
    _, one = table
    answer = turned_away(table, one.write([*one.cells, tail]))
    assert answer.violations == {f"{one.where}[{LINES + 1}]": "CELLS"}


def test_c11_a_total_is_no_payment_however_wide_its_row_is(either: tuple[Counter, Import]) -> None:
    _, one = either
    total = {one.text: "合计", one.amount: "11200.00"}
    row = [total.get(heading, cell) for heading, cell in zip(one.cells[0], one.cells[1], strict=True)]
    answer = turned_away(either, one.write([*one.cells, row]))
    assert answer.violations == {one.at(LINES + 1, one.text): "TOTAL_ROW"}


def test_c11_a_blank_row_between_others_is_named(either: tuple[Counter, Import]) -> None:
    _, one = either
    answer = turned_away(either, one.write([*one.cells[:3], [], *one.cells[3:]]))
    assert answer.violations == {f"{one.where}[3]": "CELLS"}


def test_c13_a_row_that_comes_twice_is_named_with_the_first(either: tuple[Counter, Import]) -> None:
    """Rows of a bank's list may be alike: one case is paid in several payments."""
    _, one = either
    bad = one.amount or one.date
    wrong = [["x" if name == bad else cell for name, cell in zip(one.cells[0], one.cells[1], strict=True)]]
    answer = turned_away(either, one.write([*one.cells, one.cells[2], *wrong]))
    repeated = {one.at(LINES + 1, one.text): "ROW_REPEATED"} if one.unique else {}
    again = {one.at(LINES + 2, one.text): "ROW_REPEATED"} if one.unique else {}
    fault = {one.at(LINES + 2, bad): "AMOUNT" if one.amount else "DATE"}
    assert answer.violations == {**repeated, **again, **fault}


@pytest.mark.parametrize("row", list(GOOD))
def test_what_only_looks_wrong_is_read(table: tuple[Counter, Import], row: str) -> None:
    """Read up to a fault that is put into its last row: nothing is imported by the way."""
    _, one = table
    broken = dataclasses.replace(one, cells=[*one.cells[:-1], [*one.cells[-1]]])
    broken.cells[-1][broken.cells[0].index(one.date)] = "2026-02-30"
    answer = turned_away(table, GOOD[row](broken))
    assert answer.violations == {one.at(LINES, one.date): "DATE"}


def test_c22_no_import_takes_a_file_name() -> None:
    """C22 cannot apply. Nor C04 and C25: no column holds a code of fixed length; the 3 % base is another service's."""
    comparison = record_comparison_service_pb2.CreateRecordComparisonRequest.DESCRIPTOR
    for message in (RPCS["ImportPaymentResult"].input_type, comparison):
        assert not {name for name in message.fields_by_name if "file" in name}
