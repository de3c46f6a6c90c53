"""Penalty cases are filed in time, told before they are decided, heard, advised (GO-44, GO-46, GO-61, GO-73)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import penalty_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.penalties import MEMBERS, RPCS, WAYS, brought, doing, file, step

TABLE = {
    "FILED": {"serveNotice", "close"},
    "NOTICED": {"serveNotice", "recordStatement", "requestHearing", "recordCommission", "warn", "decide", "close"},
    "HEARING": {"recordStatement", "announceHearing", "recordHearing", "recordCommission", "close"},
    "HEARD": {"serveNotice", "recordStatement", "recordCommission", "warn", "decide", "close"},
    "PENALISED": {"recordPayment", "revoke"},
    "CLOSED": set(),
    "REVOKED": set(),
}


@pytest.mark.parametrize("state", WAYS)
def test_only_what_the_table_says_is_allowed(desk: Desk, state: int) -> None:
    case = brought(desk, state)
    allowed = TABLE[pb.PenaltyState.Name(case.state).removeprefix("PENALTY_STATE_")]
    assert (case.state, set(case.allowed_actions)) == (state, allowed)
    for action in RPCS.keys() - allowed:
        assert refused(doing(desk, case, action)).reason == "ACTION_NOT_ALLOWED", action


@pytest.mark.rule("GO-44", "GO-46", "GO-61")
def test_a_case_of_a_practitioner_lies_at_his_office_and_its_ninety_days_run(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = file(desk, practitioner=staff[0].name, source=pb.PENALTY_SOURCE_ASSESSMENT, violation_code="12")
    assert (case.office, case.division, case.state) == (office.name, "990102", pb.PENALTY_STATE_FILED)
    (clock,) = case.deadlines
    assert (clock.kind, clock.due_date) == ("DECIDE_PENALTY", "2026-08-04")
    assert [one.action for one in case.steps] == ["file"]
    listed = desk.call("ListPenalties", desk.clerk, practitioner=staff[0].name).penalties
    assert [one.name for one in listed] == [case.name]


@pytest.mark.rule("GO-46", "D-08")
def test_ninety_days_into_a_year_without_a_table_have_no_end_yet(desk: Desk, profile: Profile) -> None:
    with on_day(desk, profile, "2026-11-10") as later:
        case = file(later, filed_date="2026-11-10", found_date="2026-11-01", act_date="2026-03-01")
        (clock,) = case.deadlines
    assert (clock.state, clock.due_date, clock.unresolved_year) == (
        deadline_pb2.DEADLINE_STATE_UNRESOLVED, "", 2027,
    )  # fmt: skip


@pytest.mark.rule("GO-46")
@pytest.mark.parametrize("act", ["2024-04-30", "2021-04-30"])
def test_the_time_bar_is_two_years_and_five_where_it_is_grave(desk: Desk, act: str) -> None:
    grave = act.startswith("2021")
    earlier = f"{act[:-2]}29"
    assert refused(lambda: file(desk, grave=grave, act_date=earlier)).reason == "TIME_BARRED"
    assert file(desk, grave=grave, act_date=act).state == pb.PENALTY_STATE_FILED


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"office": ""}, "SUBJECT_MISSING"), ({"act_date": "2026-05-01"}, "FOUND_BEFORE_ACT"),
     ({"filed_date": "2026-04-29"}, "DATE_BEFORE_PREVIOUS"), ({"officers": ["执法证1"]}, "REPEATED_MIN_ITEMS"),
     ({"violation_code": "20"}, "STRING_PATTERN")],
)  # fmt: skip
def test_what_makes_no_case_is_refused(desk: Desk, changes: dict[str, Any], reason: str) -> None:
    told = refused(lambda: file(desk, **changes))
    assert reason in (told.reason, *told.violations.values())


def test_one_number_is_filed_once(desk: Desk) -> None:
    file(desk)
    assert refused(lambda: file(desk)).reason == "CASE_FILED"


@pytest.mark.rule("GO-46")
def test_a_notice_tells_rights_and_their_last_day_and_may_be_served_anew(desk: Desk) -> None:
    case = step(desk, file(desk), "serveNotice")
    assert (case.notice.hearing_right, case.notice.last_request_date) == (True, "2026-05-14")
    case = step(desk, case, "recordStatement")
    mild = step(desk, case, "serveNotice", measure={"warning": True}, happened_date="2026-05-12")
    assert (mild.notice.hearing_right, mild.HasField("statement")) == (False, False)
    assert refused(doing(desk, mild, "requestHearing")).reason == "NO_HEARING_RIGHT"


@pytest.mark.rule("GO-46")
def test_a_hearing_is_asked_for_in_time_told_seven_working_days_before_and_held_on_its_day(desk: Desk) -> None:
    case = brought(desk, pb.PENALTY_STATE_NOTICED)
    assert refused(doing(desk, case, "requestHearing", happened_date="2026-05-15")).reason == "HEARING_REQUEST_LATE"
    case = step(desk, case, "requestHearing", happened_date="2026-05-14")
    assert refused(doing(desk, case, "recordHearing")).reason == "HEARING_NOT_ANNOUNCED"
    soon: dict[str, Any] = {"hearing_date": "2026-05-25", "happened_date": "2026-05-15"}
    assert refused(doing(desk, case, "announceHearing", **soon)).reason == "HEARING_TOO_SOON"
    case = step(desk, case, "announceHearing", **{**soon, "hearing_date": "2026-05-26"})
    assert refused(doing(desk, case, "recordHearing")).reason == "HEARING_NOT_YET"
    case = step(desk, case, "recordHearing", happened_date="2026-05-26")
    assert (case.state, case.hearing.held, case.hearing.hearing_date) == (pb.PENALTY_STATE_HEARD, True, "2026-05-26")


@pytest.mark.rule("GO-46")
def test_a_request_that_is_taken_back_needs_no_hearing(desk: Desk) -> None:
    case = brought(desk, pb.PENALTY_STATE_HEARING)
    case = step(desk, case, "recordHearing", held=False, summary="当事人撤回听证要求。", happened_date="2026-05-13")
    assert (case.state, case.hearing.held) == (pb.PENALTY_STATE_HEARD, False)


def session(*votes: int, seats: int = 5) -> dict[str, Any]:
    names = [name for name, _, _ in MEMBERS] + ["刘示例", "陈示例"]
    members = [
        {"full_name": name, "body": pb.COMMISSION_BODY_JUSTICE, "vote": vote}
        for name, vote in zip(names, votes, strict=False)
    ]
    return {"seats": seats, "members": members}


FOR, AGAINST, ABSTAIN, RECUSED = (
    pb.COMMISSION_VOTE_FOR, pb.COMMISSION_VOTE_AGAINST, pb.COMMISSION_VOTE_ABSTAIN, pb.COMMISSION_VOTE_RECUSED,
)  # fmt: skip


CARRIED = [(FOR, FOR, AGAINST), (FOR, FOR, AGAINST, RECUSED)]
NOT_CARRIED = [(FOR, ABSTAIN, AGAINST), (FOR, FOR, AGAINST, AGAINST)]


@pytest.mark.rule("GO-73")
@pytest.mark.parametrize("votes", [*CARRIED, *NOT_CARRIED])
def test_more_than_half_of_those_present_carry_the_advice(desk: Desk, votes: tuple[int, ...]) -> None:
    case = brought(desk, pb.PENALTY_STATE_NOTICED)
    assert step(desk, case, "recordCommission", **session(*votes)).commission.favourable is (votes in CARRIED)


@pytest.mark.rule("GO-73")
def test_the_recused_do_not_make_a_quorum_and_nobody_votes_twice(desk: Desk) -> None:
    case = brought(desk, pb.PENALTY_STATE_NOTICED)
    assert refused(doing(desk, case, "recordCommission", **session(FOR, FOR, RECUSED))).reason == "QUORUM_MISSED"
    twice = session(FOR, FOR, FOR)
    twice["members"][2]["full_name"] = twice["members"][0]["full_name"]
    told = refused(doing(desk, case, "recordCommission", **twice))
    assert told.violations == {"members": "MEMBER_TWICE"}
    told = refused(doing(desk, case, "recordCommission", **session(FOR, FOR, FOR, FOR, seats=3)))
    assert told.violations == {"seats": "VOTES_EXCEED_SEATS"}
