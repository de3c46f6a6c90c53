"""The register of visits, calls and letters: nobody is turned away unrecorded, somebody always owns it."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import contact_pb2 as pb

from services.legal_aid.domain.contact import MOVES, ContactState
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.complaints import complain
from tests.services.legal_aid.contacts import ASKED, RPC_OF, S, asked, move, offered_again, register, standing, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import told
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import deadlines_of, run_job, table_of

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
NEGLECTED = "ContactNeglected"
# LA-125 to LA-128: owned by the first receiver, offered, accepted or declined; after two refusals the head's.
BOOK: dict[str, dict[str, set[str]]] = {
    "RECEIVED": {"handOver": {"OFFERED"}, "close": {"CLOSED"}},
    "OFFERED": {"accept": {"ACCEPTED"}, "decline": {"RECEIVED", "UNSETTLED"}, "assign": {"ACCEPTED"}},
    "ACCEPTED": {"extend": {"ACCEPTED"}, "close": {"CLOSED"}},
    "UNSETTLED": {"assign": {"ACCEPTED"}},
    "CLOSED": {},
}


def get(counter: Counter, name: str) -> pb.Contact:
    found: pb.Contact = counter.call("GetContact", counter.clerk, name=name)
    return found


def page(counter: Counter, **wanted: Any) -> list[str]:
    return [one.name for one in counter.call("ListContacts", counter.head, **wanted).contacts]


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == BOOK


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.name)
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: ContactState) -> None:
    made = standing(counter, state)
    assert (state_of(made), list(made.allowed_actions)) == (state.name, sorted(MOVES[state]))
    assert get(counter, made.name) == made
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(MOVES[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED"), action
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-125")
def test_somebody_without_a_name_is_registered_and_owned(counter: Counter) -> None:
    made = register(counter, person_name="", phone="")
    assert (made.number, made.owner) == ("（2026）玄法援访字第1号", made.first_receiver)
    assert (made.received_date, state_of(made), made.outcome) == ("2026-06-15", "RECEIVED", 0)
    assert register(counter).number == "（2026）玄法援访字第2号"


@pytest.mark.rule("LA-125")
def test_at_the_close_of_day_the_head_sees_what_has_no_outcome(counter: Counter) -> None:
    left, yesterday = register(counter), register(counter, received_date="2026-06-12")
    standing(counter, S.CLOSED)
    offered = standing(counter, S.OFFERED)
    today = {"received_date": "2026-06-15"}
    assert page(counter, state=pb.CONTACT_STATE_RECEIVED, **today) == [left.name]
    assert page(counter, state=pb.CONTACT_STATE_OFFERED, **today) == [offered.name]
    assert page(counter, received_date="2026-06-12") == [yesterday.name]


@pytest.mark.rule("LA-126", "LA-128", "D-07")
@pytest.mark.parametrize(("accept", "answer"), [pytest.param("2026-09-20", "2026-09-24", id="TV-C01")])
def test_the_clocks_of_a_handover_count_make_up_workdays(profile: Profile, accept: str, answer: str) -> None:
    with counter_at(profile, "2026-09-18T09:00+08:00") as counter:
        offered = standing(counter, S.OFFERED)
        assert deadlines_of(offered) == {  # type: ignore[arg-type]
            "ACCEPT_CONTACT": (accept, "RUNNING"), "ANSWER_CONTACT": (answer, "RUNNING"),
        }  # fmt: skip


@pytest.mark.rule("LA-126")
def test_the_first_receiver_owns_it_until_the_named_person_accepts(counter: Counter) -> None:
    made = standing(counter, S.OFFERED)
    assert made.owner == made.first_receiver
    stranger = counter.person("legal_aid_clerk", subject="zhou")
    for action in ("accept", "decline"):
        answer = refused(lambda action=action: move(counter, action, made.name, stranger))  # type: ignore[misc]
        assert answer.reason == "NOT_THE_PERSON_ASKED"
    taken = move(counter, "accept", made.name)
    assert (taken.owner, taken.handovers[0].accepted_date) == (ASKED, "2026-06-15")
    assert deadlines_of(taken)["ACCEPT_CONTACT"][1] == "MET"  # type: ignore[arg-type]
    assert refused(lambda: move(counter, "close", made.name)).reason == "NOT_THE_OWNER"
    closed = move(counter, "close", made.name, asked(counter))
    assert (state_of(closed), closed.outcome) == ("CLOSED", pb.CONTACT_OUTCOME_ANSWERED)
    assert deadlines_of(closed)["ANSWER_CONTACT"][1] == "MET"  # type: ignore[arg-type]


@pytest.mark.rule("LA-126")
def test_only_the_owner_hands_over_and_not_to_himself(counter: Counter) -> None:
    made = register(counter)
    assert refused(lambda: move(counter, "handOver", made.name, counter.head)).reason == "NOT_THE_OWNER"
    answer = refused(lambda: move(counter, "handOver", made.name, offered_to=made.owner))
    assert (answer.code, answer.violations) == (INVALID, {"offered_to": "OFFERED_TO_ONESELF"})


@pytest.mark.rule("LA-126", "XF-35")
def test_after_two_refusals_the_head_decides_jointly_and_supervision_is_told(counter: Counter) -> None:
    again = offered_again(counter)
    assert [one.reason for one in again.handovers] == ["不属于本科室", ""]
    assert told(counter, NEGLECTED) == []
    unsettled = move(counter, "decline", again.name)
    assert state_of(unsettled) == "UNSETTLED"
    (fact,) = told(counter, NEGLECTED)
    assert (fact.neglect, fact.section) == (pb.CONTACT_NEGLECT_REFUSED_TWICE, "业务科")
    given = move(counter, "assign", unsettled.name, joint_owners=["li"])
    assert (state_of(given), given.owner, list(given.joint_owners)) == ("ACCEPTED", ASKED, ["li"])
    joint = counter.person("legal_aid_clerk", subject="li")
    assert state_of(move(counter, "close", given.name, joint)) == "CLOSED"


@pytest.mark.rule("LA-126", "LA-128", "XF-35")
def test_what_nobody_accepts_in_time_goes_to_the_head_and_is_told_once(profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        made = standing(counter, S.OFFERED)
        assert refused(lambda: move(counter, "assign", made.name)).reason == "STILL_TIME_TO_ACCEPT"
        with reopened(counter, profile, SIFA_NOW="2026-06-17T09:00+08:00") as later:
            run_job(later.door.service, "watch-deadlines")
            runs = [run_job(later.door.service, "tell-overdue-contacts") for _ in range(2)]
            assert runs == [1, 0]
            (fact,) = told(later, NEGLECTED)
            assert (fact.contact, fact.neglect) == (made.name, pb.CONTACT_NEGLECT_OVERDUE)
            assert (state_of(move(later, "assign", made.name)), get(later, made.name).owner) == ("ACCEPTED", ASKED)


@pytest.mark.rule("LA-128")
def test_a_complex_matter_has_fifteen_working_days_once(counter: Counter) -> None:
    longer = move(counter, "extend", standing(counter, S.ACCEPTED).name)
    clocks = deadlines_of(longer)  # type: ignore[arg-type]
    assert (clocks["ANSWER_CONTACT"][1], clocks["ANSWER_COMPLEX"]) == ("CANCELLED", ("2026-07-07", "RUNNING"))
    assert refused(lambda: move(counter, "extend", longer.name)).reason == "ALREADY_EXTENDED"


@pytest.mark.rule("LA-125", "LA-127")
@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"outcome": pb.CONTACT_OUTCOME_ANSWERED, "answer": ""}, {"answer": "REQUIRED"}),
        ({"outcome": pb.CONTACT_OUTCOME_REFERRED_OUT}, {"referred_to": "REQUIRED"}),
        ({"outcome": pb.CONTACT_OUTCOME_APPOINTMENT}, {"appointment_date": "REQUIRED"}),
        (
            {"outcome": pb.CONTACT_OUTCOME_APPOINTMENT, "appointment_date": "2026-06-14"},
            {"appointment_date": "DATE_INVALID"},
        ),
        ({"outcome": pb.CONTACT_OUTCOME_APPLICATION}, {"became": "REQUIRED"}),
        (
            {"outcome": pb.CONTACT_OUTCOME_COMPLAINT, "became": "applications/019ed7e5-3a00-7000-8000-2f6b1c9d0a01"},
            {"became": "REQUIRED"},
        ),
    ],
)
def test_an_outcome_says_what_it_needs(counter: Counter, said: dict[str, Any], faults: dict[str, str]) -> None:
    made = register(counter)
    answer = refused(lambda: move(counter, "close", made.name, **said))
    assert (answer.code, answer.violations) == (INVALID, faults)


@pytest.mark.rule("LA-125")
def test_what_it_became_must_be_there(counter: Counter) -> None:
    made, complaint = register(counter), complain(counter)
    said: dict[str, Any] = {"outcome": pb.CONTACT_OUTCOME_COMPLAINT, "became": f"{complaint.name[:-4]}ffff"}
    assert refused(lambda: move(counter, "close", made.name, **said)).reason == "SUBJECT_UNKNOWN"
    closed = move(counter, "close", made.name, **{**said, "became": complaint.name})
    assert (closed.became, state_of(closed)) == (complaint.name, "CLOSED")
