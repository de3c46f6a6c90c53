"""Five verdicts of an office, each from its own rules, and none weighed against another (GO-90)."""

from __future__ import annotations

import grpc
import pytest
from sifa.grassroots_offices.v1 import standard_pb2 as pb
from sifa.grassroots_offices.v1 import written_rule_pb2

from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk, premises
from tests.services.grassroots_offices.matters import act, approved, register
from tests.services.grassroots_offices.test_written_rules import act as rule_act
from tests.services.grassroots_offices.test_written_rules import enter as adopt

AFFAIRS, TEAM, RULES, SYSTEM, SERVICE = (
    pb.STANDARD_AREA_OFFICE_AFFAIRS, pb.STANDARD_AREA_TEAM, pb.STANDARD_AREA_INTERNAL_RULES,
    pb.STANDARD_AREA_SYSTEM_USE, pb.STANDARD_AREA_SERVICE,
)  # fmt: skip


def check(desk: Desk, office: str, year: int = 2026) -> dict[int, list[str]]:
    found = desk.call("CheckStandards", desk.city, name=office, year=year).verdicts
    assert all(one.met is (not one.failures) and one.citation for one in found)
    return {one.area: list(one.failures) for one in found}


@pytest.mark.rule("GO-90")
def test_each_area_fails_by_its_own_rules(desk: Desk) -> None:
    office, staff = desk.staffed_office(2, premises=premises(floor_area_m2=40))
    late = register(desk, office.name, staff[0].name, accepted_date="2026-03-02", entry_reason="系统故障")
    closed = act(desk, "close", approved(desk, office.name, staff[0].name), outcome="调解结案")
    found = check(desk, office.name)
    assert found[AFFAIRS] == ["FLOOR_AREA"]
    assert {"PRACTITIONERS", "STAFF"} <= set(found[TEAM])
    assert len(found[RULES]) == 12
    assert found[SYSTEM] == [late.name]
    assert found[SERVICE] == ["FILE_REVIEW", "SURVEY", "FOLLOW_UP_CALL"]
    assert closed.name not in found[SYSTEM]


@pytest.mark.rule("GO-90")
def test_an_office_may_meet_all_five(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    for kind in list(written_rule_pb2.WrittenRuleKind.values())[1:-1]:
        rule_act(desk, "RecordRuleUse", adopt(desk, office.name, kind, posted=True), document_number="台账1号")
    assert check(desk, office.name) == {AFFAIRS: [], TEAM: [], RULES: [], SYSTEM: [], SERVICE: []}


@pytest.mark.rule("GO-90")
def test_quotas_that_were_missed_fail_the_service_of_a_year_that_is_over(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    assert check(desk, office.name, 2025)[SERVICE] == ["SERVICE_HOURS", "AID_CASES"]
    assert refused(lambda: check(desk, office.name, 2027)).violations == {"year": "YEAR_IN_FUTURE"}
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    hidden = refused(lambda: desk.call("CheckStandards", neighbour, name=office.name, year=2026))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
