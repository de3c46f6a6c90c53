"""Criminal age begins the day after the birthday, civil age on it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.age import civil_age, reached

BORN = dt.date(2008, 6, 15)
LEAP = dt.date(2008, 2, 29)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.rule("D-10")
@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-06-14", False), ("2026-06-15", False), ("2026-06-16", True)],
    ids=["eve", "birthday", "day after"],
)
def test_eighteen_in_a_criminal_matter_begins_the_day_after_the_birthday(on: str, expected: bool) -> None:  # noqa: FBT001
    assert reached(BORN, 18, dt.date.fromisoformat(on)) is expected


@pytest.mark.rule("D-10")
@pytest.mark.parametrize(
    ("on", "expected"), [("2026-02-28", False), ("2026-03-01", True), ("2024-02-29", False), ("2024-03-01", True)]
)
def test_a_birthday_on_the_29th_of_february_is_the_28th_in_a_common_year(on: str, expected: bool) -> None:  # noqa: FBT001
    day = dt.date.fromisoformat(on)
    assert reached(LEAP, day.year - LEAP.year, day) is expected


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (BORN, "2026-06-14", 17), (BORN, "2026-06-15", 18), (BORN, "2008-06-15", 0), (LEAP, "2026-02-27", 17),
        (LEAP, "2026-02-28", 18), (LEAP, "2024-02-28", 15), (LEAP, "2024-02-29", 16),
    ],
)  # fmt: skip
def test_civil_age_counts_full_years_from_the_birthday(birth: dt.date, on: str, age: int) -> None:
    assert civil_age(birth, dt.date.fromisoformat(on)) == age


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        civil_age(BORN, dt.date(2008, 6, 14))


@pytest.mark.rule("D-10")
@given(DAYS, DAYS)
def test_criminal_age_is_the_civil_age_of_the_day_before(one: dt.date, other: dt.date) -> None:
    birth, eve = min(one, other), max(one, other)
    age = civil_age(birth, eve)
    on = eve + dt.timedelta(days=1)
    assert (reached(birth, age, on), reached(birth, age + 1, on)) == (True, False)
