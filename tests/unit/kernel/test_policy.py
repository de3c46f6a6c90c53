"""Policy packs are looked up by the case's place and date, and never guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis.kernel.errors import RuleViolated
from chassis.kernel.policy import NATIONAL, Pack, Parameter, PolicyBook, division_path

CHANGE = dt.date(2025, 7, 1)
EVE = dt.date(2025, 6, 30)
KEY = "la.standard.urban"


def parameter(value: int, start: dt.date, end: dt.date | None, pack: str) -> Parameter:
    return Parameter(
        key=KEY, unit="fen", value=value, citation="演示", from_date=start, to_date=end, pack=pack, sha256="0" * 64
    )


def pack(division: str, *parameters: Parameter) -> Pack:
    return Pack(id=division, division=division, sha256=division.zfill(64), content="{}", parameters=parameters)


def book() -> PolicyBook:
    province = pack("990000", parameter(1, dt.date(2024, 1, 1), EVE, "990000"), parameter(2, CHANGE, None, "990000"))
    return PolicyBook([province, pack("990100", parameter(3, CHANGE, None, "990100"))])


@pytest.mark.parametrize(("on", "value"), [(EVE, 1), (CHANGE, 2), (dt.date(2024, 1, 1), 1), (dt.date(2090, 1, 1), 2)])
def test_the_value_changes_on_its_day_and_not_before(on: dt.date, value: int) -> None:
    assert book().find(KEY, division="990202", on=on).value == value


def test_the_nearest_pack_of_the_division_tree_decides() -> None:
    assert book().find(KEY, division="990102", on=CHANGE).pack == "990100"


def test_a_pack_that_knows_the_key_but_not_the_date_ends_the_search() -> None:
    with pytest.raises(RuleViolated, match="POLICY_NOT_FOUND"):
        book().find(KEY, division="990102", on=EVE)


@pytest.mark.parametrize(
    ("division", "on", "key"),
    [("990202", dt.date(2023, 12, 31), KEY), ("980102", CHANGE, KEY), ("990202", CHANGE, "la.other")],
    ids=["date", "place", "key"],
)
def test_what_no_pack_covers_is_refused(division: str, on: dt.date, key: str) -> None:
    with pytest.raises(RuleViolated) as caught:
        book().find(key, division=division, on=on)
    assert caught.value.metadata == {"key": key, "division": division, "on": on.isoformat()}


def test_two_packs_for_one_division_are_refused() -> None:
    with pytest.raises(ValueError, match="two policy packs for division 990000"):
        PolicyBook([pack("990000"), pack("990000")])


@pytest.mark.parametrize(
    ("division", "path"),
    [
        ("990102", ("990102", "990100", "990000", NATIONAL)), ("990100", ("990100", "990000", NATIONAL)),
        ("990000", ("990000", NATIONAL)), (NATIONAL, (NATIONAL,)),
    ],
)  # fmt: skip
def test_packs_are_asked_from_the_county_to_the_nation(division: str, path: tuple[str, ...]) -> None:
    assert division_path(division) == path
