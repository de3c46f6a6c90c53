"""The demo district as a whole: its figures, its repeatability, its place in the city."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from chassis.clock import derived_id
from chassis.district.counts import Counts, read_counties
from chassis.district.dice import apportion, stream
from chassis.district.generate import City, District, generate, make_district
from chassis.district.listing import district_as_json, summary
from tests.unit.district.walk import named

F_19 = [1, 7, 91, 4, 24, 1, 3, 8, 28, 300, 15, 8, 17, 91]
PRINT_DIGEST = """
import hashlib, json, sys
from chassis.district.generate import generate
from chassis.district.listing import district_as_json
text = json.dumps(district_as_json(generate(scale=sys.argv[1])), ensure_ascii=False)
print(hashlib.sha256(text.encode()).hexdigest())
"""


def as_text(place: District | City) -> str:
    return json.dumps(district_as_json(place), ensure_ascii=False)


def digest_elsewhere(scale: str, **environment: str) -> str:
    """The digest that a fresh interpreter prints under other settings."""
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST, scale],
        env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def steps_of(work: Callable[[], object]) -> int:
    """How many lines of Python the work runs, every round of a loop counted."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_the_district_has_the_figures_of_the_form(district: District) -> None:
    assert list(summary(district).values()) == F_19


def test_the_json_begins_with_the_figures_of_the_form(district: District) -> None:
    assert next(iter(district_as_json(district).items())) == ("summary", summary(district))


def test_the_json_holds_plain_values_alone(district: District) -> None:
    def kinds(value: Any) -> set[type]:
        if isinstance(value, dict):
            return set().union(*map(kinds, value.values()))
        return set().union(*map(kinds, value)) if isinstance(value, list) else {type(value)}

    assert kinds(district_as_json(district)) == {str, int, bool, type(None)}


def test_the_same_seed_gives_the_same_bytes(district: District) -> None:
    assert as_text(generate()) == as_text(district)


@pytest.mark.parametrize("scale", ["district", "city"])
def test_neither_hash_seed_nor_time_zone_changes_a_byte(scale: str, district: District, city: City) -> None:
    here = hashlib.sha256(as_text(district if scale == "district" else city).encode()).hexdigest()
    settings = [("0", "UTC"), ("4711", "America/Los_Angeles"), ("77", "Pacific/Kiritimati")]
    assert {digest_elsewhere(scale, PYTHONHASHSEED=seed, TZ=zone) for seed, zone in settings} == {here}


def test_another_seed_gives_another_district_of_the_same_size(district: District) -> None:
    other = generate(seed=district.seed + 1)
    assert as_text(other) != as_text(district)
    assert list(summary(other).values()) == F_19


@pytest.mark.parametrize("seed", range(1, 21))
def test_any_seed_gives_the_figures_of_the_form(seed: int) -> None:
    assert list(summary(generate(seed=seed)).values()) == F_19


def test_parts_of_one_seed_have_streams_of_their_own() -> None:
    places = itertools.product([1, 2], ["990102", "990103"], ["lawyers", "firms"])
    assert len({stream(seed, division, part).random() for seed, division, part in places}) == 8


def test_more_cases_move_neither_lawyers_nor_villages(district: District) -> None:
    more = make_district(read_counties()[1], seed=district.seed, counts=Counts(cases=310))
    assert (more.lawyers, more.villages, more.practitioners) == (
        district.lawyers,
        district.villages,
        district.practitioners,
    )


def test_apportioned_parts_add_up() -> None:
    assert apportion(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}


def test_every_id_is_used_once(city: City) -> None:
    ids = named(city, "id")
    assert len(set(ids)) == len(ids)


def test_the_centre_has_the_id_under_which_the_service_seeds_it(district: District) -> None:
    assert district.institutions[0].id == derived_id("00000000-0000-8000-8000-000000990102", 0)


def test_the_city_has_thirteen_counties(city: City) -> None:
    assert [one.division for one in city.districts] == [f"9901{place:02d}" for place in range(1, 14)]


def test_the_city_contains_the_district_unchanged(city: City, district: District) -> None:
    assert city.districts[1] == district


def test_the_city_has_about_3900_cases_and_counties_of_their_own_size(city: City) -> None:
    assert 3_700 <= summary(city)["legal_aid_cases"] <= 4_100
    assert len({tuple(summary(one).values()) for one in city.districts}) == 13


def test_the_work_for_the_city_is_that_for_thirteen_districts() -> None:
    generate(scale="city")  # fills the caches of lists and calendar
    one, all_of_them = steps_of(generate), steps_of(lambda: generate(scale="city"))
    assert 10 * one < all_of_them < 16 * one


def test_four_times_the_cases_are_four_times_the_work() -> None:
    def work(cases: int) -> int:
        return steps_of(lambda: make_district(read_counties()[1], seed=1, counts=Counts(cases=cases)))

    work(300)
    assert work(2_400) < 4.4 * work(600)
