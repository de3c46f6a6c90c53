"""Public-interest hours are unpaid, proved, confirmed, and counted where he belonged on the day (GO-80, GO-88)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import quota_pb2
from sifa.grassroots_offices.v1 import service_hours_pb2 as pb

from services.grassroots_offices.domain.service_hours import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk

HOURS = {
    "service_date": "2026-06-12", "minutes": 360, "kind": pb.SERVICE_KIND_LECTURE, "pay": pb.SERVICE_PAY_UNPAID,
    "body_served": "桥头村村民委员会", "evidence": "签到表1号",
}  # fmt: skip
CONFIRMED = {"confirmer": pb.SERVICE_CONFIRMER_BODY_SERVED, "document_number": "确认书1号"}
LATE = {"entry_reason": "补录服务记录"}


def enter(desk: Desk, practitioner: str, **changes: Any) -> pb.ServiceHours:
    hours = pb.ServiceHours(practitioner=practitioner, **{**HOURS, **changes})
    made: pb.ServiceHours = desk.call("CreateServiceHours", desk.clerk, service_hours=hours)
    return made


def act(desk: Desk, verb: str, hours: pb.ServiceHours, **fields: Any) -> pb.ServiceHours:
    done: pb.ServiceHours = desk.call(f"{verb}ServiceHours", desk.clerk, name=hours.name, **fields).service_hours
    return done


def hours_of(desk: Desk, office: str, year: int = 2026) -> quota_pb2.QuotaLine:
    sheet = desk.call("ComputeQuotas", desk.city, name=office, year=year).quota_sheet
    found: quota_pb2.QuotaLine = next(one for one in sheet.lines if one.quota == quota_pb2.QUOTA_SERVICE_HOURS)
    return found


def facts_of(desk: Desk, office: str) -> list[str]:
    return list(hours_of(desk, office).facts)


@pytest.mark.rule("GO-80")
def test_hours_count_once_they_are_confirmed_and_no_more_when_taken_back(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    hours = enter(desk, staff[0].name)
    assert (hours.state, hours.office) == (pb.SERVICE_HOURS_STATE_RECORDED, office.name)
    assert facts_of(desk, office.name) == []
    confirmed = act(desk, "Confirm", hours, **CONFIRMED)
    assert (confirmed.confirmer, confirmed.state_date) == (pb.SERVICE_CONFIRMER_BODY_SERVED, "2026-06-15")
    assert facts_of(desk, office.name) == [hours.name]
    act(desk, "Void", hours, void_reason="查明为政府购买服务", document_number="购买合同1号")
    assert facts_of(desk, office.name) == []


@pytest.mark.rule("GO-80", "GO-88")
@pytest.mark.parametrize(
    "pay",
    [pytest.param(pb.SERVICE_PAY_PURCHASED, id="TV-G21"), pb.SERVICE_PAY_DUTY, pb.SERVICE_PAY_CHARGED],
)
def test_what_somebody_pays_for_makes_no_hours(desk: Desk, pay: pb.ServicePay) -> None:
    office, staff = desk.staffed_office(1)
    answer = refused(lambda: enter(desk, staff[0].name, pay=pay))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "PAID_WORK")
    line = hours_of(desk, office.name)
    assert (line.value.numerator, list(line.facts)) == (0, [])


def test_one_evidence_makes_hours_once(desk: Desk) -> None:
    _, staff = desk.staffed_office(2)
    first = enter(desk, staff[0].name)
    answer = refused(lambda: enter(desk, staff[0].name, minutes=30))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "HOURS_TWICE")
    enter(desk, staff[1].name)
    act(desk, "Void", first, void_reason="登记有误", document_number="更正1号")
    enter(desk, staff[0].name, minutes=30)


@pytest.mark.rule("GO-80")
def test_hours_belong_to_the_office_of_that_day(desk: Desk) -> None:
    old, staff = desk.staffed_office(4)
    new, _ = desk.staffed_office(3)
    who = staff[0]
    before = enter(desk, who.name, service_date="2026-05-20", **LATE)
    desk.leave(who, happened_date="2026-06-01")
    between = refused(lambda: enter(desk, who.name, service_date="2026-06-05", **LATE))
    assert between.reason == "NOT_EMPLOYED_THEN"
    desk.call(
        "HirePractitioner", desk.city, name=who.name, office=new.name, document_number="聘用1号",
        happened_date="2026-06-10", entry_reason="收到通知较晚",
    )  # fmt: skip
    after = enter(desk, who.name)
    for one in (before, after):
        act(desk, "Confirm", one, **CONFIRMED)
    assert (facts_of(desk, old.name), facts_of(desk, new.name)) == ([before.name], [after.name])


def test_what_is_entered_late_says_why(desk: Desk) -> None:
    _, staff = desk.staffed_office(1)
    assert refused(lambda: enter(desk, staff[0].name, service_date="2026-05-20")).reason == "ENTRY_REASON_MISSING"
    assert enter(desk, staff[0].name, service_date="2026-05-20", **LATE).late
    future = refused(lambda: enter(desk, staff[0].name, service_date="2026-06-16"))
    assert future.violations == {"service_hours.service_date": "DATE_IN_FUTURE"}


def test_a_list_is_of_one_office_practitioner_or_state(desk: Desk) -> None:
    office, staff = desk.staffed_office(2)
    for one in staff:
        enter(desk, one.name)
    act(desk, "Confirm", enter(desk, staff[0].name, evidence="签到表2号"), **CONFIRMED)
    asked: tuple[dict[str, Any], ...] = (
        {"office": office.name}, {"practitioner": staff[1].name}, {"state": pb.SERVICE_HOURS_STATE_CONFIRMED},
    )  # fmt: skip
    found = [desk.call("ListServiceHours", desk.city, **one).service_hours for one in asked]
    assert [len(one) for one in found] == [3, 1, 1]
    assert desk.call("GetServiceHours", desk.city, name=found[2][0].name) == found[2][0]


def test_the_moves_of_hours() -> None:
    moves = {state.name: sorted(allowed) for state, allowed in MOVES.items()}
    assert moves == {"RECORDED": ["confirm", "void"], "CONFIRMED": ["void"], "VOIDED": []}
