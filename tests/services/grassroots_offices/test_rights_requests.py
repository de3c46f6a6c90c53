"""A practitioner whose rights were infringed is heard, and answered in ten working days (GO-87)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import rights_request_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from services.grassroots_offices.domain.rights_request import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk


def ask(desk: Desk, practitioner: str, **changes: Any) -> pb.RightsRequest:
    fields: dict[str, Any] = {
        "practitioner": practitioner, "kind": pb.RIGHTS_REQUEST_KIND_OBSTRUCTION, "authority": "示例派出所",
        "facts": "调查取证时被拒绝。", "requested_date": "2026-06-12", "document_number": "维权1号", **changes,
    }  # fmt: skip
    made: pb.RightsRequest = desk.call("CreateRightsRequest", desk.clerk, rights_request=pb.RightsRequest(**fields))
    return made


def act(desk: Desk, verb: str, request: pb.RightsRequest, **fields: Any) -> pb.RightsRequest:
    asked = {"name": request.name, "document_number": f"{verb}1号", **fields}
    done: pb.RightsRequest = desk.call(f"{verb}RightsRequest", desk.clerk, **asked).rights_request
    return done


@pytest.mark.rule("GO-87")
def test_a_request_is_taken_up_and_answered_within_ten_working_days(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    request = ask(desk, staff[0].name)
    assert request.office == office.name
    # 2026-06-19 is the Dragon Boat day off; 13, 14, 20, 21 and 27 June are weekends.
    assert [(one.kind, one.due_date) for one in request.deadlines] == [("ANSWER_RIGHTS", "2026-06-29")]
    early = refused(lambda: act(desk, "Answer", request, answer="已协调"))
    assert early.reason == "ACTION_NOT_ALLOWED"
    taken = act(desk, "TakeUp", request)
    assert taken.taken_up_document == "TakeUp1号"
    done = act(desk, "Answer", request, answer="派出所已纠正，可再次前往取证。")
    assert (done.state, done.answer_document) == (pb.RIGHTS_REQUEST_STATE_ANSWERED, "Answer1号")
    assert [one.done_date for one in done.deadlines] == ["2026-06-15"]
    assert desk.call("GetRightsRequest", desk.city, name=request.name) == done


@pytest.mark.rule("GO-87")
def test_a_request_that_is_taken_back_is_due_no_more(desk: Desk) -> None:
    _, staff = desk.staffed_office(1)
    done = act(desk, "Withdraw", ask(desk, staff[0].name), answer="当事人自行协商解决")
    assert done.state == pb.RIGHTS_REQUEST_STATE_WITHDRAWN
    assert {one.state for one in done.deadlines} == {deadline_pb2.DEADLINE_STATE_CANCELLED}
    assert list(done.allowed_actions) == []


@pytest.mark.rule("GO-87")
def test_whoever_practises_nowhere_on_the_day_cannot_ask(desk: Desk) -> None:
    _, staff = desk.staffed_office(1)
    before = refused(lambda: ask(desk, staff[0].name, requested_date="2017-01-05", entry_reason="补录申请"))
    assert before.reason == "NOT_EMPLOYED_THEN"


def test_a_list_is_of_one_practitioner_or_state_and_of_the_own_county(desk: Desk) -> None:
    _, staff = desk.staffed_office(2)
    first, second = (ask(desk, one.name) for one in staff)
    act(desk, "TakeUp", second)
    asked: tuple[dict[str, Any], ...] = ({"practitioner": staff[0].name}, {"state": pb.RIGHTS_REQUEST_STATE_TAKEN_UP})
    found = [desk.call("ListRightsRequests", desk.city, **one).rights_requests for one in asked]
    assert [[one.name for one in page] for page in found] == [[first.name], [second.name]]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    hidden = refused(partial(desk.call, "GetRightsRequest", neighbour, name=first.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND


def test_the_moves_of_a_request() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "REGISTERED": ["takeUp", "withdraw"], "TAKEN_UP": ["answer", "withdraw"], "ANSWERED": [], "WITHDRAWN": [],
    }  # fmt: skip
