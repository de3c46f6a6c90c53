"""Volunteers: registered by the head, hours by day, gone in fifteen working days, cancelled on record (LA-138)."""

from __future__ import annotations

import grpc
import pytest
from sifa.legal_aid.v1 import volunteer_pb2 as pb

from services.legal_aid.domain.volunteer import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import deadlines_of, table_of
from tests.services.legal_aid.volunteers import DAY, RPC_OF, move, standing

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
# LA-138: APPLIED, REVIEWED, REGISTERED, then EXITED or CANCELLED; who is not registered is REFUSED.
TABLE: dict[str, dict[str, set[str]]] = {
    "APPLIED": {"review": {"REVIEWED"}, "refuse": {"REFUSED"}},
    "REVIEWED": {"register": {"REGISTERED"}, "refuse": {"REFUSED"}},
    "REGISTERED": {
        "recordHours": {"REGISTERED"}, "recordFault": {"REGISTERED"}, "requestExit": {"REGISTERED"},
        "exit": {"EXITED"}, "cancel": {"CANCELLED"},
    },
    "REFUSED": {}, "EXITED": {}, "CANCELLED": {},
}  # fmt: skip


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-138")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = standing(counter, state)
    assert (pb.VolunteerState.Name(made.state), list(made.allowed_actions)) == (
        f"VOLUNTEER_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetVolunteer", counter.chief, name=made.name) == made
    assert list(counter.call("ListVolunteers", counter.chief, state=made.state).volunteers) == [made]
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-138")
@pytest.mark.parametrize("due", [pytest.param("2026-10-13", id="TV-C08")])
def test_who_asks_to_leave_has_left_in_fifteen_working_days(profile: Profile, due: str) -> None:
    with counter_at(profile, "2026-09-16T09:00+08:00") as counter:
        made = standing(counter, "REGISTERED")
        assert refused(lambda: move(counter, "exit", made.name)).reason == "NOT_LEAVING"
        asked = move(counter, "requestExit", made.name)
        assert (asked.leaving_date, deadlines_of(asked)) == (  # type: ignore[arg-type]
            "2026-09-16", {"EXIT_VOLUNTEER": (due, "RUNNING")},
        )  # fmt: skip
        assert refused(lambda: move(counter, "requestExit", made.name)).reason == "LEAVING_ALREADY"
        gone = move(counter, "exit", made.name)
        assert deadlines_of(gone)["EXIT_VOLUNTEER"][1] == "MET"  # type: ignore[arg-type]


@pytest.mark.rule("LA-138")
def test_a_day_of_more_than_eight_hours_has_a_note(counter: Counter) -> None:
    made = standing(counter, "REGISTERED")
    assert move(counter, "recordHours", made.name, minutes=300).total_minutes == 300
    answer = refused(lambda: move(counter, "recordHours", made.name, minutes=181))
    assert (answer.code, answer.violations) == (INVALID, {"note": "NOTE_MISSING"})
    assert move(counter, "recordHours", made.name, minutes=180).total_minutes == 480
    assert move(counter, "recordHours", made.name, minutes=60, note="延长至活动结束").total_minutes == 540
    assert move(counter, "recordHours", made.name, minutes=480, service_date="2026-06-11").total_minutes == 1020
    for action, field in (("recordHours", "service_date"), ("recordFault", "fault_date")):
        late = refused(lambda a=action, f=field: move(counter, a, made.name, **{f: "2026-06-16"}))  # type: ignore[misc]
        assert late.violations == {field: "DATE_IN_FUTURE"}


@pytest.mark.rule("LA-138")
@pytest.mark.parametrize("ground", [pb.CANCEL_GROUND_MISSED_SERVICES, pb.CANCEL_GROUND_QUALITY_COMPLAINTS])
def test_three_faults_on_record_are_a_ground(counter: Counter, ground: pb.CancelGround.ValueType) -> None:
    complaint = ground == pb.CANCEL_GROUND_QUALITY_COMPLAINTS
    made = standing(counter, "REGISTERED")
    move(counter, "recordFault", made.name, complaint=complaint, fault_date="2025-06-01" if complaint else DAY)
    for _ in range(2):
        move(counter, "recordFault", made.name, complaint=complaint)
    move(counter, "recordFault", made.name, complaint=not complaint)
    if complaint:
        assert refused(lambda: move(counter, "cancel", made.name, cancel_ground=ground)).reason == "GROUND_NOT_THERE"
        move(counter, "recordFault", made.name, complaint=True)
    done = move(counter, "cancel", made.name, cancel_ground=ground)
    assert (done.state, done.cancel_ground) == (pb.VOLUNTEER_STATE_CANCELLED, ground)
