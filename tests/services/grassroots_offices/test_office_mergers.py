"""Offices merge by approval: who takes over whom and what, and what stays readable (GO-02, GO-08)."""

from __future__ import annotations

import pytest
from sifa.grassroots_offices.v1 import events_pb2
from sifa.grassroots_offices.v1 import office_pb2 as pb

from tests.doors import refused
from tests.services.grassroots_offices import penalties
from tests.services.grassroots_offices.applications import Partners, act, grant, opined, state, transfer
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.successions import PARTNERSHIP, PATH, merge, spans
from tests.services.grassroots_offices.test_certificates import issue
from tests.services.grassroots_offices.test_office_changes import office_state


@pytest.mark.rule("GO-02", "GO-08")
def test_whoever_belonged_to_an_office_that_was_taken_over_belongs_to_its_successor(desk: Desk) -> None:
    """Holds and suspensions go on, interns go along, times before the merger stay where they were."""
    office, staff = desk.staffed_office(3)
    other, joining = desk.staffed_office(4)
    intern = desk.intern(other.name)
    Partners(desk).hold(joining[0].name)
    desk.call(
        "SuspendPractitioner", desk.city, name=joining[1].name, document_number="罚1号", legal_basis="示例条例第三条",
        until_date="2026-09-15",
    )  # fmt: skip
    done = grant(desk, merge(desk, office.name, other.name))
    assert (state(done), next(one.measured for one in done.verdicts if one.criterion == 1)) == ("GRANTED", 7)
    ended = desk.office(other.name)
    assert (office_state(desk, other.name), ended.successor, ended.state_date) == (
        "DEREGISTERED", office.name, "2026-06-15",
    )  # fmt: skip
    assert ended.licence_number == other.licence_number
    assert spans(desk, joining[0])[-2:] == [("HOLD", other.name), ("HOLD", office.name)]
    assert spans(desk, joining[1])[-2:] == [("SUSPENDED", other.name), ("SUSPENDED", office.name)]
    assert desk.practitioner(joining[1].name).suspended_until_date == "2026-09-15"
    assert spans(desk, joining[2]) == [("ACTIVE", other.name), ("ACTIVE", office.name)]
    assert spans(desk, intern) == [("INTERN", other.name), ("INTERN", office.name)]
    assert [spans(desk, one) for one in staff] == [[("ACTIVE", office.name)]] * 3
    assert refused(lambda: desk.enter_office(licence_number=other.licence_number)).reason == "LICENCE_TAKEN"


