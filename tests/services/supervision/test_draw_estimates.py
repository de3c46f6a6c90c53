"""What the visits say of everybody who could have been drawn: exact limits; what is not known stays open (SV-60)."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.supervision.v1 import inspection_pb2

from services.supervision.domain.draw_estimate import sound_limits
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.draws import VISIT, drawn, offices, result, step
from tests.services.supervision.inspections import PROBLEM, Visit, approve, checklist, officer_with_key, planned
from tests.services.supervision.units import office

DAY = VISIT[:10]
TIMES = {"start_time": f"{DAY}T08:10", "end_time": f"{DAY}T08:50"}
ANSWERS = [{"item": "1.1", "outcome": "SOUND", "note": ""}, {"item": "1.2", "outcome": "PROBLEM", "note": ""}]
FOUND = {"answers": ANSWERS, "result": "PROBLEMS", "problems": [PROBLEM]}


def chance(population: int, there: int, drawn: int, sound: int) -> Fraction:
    return Fraction(comb(there, sound) * comb(population - there, drawn - sound), comb(population, drawn))


@given(st.integers(1, 40).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size), st.integers(0, size))))
def test_whatever_is_true_the_limits_enclose_it_in_95_of_100_draws(case: tuple[int, int, int]) -> None:
    population, there, size = case
    missed = Fraction(0)
    for sound in range(max(0, size - population + there), min(size, there) + 1):
        low, high = sound_limits(population=population, drawn=size, fewest=sound, most=sound)
        if not low <= there <= high:
            missed += chance(population, there, size, sound)
    assert missed <= Fraction(5, 100)


@given(st.integers(1, 30).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size))))
def test_limits_are_as_narrow_as_their_tails_allow(case: tuple[int, int]) -> None:
    population, size = case
    for sound in range(size + 1):
        low, _ = sound_limits(population=population, drawn=size, fewest=sound, most=sound)
        below = (
            sum((chance(population, low - 1, size, one) for one in range(sound, size + 1)), Fraction(0)) if low else 0
        )
        assert low <= sound or below <= Fraction(25, 1000)


def test_a_city_s_sample_of_143_files_with_138_sound_ones() -> None:
    """The limits lie within those of Clopper and Pearson for an endless population, 92.0 % and 98.9 %."""
    low, high = sound_limits(population=6956, drawn=143, fewest=138, most=138)
    assert (low, high) == (6405, 6875)
    assert 0.9203 < low / 6956 < 138 / 143 < high / 6956 < 0.9886


def test_who_is_wholly_inspected_is_known() -> None:
    assert sound_limits(population=12, drawn=12, fewest=9, most=9) == (9, 9)


def inspect(bureau: Bureau, draw: Any, listed: str, keys: dict[str, str], place: int, **found: Any) -> None:
    """A signed inspection at the drawn target of the place."""
    drawn_one = result(bureau, draw).assignments[place]
    where = office(bureau, f"第{place}法律服务所", subject=drawn_one.target, people=[])
    officers = list(drawn_one.officers)
    usual = {"draw": draw.name, "officers": officers, "checklist": listed, "planned_date": DAY}
    made = approve(bureau, planned(bureau, inspection_pb2.INSPECTION_KIND_RANDOM, **usual).name)
    visit = Visit(bureau=bureau, inspection=made, unit=where, keys={one: keys[one] for one in officers})
    bureau.call("StartInspection", bureau.section, name=made.name, unit=where.name)
    record = visit.record(**TIMES, **found)
    visit.write(record)
    for one in officers:
        visit.sign(record, one)


def estimate(bureau: Bureau, draw: Any) -> Any:
    return bureau.call("GetDrawEstimate", bureau.chief, name=f"{draw.name}/estimate")


@pytest.mark.rule("SV-60", "SV-05")
def test_what_nobody_inspected_stays_open_and_sealed_draws_say_nothing(bureau: Bureau, profile: Profile) -> None:
    keys, listed = dict(officer_with_key(bureau) for _ in range(3)), checklist(bureau).name
    draw = drawn(bureau, profile, offices(20), officers=list(keys))
    assert refused(lambda: estimate(bureau, draw)).reason == "DRAW_SEALED"
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
        assert len(result(visit, draw).assignments) == 2
        (before,) = estimate(visit, draw).strata
        assert (before.population, before.drawn, before.inspected, before.sound) == (20, 2, 0, 0)
        assert (before.sound_at_least, before.sound_at_most) == (0, 20)
        inspect(visit, draw, listed, keys, 0)
        (half,) = estimate(visit, draw).strata
        assert (half.inspected, half.sound, half.sound_at_least, half.sound_at_most) == (1, 1, 1, 20)
        inspect(visit, draw, listed, keys, 1, **FOUND)
        whole = estimate(visit, draw)
        (last,) = whole.strata
        assert (last.inspected, last.sound, last.sound_at_least, last.sound_at_most) == (2, 1, 1, 19)
        assert (whole.confidence_percent, whole.excluded_count) == (95, 0)
