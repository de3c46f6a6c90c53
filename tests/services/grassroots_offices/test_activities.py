"""One register of activities; what a joint meeting resolved is carried until it is done (GO-19, GO-86)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import activity_pb2 as pb

from services.grassroots_offices.domain.activity import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk

MEETING, PAIRING, CHECKUP, PUBLICITY = (
    pb.ACTIVITY_KIND_JOINT_MEETING, pb.ACTIVITY_KIND_PAIRING, pb.ACTIVITY_KIND_ENTERPRISE_CHECKUP,
    pb.ACTIVITY_KIND_PUBLICITY,
)  # fmt: skip


def hold(desk: Desk, office: str, kind: pb.ActivityKind.ValueType, **changes: Any) -> pb.Activity:
    fields: dict[str, Any] = {
        "kind": kind, "title": "季度联席会议", "activity_date": "2026-06-12", "offices": [office],
        "document_number": "会议纪要1号", "division": "990102", "entry_reason": "补录活动记录", **changes,
    }  # fmt: skip
    made: pb.Activity = desk.call("CreateActivity", desk.clerk, activity=pb.Activity(**fields))
    return made


def resolved(text: str, due: str, **changes: Any) -> pb.MeetingResolution:
    return pb.MeetingResolution(text=text, owner="基层工作科", due_date=due, **changes)


def carried(desk: Desk) -> list[tuple[str, str, bool]]:
    found = desk.call("ListOpenResolutions", desk.city).open_resolutions
    return [(one.activity, one.text, one.overdue) for one in found]


@pytest.mark.rule("GO-86")
def test_a_resolution_is_carried_until_it_is_done(desk: Desk) -> None:
    office = desk.enter_office().name
    old = hold(desk, office, MEETING, activity_date="2026-03-10", resolutions=[
        resolved("协调阅卷便利", "2026-06-14", done_date="2026-03-11", outcome="已办"),
        resolved("统一卷宗格式", "2026-06-15"),
    ])  # fmt: skip
    new = hold(desk, office, MEETING, resolutions=[resolved("组织培训", "2026-06-30")])
    gone = hold(desk, office, MEETING, resolutions=[resolved("登记有误", "2026-07-01")])
    desk.call("VoidActivity", desk.clerk, name=gone.name, void_reason="重复登记")
    assert carried(desk) == [
        (old.name, "协调阅卷便利", True), (old.name, "统一卷宗格式", False), (new.name, "组织培训", False),
    ]  # fmt: skip
    finish = partial(
        desk.call, "FinishResolution", desk.clerk, name=old.name, document_number="落实1号", outcome="法院已同意"
    )
    done = finish(place=0).activity
    assert (done.resolutions[0].done_date, done.resolutions[0].outcome) == ("2026-06-15", "法院已同意")
    assert [text for _, text, _ in carried(desk)] == ["统一卷宗格式", "组织培训"]
    assert refused(lambda: finish(place=0)).reason == "RESOLUTION_DONE"
    assert refused(lambda: finish(place=2)).reason == "RESOLUTION_UNKNOWN"


@pytest.mark.rule("GO-19")
def test_offices_that_did_nothing_with_a_law_firm_in_the_year_are_shown(desk: Desk) -> None:
    paired, lonely, last_year = (desk.enter_office().name for _ in range(3))
    firm = {"partner": "示例律师事务所"}
    hold(desk, paired, PAIRING, **firm)
    hold(desk, last_year, PAIRING, activity_date="2025-11-03", **firm)
    hold(desk, lonely, PUBLICITY)
    found = [list(desk.call("ListUnpairedOffices", desk.city, year=year).offices) for year in (2026, 2025)]
    assert found == [sorted([lonely, last_year]), sorted([paired, lonely])]
    ahead = refused(lambda: desk.call("ListUnpairedOffices", desk.city, year=2027))
    assert ahead.violations == {"year": "YEAR_IN_FUTURE"}


def test_what_no_schema_can_say_of_an_activity_is_refused(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    for field, reason, kind, changes in (
        ("partner", "PARTNER_MISSING", CHECKUP, {}), ("partner", "PARTNER_MISSING", PAIRING, {"partner": " "}),
        ("cost_source", "COST_SOURCE_MISSING", PUBLICITY, {"cost_fen": 1}),
        ("resolutions", "RESOLUTION_UNEXPECTED", PUBLICITY, {"resolutions": [resolved("组织培训", "2026-06-30")]}),
        ("resolutions[0].due_date", "DUE_BEFORE_MEETING", MEETING, {"resolutions": [resolved("培训", "2026-06-11")]}),
    ):  # fmt: skip
        answer = refused(partial(hold, desk, office.name, kind, **changes))
        assert answer.violations == {f"activity.{field}": reason}
    nobody = f"-0000-4000-8000-{'0' * 12}"
    for field, reason in (("offices", "OFFICE_UNKNOWN"), ("practitioners", "PRACTITIONER_UNKNOWN")):
        unknown = [f"{field}/00000000{nobody}"]
        assert refused(partial(hold, desk, office.name, PUBLICITY, **{field: unknown})).reason == reason
    whole = hold(desk, office.name, PUBLICITY, practitioners=[staff[0].name], cost_fen=5_000, cost_source="工作经费")
    assert list(whole.practitioners) == [staff[0].name]


def test_a_list_is_of_one_kind_or_state_and_of_the_own_county(desk: Desk) -> None:
    office = desk.enter_office().name
    first, second = hold(desk, office, PUBLICITY), hold(desk, office, MEETING)
    desk.call("VoidActivity", desk.clerk, name=second.name, void_reason="登记有误")
    asked: tuple[dict[str, Any], ...] = ({"kind": PUBLICITY}, {"state": pb.ACTIVITY_STATE_VOIDED})
    found = [desk.call("ListActivities", desk.city, **one).activities for one in asked]
    assert [[one.name for one in page] for page in found] == [[first.name], [second.name]]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("GetActivity", neighbour, name=first.name)).code == grpc.StatusCode.NOT_FOUND
    assert desk.call("GetActivity", desk.city, name=first.name) == first


def test_the_moves_of_an_activity() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "HELD": ["finishResolution", "void"], "VOIDED": [],
    }  # fmt: skip
