"""Somebody moves to another office, together with the party relation (GO-36, GO-37, PB-14, XF-04, XF-05)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2, practitioner_pb2
from sifa.platform.v1 import deadline_pb2

from services.grassroots_offices.domain.licence_application import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.applications import Partners, act, grant, opined, practise, state, transfer
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import act as enter_step
from tests.services.grassroots_offices.matters import approved

ACTIVE = practitioner_pb2.PRACTITIONER_STATE_ACTIVE
TAKEN_BACK = {"withdraw": {"WITHDRAWN"}}


@pytest.fixture
def partners(desk: Desk) -> Partners:
    """party_building and supervision, played by their facts."""
    return Partners(desk)


def standing(desk: Desk, name: str) -> tuple[int, str]:
    found = desk.practitioner(name)
    return found.state, found.office


def test_the_moves_of_an_application() -> None:
    assert {state.name: {action: {to.name for to in after} for action, after in moves.items()}
            for state, moves in MOVES.items()} == {
        "RECEIVED": {"requestPapers": {"PAPERS_REQUESTED"}, "accept": {"ACCEPTED"}, **TAKEN_BACK},
        "PAPERS_REQUESTED": {"submitPapers": {"PAPERS_REQUESTED", "ACCEPTED"}, "decide": {"REFUSED"}, **TAKEN_BACK},
        "ACCEPTED": {"giveOpinion": {"COUNTY_REVIEWED"}, **TAKEN_BACK},
        "COUNTY_REVIEWED": {
            "extend": {"COUNTY_REVIEWED"}, "decide": {"AWAITING_PARTY", "GRANTED", "REFUSED"}, **TAKEN_BACK,
        },
        "AWAITING_PARTY": {"openGate": {"GRANTED"}, "failGate": {"REFUSED"}, "giveUp": {"REFUSED"}},
        "GRANTED": {},
        "REFUSED": {},
        "WITHDRAWN": {},
    }  # fmt: skip


@pytest.mark.rule("GO-37")
@pytest.mark.parametrize(
    ("stated", "bars"),
    [pytest.param({"debts_clear": False}, "DEBTS", id="TV-G08"), ({"handover_done": False}, "HANDOVER"),
     ({"under_investigation": True}, "INVESTIGATION"),
     ({"debts_clear": False, "under_investigation": True}, "DEBTS,INVESTIGATION")],
)  # fmt: skip
def test_three_bars_keep_somebody_where_he_is(desk: Desk, stated: dict[str, Any], bars: str) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    found = refused(lambda: transfer(desk, staff[0].name, other.name, **stated))
    assert (found.code, found.reason, found.metadata["bars"]) == (
        grpc.StatusCode.FAILED_PRECONDITION, "TRANSFER_BARRED", bars,
    )  # fmt: skip
    assert standing(desk, staff[0].name) == (ACTIVE, office.name)


@pytest.mark.rule("GO-37")
def test_a_running_matter_in_the_register_bars_a_move_whatever_is_stated(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    case = approved(desk, office.name, staff[0].name)
    found = refused(lambda: transfer(desk, staff[0].name, other.name))
    assert (found.reason, found.metadata["bars"]) == ("TRANSFER_BARRED", "MATTERS")
    enter_step(desk, "handOver", case, handler=staff[1].name)
    transfer(desk, staff[0].name, other.name)


@pytest.mark.rule("GO-36")
def test_a_move_goes_to_another_office(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    assert refused(lambda: transfer(desk, staff[0].name, office.name)).reason == "SAME_OFFICE"


@pytest.mark.rule("GO-35", "PB-14")
def test_a_granted_move_waits_for_the_party_relation_and_is_completed_by_it(desk: Desk, partners: Partners) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = transfer(desk, staff[0].name, other.name)
    waiting = grant(desk, filed)
    moving = practitioner_pb2.PRACTITIONER_STATE_TRANSFERRING
    assert (state(waiting), standing(desk, staff[0].name)) == ("AWAITING_PARTY", (moving, office.name))
    partners.start(filed)
    done = desk.call("GetLicenceApplication", desk.clerk, name=filed.name)
    assert (state(done), standing(desk, staff[0].name)) == ("GRANTED", (ACTIVE, other.name))
    assert [one.action for one in done.steps] == ["receive", "giveOpinion", "decide", "openGate"]
    assert {one.kind: one.done_date for one in done.deadlines} == {"DECIDE": "2026-06-15", "HAND_OVER": "2026-06-15"}
    accepted = desk.told("PracticeApplicationAccepted")
    assert [(one.practitioner, one.from_office, one.to_office) for one in accepted] == [
        (staff[0].name, office.name, other.name)
    ]
    assert [one.granted for one in desk.told("LicenceApplicationEnded")] == [True]


@pytest.mark.rule("PB-14")
def test_a_relation_that_was_quicker_opens_the_gate_beforehand(desk: Desk, partners: Partners) -> None:
    _, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = transfer(desk, staff[0].name, other.name)
    partners.start(filed, on="2026-06-12")
    partners.refuse(filed)
    assert state(grant(desk, filed)) == "GRANTED"


@pytest.mark.rule("PB-14")
@pytest.mark.parametrize("again", [Partners.start, Partners.refuse])
def test_an_answer_that_comes_twice_or_late_changes_nothing_more(
    desk: Desk, partners: Partners, again: Callable[[Partners, Any], None]
) -> None:
    _, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = transfer(desk, staff[0].name, other.name)
    grant(desk, filed)
    partners.start(filed)
    before = desk.call("GetLicenceApplication", desk.clerk, name=filed.name)
    again(partners, filed)
    assert desk.call("GetLicenceApplication", desk.clerk, name=filed.name) == before
    assert len(desk.told("LicenceApplicationEnded")) == 1


@pytest.mark.rule("PB-14")
def test_a_refused_relation_brings_everything_back(desk: Desk, partners: Partners) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = transfer(desk, staff[0].name, other.name)
    grant(desk, filed)
    partners.refuse(filed)
    done = desk.call("GetLicenceApplication", desk.clerk, name=filed.name)
    assert (state(done), done.decision.granted) == ("REFUSED", False)
    assert standing(desk, staff[0].name) == (ACTIVE, office.name)
    assert [one.granted for one in desk.told("LicenceApplicationEnded")] == [False]


@pytest.mark.rule("PB-14")
def test_a_letter_is_waited_for_until_the_city_gives_up(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = transfer(desk, staff[0].name, other.name)
    grant(desk, filed)
    assert state(desk.call("GetLicenceApplication", desk.clerk, name=filed.name)) == "AWAITING_PARTY"
    ended = act(desk, "GiveUpLicenceApplication", filed, reasons="组织关系转接逾期未办")
    assert (state(ended), standing(desk, staff[0].name)) == ("REFUSED", (ACTIVE, office.name))


@pytest.mark.rule("GO-33")
def test_a_refused_move_leaves_him_at_the_old_office(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = opined(desk, transfer(desk, staff[0].name, other.name))
    act(desk, "DecideLicenceApplication", filed, granted=False, grounds=[11], reasons="尚有债务")
    assert standing(desk, staff[0].name) == (ACTIVE, office.name)


@pytest.mark.rule("GO-11")
def test_an_office_that_is_short_of_people_takes_people_on(desk: Desk, partners: Partners) -> None:
    _, staff = desk.staffed_office(4)
    short, few = desk.staffed_office(3)
    desk.leave(few[0])
    filed = transfer(desk, staff[0].name, short.name)
    grant(desk, filed)
    partners.start(filed, reference="")
    assert standing(desk, staff[0].name) == (ACTIVE, short.name)


@pytest.mark.rule("GO-10", "PB-14")
def test_the_move_of_the_third_starts_the_cure_of_the_office_he_leaves(desk: Desk, partners: Partners) -> None:
    office, staff = desk.staffed_office(3)
    other, _ = desk.staffed_office(3)
    filed = transfer(desk, staff[0].name, other.name)
    grant(desk, filed)
    assert list(desk.office(office.name).allowed_actions) == ["terminate"]
    partners.start(filed)
    assert list(desk.office(office.name).allowed_actions) == ["confirmCure", "terminate"]
    statuses = [one for one in desk.told("PracticeStatusChanged") if one.subject == staff[0].name]
    assert [(one.office, one.former_office) for one in statuses] == [(office.name, ""), (other.name, office.name)]
    assert all(one.status == events_pb2.PRACTICE_STATUS_ACTIVE for one in statuses)


def test_a_fact_about_an_application_nobody_knows_is_passed_over(desk: Desk, partners: Partners) -> None:
    _, staff = desk.staffed_office(3)
    made: Any = type("Unknown", (), {"name": "licenceApplications/019ed7e5-3a00-7000-8000-2f6b1c9d0a01",
                                     "practitioner": staff[0].name})  # fmt: skip
    partners.start(made)
    assert desk.told("LicenceApplicationEnded") == []


@pytest.mark.rule("GO-11", "GO-39", "PB-14")
@pytest.mark.parametrize("what", ["office", "practitioner"])
def test_a_gate_that_opens_too_late_completes_nothing(desk: Desk, partners: Partners, what: str) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = transfer(desk, staff[0].name, other.name)
    grant(desk, filed)
    if what == "office":
        desk.call("TerminateOffice", desk.clerk, name=other.name, ground=2, document_number="终1号")
    else:
        desk.call("CancelPractitioner", desk.city, name=staff[0].name, ground=1, document_number="注1号")
    partners.start(filed)
    done = desk.call("GetLicenceApplication", desk.clerk, name=filed.name)
    assert (state(done), done.decision.granted, done.steps[-1].action) == ("REFUSED", False, "failGate")
    cancelled = practitioner_pb2.PRACTITIONER_STATE_CANCELLED
    assert standing(desk, staff[0].name) == ((ACTIVE, office.name) if what == "office" else (cancelled, ""))
    assert [one.granted for one in desk.told("LicenceApplicationEnded")] == [False]


def test_nobody_whose_practice_was_cancelled_meanwhile_is_moved(desk: Desk) -> None:
    _, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = opined(desk, transfer(desk, staff[0].name, other.name))
    desk.call("CancelPractitioner", desk.city, name=staff[0].name, ground=1, document_number="注1号")
    found = refused(lambda: act(desk, "DecideLicenceApplication", filed, granted=True))
    assert found.reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("GO-32", "GO-35")
def test_a_move_that_is_taken_back_leaves_everything_as_before_and_is_told(desk: Desk, partners: Partners) -> None:
    office, staff = desk.staffed_office(4)
    other, _ = desk.staffed_office(3)
    filed = opined(desk, transfer(desk, staff[0].name, other.name))
    ended = act(desk, "WithdrawLicenceApplication", filed, reasons="本人撤回")
    assert (state(ended), standing(desk, staff[0].name)) == ("WITHDRAWN", (ACTIVE, office.name))
    (told,) = desk.told("LicenceApplicationEnded")
    assert (told.licence_application, told.granted) == (filed.name, False)
    assert {one.state for one in ended.deadlines if not one.done_date} == {deadline_pb2.DEADLINE_STATE_CANCELLED}
    partners.start(filed)
    assert (state(ended), standing(desk, staff[0].name)) == ("WITHDRAWN", (ACTIVE, office.name))
    again = transfer(desk, staff[0].name, other.name)
    assert state(again) == "ACCEPTED"


@pytest.mark.rule("GO-32")
def test_an_intern_who_takes_his_application_back_may_apply_again(desk: Desk) -> None:
    office = desk.enter_office()
    intern = desk.intern(office.name)
    filed = practise(desk, intern.name)
    act(desk, "WithdrawLicenceApplication", filed, reasons="本人撤回")
    assert desk.practitioner(intern.name).state == practitioner_pb2.PRACTITIONER_STATE_INTERN
    assert state(practise(desk, intern.name)) == "ACCEPTED"
