"""Cases of legal_aid count by share where the handler was when the file was accepted (GO-66, GO-68, XF-14)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import quota_pb2
from sifa.legal_aid.v1 import case_pb2
from sifa.legal_aid.v1 import events_pb2 as legal_aid

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.facts import fact
from tests.services.grassroots_offices.desk import Desk

CASE = "cases/019ed7e5-3a00-7001-8000-2f6b1c9d0b01"


def accepted(practitioner: str, office: str, share_bp: int, day: str = "2026-06-12") -> legal_aid.ClosingFileAccepted:
    return legal_aid.ClosingFileAccepted(
        case=CASE, division="990102", share_bp=share_bp, accepted_date=day, practitioner=practitioner, office=office
    )


def graded(grade: case_pb2.Grade.ValueType) -> legal_aid.CaseGraded:
    return legal_aid.CaseGraded(case=CASE, division="990102", grade=grade, graded_date="2026-06-13")


def tell(desk: Desk, *messages: Any, first: int = 1) -> None:
    inbox = Inbox(load_reactor(desk.door.service))
    inbox.receive_all([fact(place, one, subject=CASE) for place, one in enumerate(messages, first)])


def cases_of(desk: Desk, office: str) -> tuple[int, int]:
    sheet = desk.call("ComputeQuotas", desk.clerk, name=office, year=2026).quota_sheet
    line = next(one for one in sheet.lines if one.quota == quota_pb2.QUOTA_AID_CASES)
    total = sheet.person_years.fte_days
    whole = line.value.numerator * total.numerator, line.value.denominator * total.denominator
    assert list(line.facts) == ([CASE] if whole[0] else [])
    return whole[0] * 10 // whole[1], whole[0] * 10 % whole[1]


@pytest.mark.rule("GO-68")
@pytest.mark.parametrize(("a", "b"), [pytest.param((4, 0), (6, 0), id="TV-G14")])
def test_a_reassigned_case_counts_at_both_offices_by_share(desk: Desk, a: tuple[int, int], b: tuple[int, int]) -> None:
    (one, (first,)), (other, (second,)) = desk.staffed_office(1), desk.staffed_office(1)
    told = accepted(first.name, one.name, 4000), accepted(second.name, other.name, 6000)
    tell(desk, *told)
    tell(desk, *told)
    assert (cases_of(desk, one.name), cases_of(desk, other.name)) == (a, b)


@pytest.mark.rule("GO-68")
def test_a_case_goes_with_the_handler_who_moved_before_the_file_was_accepted(desk: Desk) -> None:
    old, staff = desk.staffed_office(4)
    new, _ = desk.staffed_office(3)
    desk.leave(staff[0], happened_date="2026-06-01")
    desk.call(
        "HirePractitioner", desk.city, name=staff[0].name, office=new.name, document_number="聘用1号",
        happened_date="2026-06-10", entry_reason="收到通知较晚",
    )  # fmt: skip
    tell(desk, accepted(staff[0].name, old.name, 10_000))
    assert (cases_of(desk, old.name), cases_of(desk, new.name)) == ((0, 0), (10, 0))


@pytest.mark.rule("GO-68")
def test_a_case_of_somebody_who_left_counts_where_he_worked_on_it(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    desk.leave(staff[0], happened_date="2026-06-01")
    tell(desk, accepted(staff[0].name, office.name, 10_000))
    assert cases_of(desk, office.name) == (10, 0)


@pytest.mark.rule("GO-68")
def test_a_failed_case_and_a_share_of_a_lawyer_do_not_count(desk: Desk) -> None:
    office, (who,) = desk.staffed_office(1)
    tell(desk, accepted(who.name, office.name, 7000), accepted("", "", 3000))
    assert cases_of(desk, office.name) == (7, 0)
    tell(desk, graded(case_pb2.GRADE_FAIL), first=3)
    assert cases_of(desk, office.name) == (0, 0)
    tell(desk, graded(case_pb2.GRADE_PASS), first=4)
    assert cases_of(desk, office.name) == (7, 0)


@pytest.mark.rule("GO-68")
def test_a_case_counts_in_the_year_of_its_file(desk: Desk) -> None:
    office, (who,) = desk.staffed_office(1)
    tell(desk, accepted(who.name, office.name, 10_000, "2025-12-31"))
    assert cases_of(desk, office.name) == (0, 0)
