"""Service points: every township, village and group is to have one that is open (LA-131, F-28)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import service_point_pb2 as pb

from services.legal_aid.domain.service_point import MOVES, AreaLevel, coverage
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

FAILED = grpc.StatusCode.FAILED_PRECONDITION
RPC_OF = {
    "suspend": "SuspendServicePoint", "resume": "ResumeServicePoint", "close": "CloseServicePoint",
    "registerKey": "RegisterPointKey",
}  # fmt: skip
WORDS: dict[str, dict[str, Any]] = {"resume": {}, "registerKey": {"capture_key": "ab" * 32}}
TABLE: dict[str, dict[str, set[str]]] = {
    "ACTIVE": {"suspend": {"SUSPENDED"}, "close": {"CLOSED"}, "registerKey": {"ACTIVE"}},
    "SUSPENDED": {"resume": {"ACTIVE"}, "close": {"CLOSED"}}, "CLOSED": {},
}  # fmt: skip
WAYS = {"ACTIVE": ("suspend", "resume"), "SUSPENDED": ("suspend",), "CLOSED": ("close",)}


def area(counter: Counter, name: str = "示范镇", level: int = pb.AREA_LEVEL_TOWNSHIP) -> pb.ServiceArea:
    said = pb.ServiceArea(
        institution=counter.institution, level=level, display_name=name, township="示范镇"  # type: ignore[arg-type]
    )  # fmt: skip
    made: pb.ServiceArea = counter.call("CreateServiceArea", counter.head, service_area=said)
    return made


def point(counter: Counter, of: str, **changes: Any) -> pb.ServicePoint:
    fields: dict[str, Any] = {
        "area": of, "display_name": "示范镇法律援助工作站", "host": pb.POINT_HOST_JUDICIAL_OFFICE,
        "address": "示范镇政府路1号", "hours": "周一至周五 9:00-17:00", **changes,
    }  # fmt: skip
    made: pb.ServicePoint = counter.call("CreateServicePoint", counter.head, service_point=pb.ServicePoint(**fields))
    return made


def move(counter: Counter, action: str, name: str) -> pb.ServicePoint:
    words = WORDS.get(action, {"reason": "工作人员调离"})
    done: pb.ServicePoint = counter.call(RPC_OF[action], counter.head, name=name, **words).service_point
    return done


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-131")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = point(counter, area(counter).name)
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    assert (pb.PointState.Name(made.state), list(made.allowed_actions)) == (
        f"POINT_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetServicePoint", counter.chief, name=made.name) == made
    assert list(counter.call("ListServicePoints", counter.chief, state=made.state).service_points) == [made]
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-131")
@pytest.mark.parametrize(("stations", "points"), [pytest.param("100.00%", "97.80%", id="TV-C02")])
def test_the_goal_is_every_area(stations: str, points: str) -> None:
    towns = [(AreaLevel.TOWNSHIP, f"镇{number}", True) for number in range(7)]
    villages = [(AreaLevel.VILLAGE, f"村{number}", number >= 2) for number in range(91)]
    of_towns, of_villages, of_groups = coverage([*towns, *villages])
    assert (of_towns.rate, of_towns.goal_met) == (stations, True)
    assert (of_villages.covered, of_villages.rate, of_villages.goal_met) == (89, points, False)
    assert of_villages.uncovered == ("村0", "村1")
    assert (of_groups.rate, of_groups.goal_met) == ("—", False)


@pytest.mark.rule("LA-131")
def test_a_point_that_is_suspended_covers_nothing(counter: Counter) -> None:
    first, second = area(counter), area(counter, "示范村", pb.AREA_LEVEL_VILLAGE)
    station, other = point(counter, first.name), point(counter, second.name, display_name="示范村联络点")
    point(counter, first.name, display_name="看守所工作站", host=pb.POINT_HOST_DETENTION_CENTRE)
    move(counter, "suspend", station.name)
    move(counter, "suspend", other.name)
    lines = counter.call("SummarizeCoverage", counter.chief, institution=counter.institution).levels
    assert [(line.areas, line.covered, list(line.uncovered)) for line in lines] == [
        (1, 1, []), (1, 0, ["示范村"]), (0, 0, []),
    ]  # fmt: skip
    assert list(counter.call("ListServiceAreas", counter.chief, level=pb.AREA_LEVEL_VILLAGE).service_areas) == [second]


@pytest.mark.rule("LA-131")
def test_an_area_is_entered_once_and_a_point_lies_in_one(counter: Counter) -> None:
    made = area(counter)
    assert refused(lambda: area(counter)).reason == "AREA_TWICE"
    assert refused(lambda: point(counter, f"{made.name[:-4]}ffff")).reason == "AREA_UNKNOWN"
