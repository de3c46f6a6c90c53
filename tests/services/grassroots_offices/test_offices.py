"""Offices are registered, judged every day, and must cure a breach of the legal minimum by a date (GO-02, GO-10)."""

from __future__ import annotations

import grpc
import pytest
import sqlalchemy as sa
from sifa.grassroots_offices.v1 import office_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from chassis.schema import alarm
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, credit_code, on_day


def verdicts(office: pb.Office) -> dict[str, tuple[bool, int, int]]:
    return {
        pb.Criterion.Name(one.criterion).removeprefix("CRITERION_"): (one.met, one.measured, one.threshold)
        for one in office.verdicts
    }


@pytest.mark.rule("GO-02", "GO-06", "GO-07")
def test_every_verdict_names_value_threshold_and_provision(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    assert verdicts(office)["PRACTITIONERS"] == (True, 3, 3)
    assert verdicts(office)["FLOOR_AREA"] == (True, 100, 50)
    assert all(one.citation and one.rule_id for one in office.verdicts)
    assert all(one.met for one in office.verdicts)


@pytest.mark.rule("P-07")
def test_an_office_that_is_being_entered_is_in_breach_and_nothing_begins_for_it(desk: Desk) -> None:
    office, _ = desk.staffed_office(2)
    assert verdicts(office)["PRACTITIONERS"] == (False, 2, 3)
    assert (office.state, list(office.cure_periods)) == (pb.OFFICE_STATE_LICENSED, [])


@pytest.mark.rule("GO-10")
def test_whoever_leaves_an_office_of_three_starts_the_time_for_its_cure(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    desk.leave(staff[0], happened_date="2026-06-10")
    changed = desk.office(office.name)
    (period,) = changed.cure_periods
    assert (changed.state, changed.state_date, list(changed.allowed_actions)) == (
        pb.OFFICE_STATE_RECTIFYING, "2026-06-10", ["confirmCure", "terminate"],
    )  # fmt: skip
    assert (list(period.breaches), period.deadline.due_date) == ([pb.CRITERION_PRACTITIONERS], "2026-09-08")


@pytest.mark.rule("GO-10", "D-08")
@pytest.mark.parametrize("today", [pytest.param("2026-11-10", id="TV-G01")])
def test_a_cure_that_ends_in_a_year_without_calendar_stays_open(desk: Desk, profile: Profile, today: str) -> None:
    office, staff = desk.staffed_office(3)
    with on_day(desk, profile, today) as later:
        later.leave(staff[0])
        changed = later.office(office.name)
        with later.door.service.database.read() as session:
            alarms = session.execute(sa.select(alarm.c.kind, alarm.c.subject)).all()
    due = changed.cure_periods[0].deadline
    assert (changed.state, due.state, due.unresolved_year, due.due_date) == (
        pb.OFFICE_STATE_RECTIFYING, deadline_pb2.DEADLINE_STATE_UNRESOLVED, 2027, "",
    )  # fmt: skip
    assert ("CALENDAR_MISSING", "2027") in alarms


@pytest.mark.rule("GO-10")
def test_a_cure_is_confirmed_when_the_minimum_is_met_again(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    desk.leave(staff[0])
    early = refused(lambda: desk.call("ConfirmCure", desk.clerk, name=office.name, document_number="复核1号"))
    assert (early.code, early.reason, early.metadata["lacking"]) == (
        grpc.StatusCode.FAILED_PRECONDITION, "STILL_IN_BREACH", "PRACTITIONERS:2/3,STAFF:2/3",
    )  # fmt: skip
    desk.enter_practitioner(office.name)
    done = desk.call("ConfirmCure", desk.clerk, name=office.name, document_number="复核1号").office
    (period,) = done.cure_periods
    assert (done.state, period.cured_date, period.document_number) == (
        pb.OFFICE_STATE_LICENSED, "2026-06-15", "复核1号",
    )  # fmt: skip
    assert period.deadline.state == deadline_pb2.DEADLINE_STATE_MET


@pytest.mark.rule("GO-10")
def test_a_second_breach_has_a_time_of_its_own(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    desk.leave(staff[0])
    fourth = desk.enter_practitioner(office.name)
    desk.call("ConfirmCure", desk.clerk, name=office.name, document_number="复核1号")
    desk.leave(fourth)
    changed = desk.office(office.name)
    assert [bool(period.cured_date) for period in changed.cure_periods] == [True, False]


def test_a_licensed_office_has_nothing_to_confirm(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    found = refused(lambda: desk.call("ConfirmCure", desk.clerk, name=office.name, document_number="复核1号"))
    assert found.reason == "ACTION_NOT_ALLOWED"


def test_a_stale_etag_is_refused(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    desk.leave(staff[0])
    found = refused(
        lambda: desk.call("ConfirmCure", desk.clerk, name=office.name, document_number="复核1号", etag=office.etag)
    )
    assert (found.code, found.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [({"credit_code": credit_code("91")}, "office.credit_code", "CREDIT_CODE_PREFIX"),
     ({"credit_code": "339901020000000000"}, "office.credit_code", "CREDIT_CODE_CHECK"),
     ({"licensed_date": "2026-06-16"}, "office.licensed_date", "DATE_IN_FUTURE"),
     ({"licensed_date": "2026-02-30"}, "office.licensed_date", "DATE_INVALID")],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_field(desk: Desk, changes: dict[str, str], field: str, reason: str) -> None:
    found = refused(lambda: desk.enter_office(**changes))
    assert (found.code, found.violations) == (grpc.StatusCode.INVALID_ARGUMENT, {field: reason})


@pytest.mark.rule("GO-12")
def test_one_licence_and_one_credit_code_are_of_one_office(desk: Desk) -> None:
    office = desk.enter_office()
    same_licence = refused(lambda: desk.enter_office(licence_number=office.licence_number))
    same_code = refused(lambda: desk.enter_office(credit_code=office.credit_code))
    assert (same_licence.reason, same_code.reason) == ("LICENCE_TAKEN", "CREDIT_CODE_TAKEN")


def test_another_county_sees_and_enters_nothing_here(desk: Desk) -> None:
    office = desk.enter_office()
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("GetOffice", neighbour, name=office.name)).code == grpc.StatusCode.NOT_FOUND
    assert list(desk.call("ListOffices", neighbour).offices) == []
    outside = refused(lambda: desk.enter_office(division="990103"))
    assert (outside.code, outside.reason) == (grpc.StatusCode.PERMISSION_DENIED, "DIVISION_OUT_OF_SCOPE")


def test_the_city_sees_the_offices_of_its_counties_by_state(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    desk.enter_office()
    desk.leave(staff[0])
    states = pb.OFFICE_STATE_LICENSED, pb.OFFICE_STATE_RECTIFYING
    assert [len(desk.call("ListOffices", desk.city, state=state).offices) for state in states] == [1, 1]
