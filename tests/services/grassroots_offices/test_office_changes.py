"""Offices change by approval, and end (GO-08, GO-10, GO-11, E-55, E-56, E-77)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sifa.grassroots_offices.v1 import events_pb2, practitioner_pb2
from sifa.grassroots_offices.v1 import office_pb2 as pb

from services.grassroots_offices.domain.office_licensing import has_stopped
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.applications import Partners, act, change, grant, state
from tests.services.grassroots_offices.desk import Desk, on_day, premises

PARTNERSHIP: dict[str, Any] = {"form": pb.OFFICE_FORM_PARTNERSHIP, "institution_certificate": ""}
STOPPED = {"ground": pb.TERMINATION_GROUND_STOPPED, "document_number": "终1号"}


def office_state(desk: Desk, name: str) -> str:
    return pb.OfficeState.Name(desk.office(name).state).removeprefix("OFFICE_STATE_")


@pytest.mark.rule("GO-08")
def test_name_head_address_and_charter_change_by_approval(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    moved = premises(address="玄武县白塔街道解放路9号", area_type=pb.AREA_TYPE_STREET)
    filed = change(desk, "CHANGE_ADDRESS", office.name, premises=moved)
    assert desk.office(office.name).premises == office.premises
    for one in (
        filed,
        change(desk, "CHANGE_NAME", office.name, display_name="改名示例法律服务所"),
        change(desk, "CHANGE_HEAD", office.name, director=staff[1].name),
        change(desk, "CHARTER", office.name, charter_document="章程2号"),
    ):
        assert state(grant(desk, one)) == "GRANTED"
    after = desk.office(office.name)
    assert (after.display_name, after.director, after.charter_document, after.premises) == (
        "改名示例法律服务所", staff[1].name, "章程2号", moved,
    )  # fmt: skip
    assert [one.director for one in desk.told("OfficeLeadersChanged")] == [staff[1].name]


@pytest.mark.rule("GO-08")
def test_a_refused_change_changes_nothing_and_one_runs_at_a_time(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    other, strangers = desk.staffed_office(3)
    filed = change(desk, "CHANGE_NAME", office.name, display_name="改名示例法律服务所")
    twice = refused(lambda: change(desk, "CHANGE_NAME", office.name, display_name="另一示例法律服务所"))
    outside = refused(lambda: change(desk, "CHANGE_HEAD", office.name, director=strangers[0].name))
    act(desk, "GiveOpinion", filed, text="不同意")
    act(desk, "DecideLicenceApplication", filed, grounds=[14], reasons="名称不规范")
    assert (twice.reason, outside.reason) == ("CHANGE_RUNNING", "NOT_OF_STAFF")
    assert desk.office(office.name).display_name == office.display_name
    assert state(change(desk, "CHANGE_NAME", office.name, display_name="另一示例法律服务所")) == "ACCEPTED"
    assert (other.state, staff[0].office) == (pb.OFFICE_STATE_LICENSED, office.name)


@pytest.mark.rule("GO-02", "GO-10")
def test_a_partner_fewer_is_a_breach_although_the_heads_are_still_four(desk: Desk) -> None:
    office = desk.enter_office(**PARTNERSHIP)
    staff = [desk.enter_practitioner(office.name, partner=place < 2) for place in range(4)]
    grant(desk, change(desk, "CHANGE_PARTNER", office.name, partners=[staff[0].name]))
    after = desk.office(office.name)
    assert list(after.cure_periods[0].breaches) == [pb.CRITERION_PARTNERS]
    assert office_state(desk, office.name) == "RECTIFYING"
    assert [list(one.managers) for one in desk.told("OfficeLeadersChanged")] == [[staff[0].name]]
    grant(desk, change(desk, "CHANGE_PARTNER", office.name, partners=[staff[0].name, staff[2].name]))
    desk.call("ConfirmCure", desk.clerk, name=office.name, document_number="复核1号")
    assert office_state(desk, office.name) == "LICENSED"


@pytest.mark.rule("GO-10")
@pytest.mark.parametrize(
    ("last", "today", "stopped"),
    [pytest.param("2025-11-21", "2026-11-21", True, id="TV-D20"), ("2025-11-21", "2026-11-20", False)],
)
def test_a_full_year_is_full_on_the_corresponding_day(last: str, today: str, *, stopped: bool) -> None:
    assert has_stopped(dt.date.fromisoformat(last), on=dt.date.fromisoformat(today)) is stopped


@pytest.mark.rule("GO-10")
def test_an_office_ends_for_want_of_a_cure_only_after_its_time(desk: Desk, profile: Profile) -> None:
    office, staff = desk.staffed_office(3)
    desk.leave(staff[0])
    asked = {"name": office.name, "ground": pb.TERMINATION_GROUND_NOT_CURED, "document_number": "终1号"}
    due = desk.office(office.name).cure_periods[0].deadline.due_date
    early = refused(lambda: desk.call("TerminateOffice", desk.clerk, **asked))
    with on_day(desk, profile, "2026-09-15") as later:
        done = later.call("TerminateOffice", later.clerk, **asked).office
    assert (early.reason, due) == ("CURE_DAYS_RUNNING", "2026-09-14")
    assert (done.state, done.termination_ground) == (pb.OFFICE_STATE_TERMINATING, pb.TERMINATION_GROUND_NOT_CURED)


@pytest.mark.rule("GO-10")
@pytest.mark.parametrize("last", ["", "2025-06-16"])
def test_a_year_without_business_is_shown(desk: Desk, last: str) -> None:
    office, _ = desk.staffed_office(3)
    asked = {"name": office.name, "ground": pb.TERMINATION_GROUND_NO_BUSINESS, "document_number": "终1号"}
    found = refused(lambda: desk.call("TerminateOffice", desk.clerk, last_business_date=last, **asked))
    assert found.reason == "NOT_A_FULL_YEAR"
    desk.call("TerminateOffice", desk.clerk, last_business_date="2025-06-15", **asked)


@pytest.mark.rule("GO-11", "GO-39")
def test_an_office_that_ends_is_deregistered_after_its_liquidation(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    desk.call("TerminateOffice", desk.clerk, name=office.name, **STOPPED)
    told = [one for one in desk.told("PracticeStatusChanged") if one.subject == office.name]
    assert [one.status for one in told] == [events_pb2.PRACTICE_STATUS_CANCELLED]
    early = refused(lambda: change(desk, "DEREGISTER", office.name))
    blocked = refused(lambda: change(desk, "CHANGE_NAME", office.name, display_name="改名示例法律服务所"))
    assert (early.reason, blocked.reason) == ("LIQUIDATION_RUNNING", "ACTION_NOT_ALLOWED")
    ended = desk.call("EndLiquidation", desk.clerk, name=office.name, document_number="清算1号").office
    assert [(one.kind, one.due_date) for one in ended.deadlines] == [("FILE_DEREGISTRATION", "2026-06-30")]
    done = grant(desk, change(desk, "DEREGISTER", office.name))
    assert (state(done), office_state(desk, office.name)) == ("GRANTED", "DEREGISTERED")
    assert desk.office(office.name).deadlines[0].done_date == "2026-06-15"
    free = [desk.practitioner(one.name) for one in staff]
    assert {one.state for one in free} == {practitioner_pb2.PRACTITIONER_STATE_UNATTACHED}
    assert all(one.spans[-1].deadline.due_date for one in free)


@pytest.mark.rule("GO-11")
def test_nobody_comes_to_an_office_that_ends_and_nobody_is_left_behind_in_it(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    Partners(desk).hold(staff[0].name)
    desk.call("TerminateOffice", desk.clerk, name=office.name, **STOPPED)
    desk.call("EndLiquidation", desk.clerk, name=office.name, document_number="清算1号")
    found = refused(lambda: grant(desk, change(desk, "DEREGISTER", office.name)))
    assert found.reason == "STAFF_NOT_RELEASED"
    _, others = desk.staffed_office(4)
    free = desk.leave(others[0])
    hired = refused(
        lambda: desk.call("HirePractitioner", desk.city, name=free.name, office=office.name, document_number="聘1号")
    )
    assert hired.reason == "OFFICE_NOT_OPEN"