@pytest.mark.rule("GO-08", "XF-06", "XF-12")
def test_others_hear_of_everybody_who_came_over_and_then_that_the_office_ended(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    other, joining = desk.staffed_office(3)
    grant(desk, merge(desk, office.name, other.name))
    told = desk.told("PracticeStatusChanged")[-4:]
    assert [(one.subject, one.office, one.former_office) for one in told[:3]] == [
        (one.name, office.name, other.name) for one in sorted(joining, key=lambda one: one.name)
    ]
    assert (told[3].subject, told[3].status) == (other.name, events_pb2.PRACTICE_STATUS_CANCELLED)
    (went,) = desk.told("OfficeSucceeded")
    assert (went.office, went.successor, went.ended) == (other.name, office.name, True)


@pytest.mark.rule("GO-10")
def test_a_merger_may_be_the_cure_and_a_cure_of_the_office_that_ends_falls_away(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    other, joining = desk.staffed_office(3)
    desk.leave(staff[0])
    desk.leave(joining[0])
    grant(desk, merge(desk, office.name, other.name))
    assert [office_state(desk, one.name) for one in (office, other)] == ["RECTIFYING", "DEREGISTERED"]
    (period,) = desk.office(other.name).cure_periods
    assert (period.cured_date, period.deadline.state) == ("", 6)
    desk.call("ConfirmCure", desk.clerk, name=office.name, document_number="复核1号")
    assert office_state(desk, office.name) == "LICENSED"


@pytest.mark.rule("GO-12")
def test_the_licence_of_an_office_that_ended_is_taken_back_and_that_of_the_other_is_not(desk: Desk) -> None:
    (office, _), (other, _) = desk.staffed_office(3), desk.staffed_office(3)
    for subject in (office.name, other.name):
        issue(desk, subject)
    grant(desk, merge(desk, office.name, other.name))
    listed = desk.call("ListCertificates", desk.city).certificates
    assert [(one.subject, one.withdrawn_date, one.withdrawal_document) for one in listed] == [
        (office.name, "", ""), (other.name, "2026-06-15", "办文1号"),
    ]  # fmt: skip


@pytest.mark.rule("GO-02")
def test_a_merger_that_stays_below_the_minimum_is_not_granted(desk: Desk) -> None:
    office, other = (desk.staffed_office(1)[0] for _ in range(2))
    filed = merge(desk, office.name, other.name)
    found = refused(lambda: grant(desk, filed))
    assert (found.reason, found.metadata["lacking"]) == ("BELOW_LEGAL_MINIMUM", "PRACTITIONERS:2/3")
    act(desk, "DecideLicenceApplication", filed, granted=False, grounds=[13], reasons="人数不足")
    assert [office_state(desk, one.name) for one in (office, other)] == ["LICENSED"] * 2


@pytest.mark.rule("GO-02", "XF-07")
def test_partners_of_a_merged_partnership_are_those_of_the_application(desk: Desk) -> None:
    offices = [desk.enter_office(**PARTNERSHIP) for _ in range(2)]
    staff = [[desk.enter_practitioner(one.name, partner=place < 2) for place in range(3)] for one in offices]
    stranger = desk.enter_practitioner(desk.enter_office().name)
    names = [staff[0][0].name, staff[1][0].name]
    outside = refused(lambda: merge(desk, offices[0].name, offices[1].name, partners=[stranger.name]))
    grant(desk, merge(desk, offices[0].name, offices[1].name, partners=names))
    partners = [one.name for each in staff for one in each if desk.practitioner(one.name).partner]
    assert (outside.reason, partners) == ("NOT_OF_STAFF", names)
    assert [sorted(one.managers) for one in desk.told("OfficeLeadersChanged")] == [sorted(names)]


@pytest.mark.rule("GO-08", "GO-46")
@pytest.mark.parametrize(("matter", "count"), [("applications", "1"), ("penalties", "1")])
def test_nothing_that_runs_is_lost_with_an_office_that_ends(desk: Desk, matter: str, count: str) -> None:
    office, _ = desk.staffed_office(3)
    other, joining = desk.staffed_office(4)
    filed = merge(desk, office.name, other.name)
    opined(desk, filed)
    if matter == "applications":
        transfer(desk, joining[0].name, office.name)
    else:
        penalties.file(desk, office=other.name)
    found = refused(lambda: act(desk, "DecideLicenceApplication", filed, granted=True))
    assert (found.reason, found.metadata[matter]) == ("OPEN_MATTERS", count)
    assert refused(lambda: merge(desk, desk.enter_office().name, other.name)).reason == "OPEN_MATTERS"


@pytest.mark.rule("GO-08")
def test_no_office_takes_itself_over_nor_one_that_has_ended(desk: Desk) -> None:
    office, other = desk.enter_office().name, desk.enter_office().name
    own = refused(lambda: merge(desk, office, office))
    none = refused(lambda: merge(desk, office))
    desk.call("TerminateOffice", desk.clerk, name=other, ground=pb.TERMINATION_GROUND_STOPPED, document_number="终1号")
    ending = refused(lambda: merge(desk, office, other))
    assert own.violations == none.violations == {f"{PATH}.absorbed_offices": "STATEMENT_MISMATCH"}
    assert ending.reason == "ACTION_NOT_ALLOWED"
