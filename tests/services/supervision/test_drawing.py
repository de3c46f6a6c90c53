"""How many are drawn, whom a roster leaves out, and that a draw can be repeated (SV-61 to SV-65, TV-S08, S09, S18)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.draw import roster_root
from services.supervision.domain.draw import DrawMode, DrawRules
from services.supervision.domain.draw_planning import quotas, strata_of
from services.supervision.domain.draw_roster import DrawTarget, FrozenRoster, freeze
from services.supervision.domain.drawing import DrawRecusal, officers_for, targets_of
from services.supervision.domain.inspection_officer import (
    InspectionOfficer,
    InspectionOfficerDraft,
    InterestGround,
    OfficerInterest,
    certified,
)
from tests.services.supervision.draws import LOW, ORDINARY, office, offices, person

OFFICE_RULES = DrawRules(percent=10, low_risk_percent=10, min_count=2)
PEOPLE_RULES = DrawRules(percent=30, low_risk_percent=30, min_count=0)
SEED = bytes.fromhex("8a8b77eca40df12ff2b66feb7e8a4451a5b307ddfe9e6d614364757087a9b541")
NOW = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)
# RELIABILITY P5: the known answer.
ROSTER = [f"JC{number:04d}" for number in range(1, 41)]
DRAWN = ["JC0002", "JC0012", "JC0029", "JC0025"]


def officer(number: int, *interests: str) -> InspectionOfficer:
    draft = InspectionOfficerDraft(
        full_name="周示例", certificate_number=f"执法{number}", valid_from_date=dt.date(2024, 1, 1),
        valid_until_date=dt.date(2028, 1, 1), division="990102", document_number="登记1号",
    )  # fmt: skip
    made = certified(draft, name=f"inspectionOfficers/{number:036d}", now=NOW)
    declared = tuple(OfficerInterest(subject=one, ground=InterestGround.RELATIVE) for one in interests)
    return replace(made, interests=declared)


def roster(
    targets: list[DrawTarget], *officers: InspectionOfficer, capped: frozenset[str] = frozenset()
) -> FrozenRoster:
    return freeze(targets, capped=capped, officers=officers)


@pytest.mark.rule("SV-62")
@pytest.mark.parametrize(
    ("sizes", "rules", "found"),
    [
        ((8, 0), OFFICE_RULES, (2, 0)), ((28, 0), PEOPLE_RULES, (9, 0)), ((1, 0), OFFICE_RULES, (1, 0)),
        ((0, 0), OFFICE_RULES, (0, 0)), ((20, 0), OFFICE_RULES, (2, 0)), ((21, 0), OFFICE_RULES, (3, 0)),
        ((1, 0), PEOPLE_RULES, (1, 0)), ((5, 3), OFFICE_RULES, (1, 1)), ((0, 8), OFFICE_RULES, (0, 2)),
        ((1, 1), DrawRules(percent=10, low_risk_percent=10, min_count=5), (1, 1)),
        ((40, 40), DrawRules(percent=10, low_risk_percent=5, min_count=2), (4, 2)),
        ((0, 8), DrawRules(percent=10, low_risk_percent=5, min_count=4), (0, 4)),
    ],
)  # fmt: skip
def test_counts_are_rounded_up_and_never_below_the_minimum(
    sizes: tuple[int, int], rules: DrawRules, found: tuple[int, int]
) -> None:
    """TV-S08, TV-S09, E-62."""
    assert tuple(quotas(dict(zip((ORDINARY, LOW), sizes, strict=True)), rules).values()) == found


@pytest.mark.rule("SV-62")
@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 100), st.integers(0, 20))
def test_as_many_are_drawn_as_the_formula_says(ordinary: int, low: int, percent: int, least: int) -> None:
    rules = DrawRules(percent=percent, low_risk_percent=percent, min_count=least)
    found = quotas({ORDINARY: ordinary, LOW: low}, rules)
    assert sum(found.values()) >= min(ordinary + low, max(least, -(-(ordinary + low) * percent // 100)))
    assert all(0 <= found[part] <= size for part, size in ((ORDINARY, ordinary), (LOW, low)))
    assert quotas({ORDINARY: ordinary, LOW: 0}, rules)[ORDINARY] == min(
        ordinary, max(least, -(-ordinary * percent // 100))
    )


@pytest.mark.rule("SV-63")
def test_offices_of_low_risk_have_a_quota_of_their_own() -> None:
    rules = DrawRules(percent=20, low_risk_percent=5, min_count=2)
    found = strata_of(roster(offices(60, low=40), officer(1), officer(2)), rules)
    assert [(one.stratum, one.percent, one.size, one.quota) for one in found] == [
        (ORDINARY, 20, 20, 4), (LOW, 5, 40, 2),
    ]  # fmt: skip
    assert [one.root for one in found] == [
        roster_root(office(one) for one in numbers).hex() for numbers in (range(1, 21), range(21, 61))
    ]


@pytest.mark.rule("SV-65")
def test_the_known_answer_is_drawn_and_drawn_again() -> None:
    """TV-S18: the same seed and roster give the same draw."""
    frozen = FrozenRoster(targets=dict.fromkeys(ROSTER, ORDINARY), excluded=(), officers=())
    turned = FrozenRoster(targets=dict.fromkeys(reversed(ROSTER), ORDINARY), excluded=(), officers=())
    for one in (frozen, frozen, turned):
        assert targets_of(DrawMode.DRAW_V1, SEED, one, {ORDINARY: 4, LOW: 0}, "") == DRAWN


@pytest.mark.rule("SV-65")
@given(st.binary(min_size=32, max_size=32), st.sets(st.text("ABC123", min_size=1, max_size=6), min_size=8), st.data())
def test_a_larger_sample_begins_with_the_smaller_one(seed: bytes, ids: set[str], data: st.DataObject) -> None:
    """What `consistent-sampler` promises: take=8 has take=5 as prefix, and who leaves the roster moves nobody else."""
    pool = FrozenRoster(
        targets=dict.fromkeys(data.draw(st.permutations(sorted(ids))), ORDINARY), excluded=(), officers=()
    )
    eight, five = (targets_of(DrawMode.DRAW_V1, seed, pool, {ORDINARY: take}, "") for take in (8, 5))
    assert eight[:5] == five
    gone = data.draw(st.sampled_from(sorted(ids)))
    left = replace(pool, targets={one: ORDINARY for one in pool.targets if one != gone})
    order, after = (targets_of(DrawMode.DRAW_V1, seed, one, {ORDINARY: len(ids)}, "") for one in (pool, left))
    assert [one for one in order if one != gone] == after


@pytest.mark.rule("SV-65")
def test_public_numbers_select_as_rfc_3797_says() -> None:
    pool = FrozenRoster(
        targets={f"{number:02d}": ORDINARY for number in range(1, 26)}, excluded=(), officers=()
    )  # fmt: skip
    key = "9319./2.5.8.10.12./9.18.26.34.41.45./"
    found = targets_of(DrawMode.RFC3797, SEED, pool, {ORDINARY: 10, LOW: 0}, key)
    assert found == ["17", "07", "02", "16", "25", "23", "08", "24", "19", "13"]


@pytest.mark.rule("SV-61")
def test_an_interest_in_an_office_bars_from_everybody_there() -> None:
    people = [
        DrawTarget(subject=person(one), office=office(one % 2), stratum=ORDINARY) for one in range(1, 5)
    ]  # fmt: skip
    frozen = roster(people, officer(1, office(1)), officer(2, person(2)), officer(3, office(9)))
    assert [one.barred for one in frozen.officers] == [(person(1), person(3)), (person(2),), ()]
    assert frozen.fewest_officers == 2
    assert "|".join((officer(1).name, person(1), person(3))) == frozen.officers[0].line


@pytest.mark.rule("SV-64", "SV-66")
def test_whom_the_cap_leaves_out_is_on_record_and_not_drawn() -> None:
    frozen = roster(offices(5), officer(1), capped=frozenset({office(2), office(99)}))
    assert (frozen.excluded, list(frozen.targets)) == ((office(2),), [office(1), office(3), office(4), office(5)])


@pytest.mark.rule("SV-61")
@given(st.integers(2, 12), st.data())
def test_two_officers_go_and_whoever_withdraws_moves_nobody_else(count: int, data: st.DataObject) -> None:
    frozen = roster(offices(1), *(officer(number) for number in range(count)))
    first = officers_for(SEED, office(1), frozen, ())
    gone = data.draw(st.sampled_from(first))
    recusal = DrawRecusal(target=office(1), officer=gone, ground="亲属", document_number="回避1号")
    after = officers_for(SEED, office(1), frozen, [recusal])
    assert len(first) == 2
    assert [one for one in first if one != gone] == [one for one in after if one in first]
    assert len(after) == min(2, count - 1)
    assert officers_for(SEED, office(2), frozen, [recusal]) == officers_for(SEED, office(2), frozen, ())
