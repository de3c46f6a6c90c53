"""What an office takes on is registered, approved, closed and archived in step with paper (GO-15, GO-17, GO-77)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import office_case_pb2 as pb
from sifa.grassroots_offices.v1 import office_pb2, practitioner_pb2

from services.grassroots_offices.domain.office_case import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import CLIENT, OPPONENT, act, approved, party, register

END: dict[str, Any] = {"outcome": "调解结案", "document_number": "结案审批1号"}


@pytest.mark.rule("GO-17")
def test_the_four_steps_are_kept_with_the_day_on_paper_and_the_day_of_entry(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = approved(desk, office.name, staff[0].name)
    closed = act(desk, "close", case, **END)
    done = act(desk, "archive", closed, archive_number="2026民001")
    assert [(one.action, one.happened_date, one.late) for one in done.steps] == [
        ("register", "2026-06-12", False), ("approve", "2026-06-15", False), ("close", "2026-06-15", False),
        ("archive", "2026-06-15", False),
    ]  # fmt: skip
    assert (done.state, done.outcome, done.archive_number, done.late) == (
        pb.OFFICE_CASE_STATE_ARCHIVED, "调解结案", "2026民001", False,
    )  # fmt: skip
    assert list(done.allowed_actions) == []


@pytest.mark.rule("GO-17", "P-06")
def test_a_step_that_was_not_entered_with_the_paper_needs_a_reason_and_marks_the_matter(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    bare = refused(lambda: register(desk, office.name, staff[0].name, accepted_date="2026-03-02"))
    assert bare.reason == "ENTRY_REASON_MISSING"
    late = register(desk, office.name, staff[0].name, accepted_date="2026-03-02", entry_reason="系统故障")
    assert (late.late, late.steps[0].reason, late.case_number) == (True, "系统故障", "（2026）收字第1号")
    assert act(desk, "approve", late).late


def test_matters_are_numbered_without_gaps_in_each_office_and_year(desk: Desk) -> None:
    (one, first), (other, second) = desk.staffed_office(3), desk.staffed_office(3)
    late = {"accepted_date": "2025-12-30", "entry_reason": "补录上年案件"}
    made = [register(desk, one.name, first[0].name) for _ in range(2)]
    refused(lambda: register(desk, one.name, first[0].name, accepted_date="2026-06-16"))
    act(desk, "void", made[1], outcome="重复登记")
    made += [register(desk, one.name, first[0].name), register(desk, other.name, second[0].name)]
    made.append(register(desk, one.name, first[0].name, **late))
    assert [item.case_number for item in made] == [
        "（2026）收字第1号", "（2026）收字第2号", "（2026）收字第3号", "（2026）收字第1号", "（2025）收字第1号",
    ]  # fmt: skip


@pytest.mark.rule("GO-77")
def test_a_major_matter_is_not_closed_before_the_office_has_discussed_it(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = act(desk, "approve", register(desk, office.name, staff[0].name), major=True)
    early = refused(lambda: act(desk, "close", case, **END))
    assert (early.code, early.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "DISCUSSION_MISSING")
    discussed = act(desk, "recordDiscussion", case, document_number="讨论记录1号")
    assert discussed.discussion_document == "讨论记录1号"
    assert act(desk, "close", discussed, **END).state == pb.OFFICE_CASE_STATE_CLOSED


@pytest.mark.rule("GO-77")
def test_the_client_is_told_of_the_risks_before_the_office_takes_the_matter_on(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = register(desk, office.name, staff[0].name)
    late = refused(
        lambda: act(desk, "approve", case, happened_date="2026-06-12", risk_notice_date="2026-06-13")
    )  # fmt: skip
    assert late.reason == "RISK_NOTICE_LATE"


@pytest.mark.rule("GO-15")
def test_somebody_of_the_office_handles_it_and_may_hand_it_over_within_the_office(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    _, strangers = desk.staffed_office(3)
    stranger = refused(lambda: register(desk, office.name, strangers[0].name))
    assert stranger.reason == "HANDLER_NOT_OF_OFFICE"
    case = approved(desk, office.name, staff[0].name)
    away = refused(lambda: act(desk, "handOver", case, handler=strangers[0].name))
    assert away.reason == "HANDLER_NOT_OF_OFFICE"
    assert act(desk, "handOver", case, handler=staff[1].name).handler == staff[1].name
    desk.leave(staff[0])
    gone = refused(lambda: act(desk, "handOver", case, handler=staff[0].name))
    assert gone.reason == "HANDLER_NOT_OF_OFFICE"


@pytest.mark.rule("GO-43", "GO-44")
def test_what_bars_the_handler_is_asked_at_each_acceptance(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    judge = desk.enter_practitioner(
        office.name,
        former_posts=[practitioner_pb2.FormerPost(institution="玄武县人民法院", left_date="2025-01-01")],
    )
    far = register(desk, office.name, staff[0].name, party_divisions=["990105"])
    own_court = register(desk, office.name, judge.name)
    for case, bar in ((far, "OUTSIDE_AREA"), (own_court, "FORMER_INSTITUTION")):
        answer = refused(partial(act, desk, "approve", case))
        assert (answer.reason, answer.metadata["bars"]) == ("ACCEPTANCE_BARRED", bar)
    taken = act(desk, "handOver", own_court, handler=staff[0].name)
    assert act(desk, "approve", taken).state == pb.OFFICE_CASE_STATE_APPROVED


@pytest.mark.rule("GO-11")
def test_an_office_that_ends_takes_no_matter_on_from_that_day(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    waiting = register(desk, office.name, staff[0].name)
    desk.call(
        "TerminateOffice", desk.clerk, name=office.name, document_number="终止1号", happened_date="2026-06-14",
        ground=office_pb2.TERMINATION_GROUND_STOPPED,
    )  # fmt: skip
    for call in (partial(act, desk, "approve", waiting),
                 partial(register, desk, office.name, staff[0].name, accepted_date="2026-06-14")):  # fmt: skip
        assert refused(call).reason == "OFFICE_TAKES_NO_MATTERS"
    before = register(desk, office.name, staff[0].name, accepted_date="2026-06-13")
    assert before.state == pb.OFFICE_CASE_STATE_REGISTERED


def test_what_no_schema_can_say_of_a_matter_is_refused(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    somebody = party(CLIENT, "甲示例")
    for reason, parties, changes in (
        ("CLIENT_MISSING", (party(OPPONENT, "乙示例"),), {}),
        ("PARTY_ON_BOTH_SIDES", (somebody, party(OPPONENT, "甲 示例")), {}),
        ("AID_IS_FREE", (somebody,), {"legal_aid": True}),
        ("IDENTITY_NUMBER_UNSOUND", (party(CLIENT, "甲示例", "340102198001010011"),), {}),
    ):  # fmt: skip
        answer = refused(partial(register, desk, office.name, staff[0].name, *parties, **changes))
        assert list(answer.violations.values()) == [reason]


def test_a_list_is_of_one_office_handler_or_state(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    first = register(desk, office.name, staff[0].name)
    second = approved(desk, office.name, staff[1].name)
    asked: tuple[dict[str, Any], ...] = (
        {"office": office.name}, {"handler": staff[0].name}, {"state": pb.OFFICE_CASE_STATE_APPROVED},
    )  # fmt: skip
    found = [desk.call("ListOfficeCases", desk.city, **one).office_cases for one in asked]
    assert [[one.name for one in page] for page in found] == [
        sorted([first.name, second.name]), [first.name], [second.name],
    ]  # fmt: skip
    assert desk.call("GetOfficeCase", desk.city, name=first.name) == first
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("GetOfficeCase", neighbour, name=first.name)).code == grpc.StatusCode.NOT_FOUND


def test_the_moves_of_a_matter() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "REGISTERED": ["agreeFee", "approve", "decline", "handOver", "recordDiscussion", "void"],
        "APPROVED": ["agreeFee", "close", "handOver", "recordDiscussion"], "DECLINED": [], "CLOSED": ["archive"],
        "ARCHIVED": [], "VOIDED": [],
    }  # fmt: skip
