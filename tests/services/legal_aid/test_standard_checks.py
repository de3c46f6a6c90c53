"""Points reach the standard of their level item by item; townships stand side by side (LA-132)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import service_point_pb2
from sifa.legal_aid.v1 import standard_check_pb2 as pb

from services.legal_aid.domain.standard_check import MOVES, OTHERS
from tests.doors import refused
from tests.services.legal_aid.contacts import register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
TABLE: dict[str, dict[str, set[str]]] = {
    "PLANNED": {"build": {"BUILT"}},
    "BUILT": {"review": {"PASSED", "RECTIFYING"}},
    "PASSED": {},
    "RECTIFYING": {"build": {"BUILT"}},
}
RPC_OF = {"build": "BuildStandardCheck", "review": "ReviewStandardCheck"}
GOOD = [pb.StandardFinding(item_number=number, fulfilled=True) for number in range(1, 6)]
BAD = [*GOOD[:4], pb.StandardFinding(item_number=5, fulfilled=False, note="清单未上墙")]
WORDS: dict[str, dict[str, Any]] = {
    "build": {"document_number": "验收材料1号", "lawyer_count": 2, "practitioner_count": 3},
    "review": {"document_number": "贯标1号", "findings": GOOD},
}
WAYS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "PLANNED": (), "BUILT": (("build", {}),), "PASSED": (("build", {}), ("review", {})),
    "RECTIFYING": (("build", {}), ("review", {"findings": BAD})),
}  # fmt: skip


def station(counter: Counter, township: str = "示范镇", name: str = "") -> service_point_pb2.ServicePoint:
    """A township's station that is open."""
    area = service_point_pb2.ServiceArea(
        institution=counter.institution, level=service_point_pb2.AREA_LEVEL_TOWNSHIP, display_name=township,
        township=township,
    )  # fmt: skip
    made = counter.call("CreateServiceArea", counter.head, service_area=area)
    said = service_point_pb2.ServicePoint(
        area=made.name, display_name=name or f"{township}工作站", host=service_point_pb2.POINT_HOST_JUDICIAL_OFFICE,
        address="政府路1号", hours="周一至周五 9:00-17:00",
    )  # fmt: skip
    point: service_point_pb2.ServicePoint = counter.call("CreateServicePoint", counter.head, service_point=said)
    return point


def plan(counter: Counter, point: str) -> pb.StandardCheck:
    said = pb.StandardCheck(service_point=point, planned_date="2026-09-30", responsible="基层科")
    made: pb.StandardCheck = counter.call("CreateStandardCheck", counter.head, standard_check=said)
    return made


def move(counter: Counter, action: str, name: str, **fields: Any) -> pb.StandardCheck:
    reply = counter.call(RPC_OF[action], counter.head, name=name, **{**WORDS[action], **fields})
    done: pb.StandardCheck = reply.standard_check
    return done


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-132")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = plan(counter, station(counter).name)
    for action, fields in WAYS[state]:
        made = move(counter, action, made.name, **fields)
    assert (pb.StandardCheckState.Name(made.state), list(made.allowed_actions)) == (
        f"STANDARD_CHECK_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetStandardCheck", counter.chief, name=made.name) == made
    assert list(counter.call("ListStandardChecks", counter.chief, state=made.state).standard_checks) == [made]
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-132")
def test_a_point_that_fails_is_put_right_and_reviewed_again(counter: Counter) -> None:
    made = plan(counter, station(counter).name)
    assert (made.township, len(made.items), made.items[4].text) == ("示范镇", 5, "服务事项清单上墙")
    move(counter, "build", made.name)
    failed = move(counter, "review", made.name, findings=BAD)
    assert [(item.fulfilled, item.note) for item in failed.items] == [*[(True, "")] * 4, (False, "清单未上墙")]
    move(counter, "build", made.name)
    assert move(counter, "review", made.name).state == pb.STANDARD_CHECK_STATE_PASSED


@pytest.mark.rule("LA-132")
@pytest.mark.parametrize(
    ("findings", "fault"),
    [
        (GOOD[:4], {"findings": "ITEMS_MISMATCH"}),
        ([*GOOD, GOOD[0]], {"findings": "ITEMS_MISMATCH"}),
        ([*GOOD[:4], pb.StandardFinding(item_number=6, fulfilled=True)], {"findings": "ITEMS_MISMATCH"}),
        ([*GOOD[:4], pb.StandardFinding(item_number=5)], {"findings[4].note": "NOTE_MISSING"}),
    ],
)
def test_every_item_is_reviewed_once(counter: Counter, findings: list[Any], fault: dict[str, str]) -> None:
    made = plan(counter, station(counter).name)
    move(counter, "build", made.name)
    answer = refused(lambda: move(counter, "review", made.name, findings=findings))
    assert (answer.code, answer.violations) == (INVALID, fault)


@pytest.mark.rule("LA-132")
def test_a_point_has_one_check_that_is_not_passed(counter: Counter) -> None:
    point = station(counter).name
    made = plan(counter, point)
    answer = refused(lambda: plan(counter, point))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "STANDARD_CHECK_EXISTS")
    for action in ("build", "review"):
        move(counter, action, made.name)
    assert plan(counter, point).name != made.name
    unknown = refused(lambda: plan(counter, "servicePoints/00000000-0000-4000-8000-000000000000"))
    assert (unknown.code, unknown.reason) == (FAILED, "POINT_UNKNOWN")


@pytest.mark.rule("LA-132")
def test_townships_stand_side_by_side_the_seat_first(counter: Counter) -> None:
    """The seat has a point with a roster and two contacts, one of last year; a closed point counts nowhere."""
    seat = station(counter, "城关镇")
    move(counter, "build", plan(counter, seat.name).name)
    station(counter, "东河镇")
    closed = station(counter, "西山镇")
    counter.call("CloseServicePoint", counter.head, name=closed.name, reason="撤并")
    for changes in ({}, {"received_date": "2025-12-31"}):
        register(counter, place=seat.display_name, **changes)
    register(counter, place=closed.display_name)
    asked = {"institution": counter.institution, "year": 2026, "seat": "城关镇"}
    rows = counter.call("CompareTownships", counter.chief, **asked).townships
    assert [(row.township, row.points, row.lawyers, row.practitioners, row.contacts) for row in rows] == [
        ("城关镇", 1, 2, 3, 1), ("东河镇", 1, 0, 0, 0), ("西山镇", 0, 0, 0, 0), (OTHERS, 1, 0, 0, 0),
    ]  # fmt: skip
