"""A hold of an office stops new matters and applications, is no penalty, and ends when it is lifted (K2, SV-33)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import events_pb2
from sifa.grassroots_offices.v1 import office_pb2 as pb

from tests.doors import refused
from tests.services.grassroots_offices.applications import Partners, change, grant, state, transfer
from tests.services.grassroots_offices.desk import Desk, premises
from tests.services.grassroots_offices.successions import merge, split

HOLDS = [f"holds/019ed7e5-3a00-7000-8000-2f6b1c9d1d0{number}" for number in (1, 2)]
MATTER: dict[str, Any] = {"business": 1, "party_divisions": ["990102"]}


def told(desk: Desk, office: str) -> list[tuple[str, str]]:
    """What others heard of the office: status and first day."""
    return [
        (events_pb2.PracticeStatus.Name(one.status).removeprefix("PRACTICE_STATUS_"), one.from_date)
        for one in desk.told("PracticeStatusChanged")
        if one.subject == office
    ]


@pytest.mark.rule("XF-12", "XF-13", "SV-33")
def test_an_office_is_held_until_its_last_hold_is_lifted(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    partners = Partners(desk)
    partners.hold(office.name, number=1)
    partners.hold(office.name, number=1)
    partners.hold(office.name, number=2)
    partners.lift(office.name, number=1, on="2026-06-16")
    partners.lift(office.name, number=1, on="2026-06-17")
    assert told(desk, office.name) == [("ON_HOLD", "2026-06-15")]
    partners.lift(office.name, number=2, on="2026-06-18")
    assert told(desk, office.name) == [("ON_HOLD", "2026-06-15"), ("ACTIVE", "2026-06-18")]
    after = desk.office(office.name)
    assert [(one.hold, one.from_date, one.lifted_date, one.document_number) for one in after.holds] == [
        (HOLDS[0], "2026-06-15", "2026-06-16", "玄整停1号"), (HOLDS[1], "2026-06-15", "2026-06-18", "玄整停1号"),
    ]  # fmt: skip
    assert after.state == pb.OFFICE_STATE_LICENSED


@pytest.mark.rule("SV-33")
def test_a_held_office_applies_for_nothing_but_what_cures_the_problem(desk: Desk) -> None:
    office, staff = desk.staffed_office(6)
    other, _ = desk.staffed_office(3)
    partners = Partners(desk)
    partners.hold(office.name)
    named: dict[str, Any] = {"display_name": "改名示例法律服务所"}
    found = [
        refused(lambda: change(desk, "CHANGE_NAME", office.name, **named)),
        refused(lambda: split(desk, office.name, staff[:3])),
        refused(lambda: merge(desk, office.name, other.name)),
        refused(lambda: merge(desk, other.name, office.name)),
    ]
    assert [one.reason for one in found] == ["OFFICE_ON_HOLD"] * 4
    assert found[0].metadata["holds"] == HOLDS[0]
    wrong = refused(lambda: change(desk, "CHANGE_NAME", office.name, hold=HOLDS[1], **named))
    cure = change(desk, "CHANGE_ADDRESS", office.name, hold=HOLDS[0], premises=premises(floor_area_m2=120))
    assert (wrong.reason, state(cure), cure.cured_hold) == ("HOLD_UNKNOWN", "ACCEPTED", HOLDS[0])
    assert state(grant(desk, cure)) == "GRANTED"
    partners.lift(office.name)
    assert state(change(desk, "CHANGE_NAME", office.name, **named)) == "ACCEPTED"
    late = refused(lambda: change(desk, "CHARTER", office.name, hold=HOLDS[0], charter_document="章程2号"))
    assert late.reason == "HOLD_UNKNOWN"


@pytest.mark.rule("SV-33")
def test_a_hold_between_filing_and_decision_is_not_lost_in_a_merger(desk: Desk) -> None:
    (office, _), (other, _) = desk.staffed_office(3), desk.staffed_office(3)
    filed = merge(desk, office.name, other.name)
    Partners(desk).hold(other.name)
    assert refused(lambda: grant(desk, filed)).reason == "OFFICE_ON_HOLD"


@pytest.mark.rule("SV-33")
def test_nobody_of_a_held_office_takes_a_matter_on_and_everybody_stays_what_he_is(desk: Desk) -> None:
    """The days of a hold count like others (E-51), so nobody's time is interrupted by the hold of his office."""
    office, staff = desk.staffed_office(3)
    free = desk.call("CheckAcceptance", desk.clerk, name=staff[0].name, **MATTER).bars
    Partners(desk).hold(office.name)
    (bar,) = desk.call("CheckAcceptance", desk.clerk, name=staff[0].name, **MATTER).bars
    assert (list(free), bar.code, bar.rule_id, bar.violation_code) == ([], "OFFICE_ON_HOLD", "SV-33", "")
    assert [len(desk.practitioner(one.name).spans) for one in staff] == [1, 1, 1]
    assert list(desk.call("ListPenalties", desk.clerk).penalties) == []
    assert state(transfer(desk, staff[0].name, desk.staffed_office(3)[0].name)) == "ACCEPTED"


@pytest.mark.rule("XF-12", "XF-13")
def test_an_office_that_ends_is_told_as_ended_and_not_as_held_or_free_again(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    desk.call(
        "TerminateOffice", desk.clerk, name=office.name, ground=pb.TERMINATION_GROUND_STOPPED, document_number="终1号"
    )
    partners = Partners(desk)
    partners.hold(office.name)
    partners.lift(office.name)
    assert told(desk, office.name) == [("CANCELLED", "2026-06-15")]
    assert len(desk.office(office.name).holds) == 1


@pytest.mark.rule("XF-12")
def test_a_hold_of_an_office_of_another_register_changes_nothing(desk: Desk) -> None:
    Partners(desk).hold("offices/019ed7e5-3a00-7000-8000-2f6b1c9d9999")
    assert desk.told("PracticeStatusChanged") == []


@pytest.mark.rule("SV-33")
def test_only_applications_of_offices_cure_a_hold(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    found = refused(lambda: transfer(desk, staff[0].name, desk.enter_office().name, hold=HOLDS[0]))
    assert found.violations == {"licence_application.cured_hold": "STATEMENT_MISMATCH"}
    assert office.state == pb.OFFICE_STATE_LICENSED
