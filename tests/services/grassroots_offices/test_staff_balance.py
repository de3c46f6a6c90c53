"""Who is short, who has more than needed, and who moved in which direction (GO-38, GO-78)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.grassroots_offices.v1 import office_pb2

from services.grassroots_offices.domain.premises import AreaType
from services.grassroots_offices.domain.staff_balance import BalanceLine, proposals
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk, premises

STREET, TOWNSHIP = office_pb2.AREA_TYPE_STREET, office_pb2.AREA_TYPE_TOWNSHIP


@pytest.mark.rule("GO-38", "GO-78")
def test_a_street_with_more_than_it_needs_may_help_a_township_that_is_short(desk: Desk) -> None:
    town, people = desk.staffed_office(5, premises=premises(area_type=STREET))
    village, _ = desk.staffed_office(2)
    whole, _ = desk.staffed_office(4)
    partnership = desk.enter_office(form=office_pb2.OFFICE_FORM_PARTNERSHIP, institution_certificate="")
    leaver = desk.leave(people[0], happened_date="2026-06-01")
    desk.call(
        "HirePractitioner", desk.city, name=leaver.name, office=village.name, document_number="聘用1号",
        happened_date="2026-06-08", entry_reason="收到通知较晚",
    )  # fmt: skip
    found = desk.call("ComputeStaffBalance", desk.city, year=2026)
    lines = {one.office: one for one in found.lines}
    assert (lines[town.name].staff, lines[town.name].surplus, lines[town.name].area_type) == (4, 1, STREET)
    assert (lines[village.name].staff, lines[village.name].short_practitioners) == (3, 0)
    assert (lines[whole.name].surplus, lines[whole.name].short_practitioners) == (0, 0)
    assert (lines[partnership.name].short_practitioners, lines[partnership.name].short_partners) == (3, 2)
    assert [(one.from_office, one.to_office, one.count) for one in found.proposals] == [
        (town.name, partnership.name, 1)
    ]
    (moved,) = found.moves
    assert (moved.practitioner, moved.from_office, moved.to_office, moved.moved_date) == (
        leaver.name, town.name, village.name, "2026-06-08",
    )  # fmt: skip
    assert (moved.from_area, moved.to_area) == (STREET, TOWNSHIP)
    assert not desk.call("ComputeStaffBalance", desk.city, year=2025).moves
    assert refused(lambda: desk.call("ComputeStaffBalance", desk.city, year=2027)).violations == {
        "year": "YEAR_IN_FUTURE"
    }
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert not desk.call("ComputeStaffBalance", neighbour, year=2026).lines


LINES = st.lists(st.tuples(st.sampled_from(AreaType), st.integers(0, 3), st.sampled_from(["A", "B"])), max_size=8)


@pytest.mark.rule("GO-38")
@given(drawn=LINES)
def test_nobody_is_proposed_twice_nor_across_counties(drawn: list[tuple[AreaType, int, str]]) -> None:
    lines = [
        BalanceLine(
            office=f"offices/{number}", area_type=area, staff=3, short_partners=0,
            short_practitioners=0 if area is AreaType.STREET else count,
            surplus=count if area is AreaType.STREET else 0,
        )
        for number, (area, count, _) in enumerate(drawn)
    ]  # fmt: skip
    counties = {f"offices/{number}": county for number, (_, _, county) in enumerate(drawn)}
    found = proposals(lines, counties)
    assert all(counties[one.from_office] == counties[one.to_office] and one.count > 0 for one in found)
    for county in ("A", "B"):
        own = [one for one in lines if counties[one.office] == county]
        moved = sum(one.count for one in found if counties[one.from_office] == county)
        assert moved == min(sum(one.surplus for one in own), sum(one.short_practitioners for one in own))
    for line in lines:
        assert sum(one.count for one in found if one.from_office == line.office) <= line.surplus
        assert sum(one.count for one in found if one.to_office == line.office) <= line.short_practitioners
