"""Division codes: shape, levels, and what the shipped table knows of a code on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis.division_files import read_divisions
from chassis.kernel.division import Division, DivisionTable, Level, Standing, division_code_fault, level, parents

TABLE = read_divisions()


def row(code: str, *successors: str, start: str = "2004-01-01", end: str = "") -> Division:
    abolished = dt.date.fromisoformat(end) if end else None
    return Division(
        code=code, name="演示", from_date=dt.date.fromisoformat(start), abolished=abolished, successors=successors
    )


def answer(table: DivisionTable, code: str, day: str) -> tuple[Standing, tuple[str, ...]]:
    found = table.division_on(code, dt.date.fromisoformat(day))
    return found.standing, tuple(successor.code for successor in found.successors)


@pytest.mark.parametrize("code", ["000000", "43010", "4301055", "43010A", "４３０１０５", "430005", "030105", ""])
def test_another_shape_is_not_a_division_code(code: str) -> None:
    assert division_code_fault(code) == "DIVISION_CODE_FORMAT"


@pytest.mark.parametrize(
    ("code", "expected", "above"),
    [
        ("430000", Level.PROVINCE, ()), ("430100", Level.CITY, ("430000",)),
        ("430105", Level.COUNTY, ("430100", "430000")), ("110101", Level.COUNTY, ("110100", "110000")),
    ],
)  # fmt: skip
def test_a_code_tells_its_level_and_what_lies_above(code: str, expected: Level, above: tuple[str, ...]) -> None:
    assert (division_code_fault(code), level(code), parents(code)) == ("", expected, above)


@pytest.mark.parametrize(
    ("code", "end", "successors"),
    [
        pytest.param("341400", "2011-08-22", ("340100", "340200", "340500"), id="巢湖市"),
        pytest.param("430124", "2017-04-10", ("430182",), id="宁乡县"),
        pytest.param("110103", "2010-07-01", ("110101",), id="崇文区"),
        pytest.param("110104", "2010-07-01", ("110102",), id="宣武区"),
    ],
)
def test_an_abolished_code_is_valid_until_the_eve_and_then_names_its_successors(
    code: str, end: str, successors: tuple[str, ...]
) -> None:
    eve = (dt.date.fromisoformat(end) - dt.timedelta(days=1)).isoformat()
    assert answer(TABLE, code, eve) == (Standing.VALID, ())
    assert answer(TABLE, code, end) == (Standing.ABOLISHED, successors)


@pytest.mark.parametrize("code", ["430105", "530000", "321203", "341700", "990102", "990103"])
def test_the_places_of_the_packs_and_the_demonstration_are_valid(code: str) -> None:
    assert answer(TABLE, code, "2026-06-15") == (Standing.VALID, ())


@pytest.mark.parametrize(
    ("code", "day"),
    [("110105", "2026-06-15"), ("430182", "2017-04-09"), ("430105", "2003-12-31")],
    ids=["not in the table", "before it was founded", "before the table vouches for it"],
)
def test_a_code_that_the_table_does_not_know_is_unknown_and_no_error(code: str, day: str) -> None:
    assert answer(TABLE, code, day) == (Standing.UNKNOWN, ())


def test_every_known_code_has_known_parents_unless_a_municipality_stands_above() -> None:
    orphans = {code for code in TABLE.codes if set(parents(code)) - set(TABLE.codes)}
    assert orphans == {"110101", "110102", "110103", "110104"}


def test_a_successor_that_was_abolished_too_is_followed() -> None:
    table = DivisionTable([
        row("990201", "990202", end="2010-01-01"),
        row("990202", "990203", "990204", end="2015-01-01"),
        row("990203"),
        row("990204", "990203", end="2020-01-01"),
    ])  # fmt: skip
    days = ("2014-12-31", "2015-01-01", "2020-01-01")
    heirs = [answer(table, "990201", day)[1] for day in days]
    assert heirs == [("990202",), ("990203", "990204"), ("990203",)]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([row("990201"), row("990201")], "two rows for 990201"),
        ([row("990001")], "990001 is not a division code"),
        ([row("990201", "990202"), row("990202")], "has successors but no end"),
        ([row("990201", end="2004-01-01")], "ends before it begins"),
        ([row("990201", "990202", end="2010-01-01")], "successor 990202 is not in the table"),
        ([row("990201", "990202", end="2010-01-01"), row("990202", start="2010-01-02")], "not exist on 2010-01-01"),
        ([row("990201", "990202", end="2010-01-01"), row("990202", end="2010-01-01")], "not exist on 2010-01-01"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(rows: list[Division], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        DivisionTable(rows)
