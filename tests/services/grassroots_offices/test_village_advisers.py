"""Villages are covered by advisers, and who is short of visits, lectures or cases is listed (GO-79, F-37)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import adviser_log_pb2, service_hours_pb2, village_adviser_pb2, village_pb2

from services.grassroots_offices.domain import adviser_log, village, village_adviser
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_service_hours import CONFIRMED, act, facts_of

ON_SITE, LECTURE, CASE, CHECK = (
    adviser_log_pb2.ADVISER_LOG_KIND_ON_SITE, adviser_log_pb2.ADVISER_LOG_KIND_LECTURE,
    adviser_log_pb2.ADVISER_LOG_KIND_GROUP_CASE, adviser_log_pb2.ADVISER_LOG_KIND_GROUP_CHECK,
)  # fmt: skip
UNPAID, PURCHASED = service_hours_pb2.SERVICE_PAY_UNPAID, service_hours_pb2.SERVICE_PAY_PURCHASED
MAY = "2026-05"


def listed(desk: Desk, title: str, **changes: Any) -> str:
    made = village_pb2.Village(
        **{"display_name": title, "document_number": "村居名录1号", "division": "990102", **changes}
    )
    return str(desk.call("CreateVillage", desk.clerk, village=made).name)


def engaged(desk: Desk, place: str, practitioner: str = "", **changes: Any) -> village_adviser_pb2.VillageAdviser:
    lawyer = {} if practitioner else {"lawyer_name": "钱示例", "unit": "示例律师事务所"}
    fields: dict[str, Any] = {
        "village": place, "practitioner": practitioner, "pay": UNPAID, "from_date": "2026-01-01",
        "until_date": "2026-12-31", "document_number": "聘书1号", **lawyer, **changes,
    }  # fmt: skip
    asked = village_adviser_pb2.VillageAdviser(**fields)
    made: village_adviser_pb2.VillageAdviser = desk.call("CreateVillageAdviser", desk.clerk, village_adviser=asked)
    return made


def log(desk: Desk, adviser: Any, kind: int, day: str, minutes: int = 0, **changes: Any) -> adviser_log_pb2.AdviserLog:
    fields: dict[str, Any] = {
        "village_adviser": adviser.name, "kind": kind, "log_date": day, "minutes": minutes, "summary": "接待群众咨询",
        "document_number": f"日志{kind}-{day}-{minutes}", "entry_reason": "补录工作日志", **changes,
    }  # fmt: skip
    made: adviser_log_pb2.AdviserLog = desk.call(
        "CreateAdviserLog", desk.clerk, adviser_log=adviser_log_pb2.AdviserLog(**fields)
    )
    return made


def month(desk: Desk, which: str) -> village_pb2.AdviserMonth:
    found: village_pb2.AdviserMonth = desk.call("CheckAdvisers", desk.city, month=which).adviser_month
    return found


@pytest.mark.rule("GO-79")
@pytest.mark.parametrize(
    ("visit", "lecture", "short"),
    [
        pytest.param(210, [], (30, 1), id="TV-G20"),
        (240, [], (0, 1)), (210, ["2026-01-20"], (30, 0)), (240, ["2026-01-20"], None),
    ],
)  # fmt: skip
def test_an_adviser_short_of_time_on_site_or_of_a_lecture_is_listed(
    desk: Desk, visit: int, lecture: list[str], short: tuple[int, int] | None
) -> None:
    adviser = engaged(desk, listed(desk, "桥头镇一村"))
    log(desk, adviser, ON_SITE, "2026-03-10", visit)
    log(desk, adviser, ON_SITE, "2026-02-10", 600)
    for day in lecture:
        log(desk, adviser, LECTURE, day, 60)
    lines = month(desk, "2026-03").lines
    assert [(one.missing_minutes, one.missing_lectures) for one in lines] == ([] if short is None else [short])
    assert all(one.village_adviser == adviser.name and one.citation for one in lines)


@pytest.mark.rule("GO-79")
def test_a_lecture_is_asked_at_the_end_of_a_quarter_and_nothing_of_a_part_of_a_month(desk: Desk) -> None:
    place = listed(desk, "桥头镇二村")
    engaged(desk, place, from_date="2026-05-02")
    assert list(month(desk, MAY).lines) == []
    engaged(desk, place)
    assert [(one.missing_minutes, one.missing_lectures) for one in month(desk, MAY).lines] == [(240, 0)]
    assert [one.missing_lectures for one in month(desk, "2026-06").lines] == [0, 1]


@pytest.mark.rule("GO-79")
def test_groups_want_two_cases_a_month_and_a_third_of_them_a_check(desk: Desk) -> None:
    advisers = [engaged(desk, listed(desk, f"桥头镇{count}村"), group_name=f"法润民生{count}群") for count in range(4)]
    for one in advisers:
        log(desk, one, ON_SITE, "2026-05-06", 240)
        log(desk, one, CASE, "2026-05-07")
    log(desk, advisers[0], CASE, "2026-05-20")
    log(desk, advisers[1], CHECK, "2026-05-21")
    log(desk, advisers[1], CHECK, "2026-05-22")
    found = month(desk, MAY)
    assert [one.missing_cases for one in found.lines] == [1, 1, 1]
    assert (found.group_count, found.checked_count, found.missing_checks) == (4, 1, 1)


@pytest.mark.rule("GO-79")
def test_coverage_counts_villages_with_somebody_who_may_serve(desk: Desk) -> None:
    _, staff = desk.staffed_office(4)
    places = [listed(desk, f"村{count}示例") for count in range(5)]
    engaged(desk, places[0])
    engaged(desk, places[1], staff[0].name)
    engaged(desk, places[2], staff[1].name)
    desk.leave(staff[1])
    over = engaged(desk, places[3])
    desk.call("EndVillageAdviser", desk.clerk, name=over.name, document_number="解聘1号", end_reason="本人辞聘")
    found = month(desk, "2026-06")
    assert (found.village_count, found.covered_count) == (5, 2)
    assert sorted(found.uncovered) == sorted(places[2:])
    desk.call("RemoveVillage", desk.clerk, name=places[4], removal_reason="并入邻村")
    assert month(desk, "2026-06").village_count == 4


@pytest.mark.rule("GO-80")
def test_an_unpaid_visit_makes_public_interest_hours_once_the_village_confirms_them(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    adviser = engaged(desk, listed(desk, "桥头镇三村"), staff[0].name)
    entry = log(desk, adviser, ON_SITE, "2026-06-12", 120)
    hours = desk.call("GetServiceHours", desk.clerk, name=entry.service_hours)
    assert (hours.kind, hours.minutes, hours.body_served, hours.state) == (
        service_hours_pb2.SERVICE_KIND_ADVISER, 120, "桥头镇三村", service_hours_pb2.SERVICE_HOURS_STATE_RECORDED,
    )  # fmt: skip
    act(desk, "Confirm", hours, **CONFIRMED)
    assert facts_of(desk, office.name) == [hours.name]
    twice = refused(lambda: log(desk, adviser, ON_SITE, "2026-06-12", 120))
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "HOURS_TWICE")
    desk.call("VoidAdviserLog", desk.clerk, name=entry.name, void_reason="登记有误")
    assert facts_of(desk, office.name) == []


@pytest.mark.rule("GO-80", "GO-88")
def test_paid_visits_visits_of_lawyers_and_purchased_ones_make_no_hours(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    place = listed(desk, "桥头镇四村")
    contract = desk.call(
        "CreatePurchaseContract", desk.clerk, purchase_contract={
            "project": "村居顾问", "purchaser": "桥头镇人民政府", "budget_fen": 1, "document_number": "立项1号",
            "division": "990102",
        },
    )  # fmt: skip
    paper = {"name": contract.name, "document_number": "合同1号"}
    dates = {"from_date": "2026-01-01", "until_date": "2026-12-31"}
    desk.call("SignPurchaseContract", desk.clerk, **paper, **dates, office=office.name, price_fen=1)
    desk.call(
        "CoverActivity", desk.clerk, **paper, happened_date="2026-06-12", practitioners=[staff[2].name],
        kind=service_hours_pb2.SERVICE_KIND_ADVISER,
    )  # fmt: skip
    for adviser in (engaged(desk, place, staff[0].name, pay=PURCHASED), engaged(desk, place),
                    engaged(desk, place, staff[2].name)):  # fmt: skip
        assert log(desk, adviser, ON_SITE, "2026-06-12", 60).service_hours == ""
    assert desk.call("ListServiceHours", desk.clerk).service_hours == []


def test_what_no_schema_can_say_is_refused(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    place = listed(desk, "桥头镇五村")
    for field, reason, changes in (
        ("practitioner", "ADVISER_MISSING", {"lawyer_name": ""}),
        ("practitioner", "ADVISER_MISSING", {"practitioner": staff[0].name, "unit": "示例律师事务所"}),
        ("until_date", "DATES_REVERSED", {"until_date": "2025-12-31"}),
    ):
        answer = refused(partial(engaged, desk, place, **changes))
        assert answer.violations == {f"village_adviser.{field}": reason}
    adviser = engaged(desk, place, until_date="2026-06-01")
    for minutes, kind in ((0, ON_SITE), (30, CASE)):
        answer = refused(partial(log, desk, adviser, kind, "2026-05-12", minutes))
        assert answer.violations == {"adviser_log.minutes": "MINUTES_MISMATCH"}
    assert refused(lambda: log(desk, adviser, CASE, "2026-06-02")).reason == "LOG_OUTSIDE_TERM"
    assert refused(lambda: month(desk, "2026-07")).violations == {"month": "MONTH_IN_FUTURE"}
    again = refused(lambda: listed(desk, "桥头镇五村"))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "VILLAGE_LISTED")


def test_a_village_is_removed_once_nobody_serves_it_and_is_advised_no_more(desk: Desk) -> None:
    place = listed(desk, "桥头镇六村")
    adviser = engaged(desk, place)
    busy = refused(lambda: desk.call("RemoveVillage", desk.clerk, name=place, removal_reason="撤并"))
    assert busy.reason == "ADVISER_SERVES"
    desk.call("EndVillageAdviser", desk.clerk, name=adviser.name, document_number="解聘1号", end_reason="撤并")
    desk.call("RemoveVillage", desk.clerk, name=place, removal_reason="撤并")
    assert refused(lambda: engaged(desk, place)).reason == "VILLAGE_UNKNOWN"
    assert listed(desk, "桥头镇六村") != place


def test_another_county_sees_nothing_of_it(desk: Desk, profile: Profile) -> None:
    place = listed(desk, "桥头镇七村")
    adviser = engaged(desk, place)
    entry = log(desk, adviser, CASE, "2026-06-12")
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    for rpc, name in (("GetVillage", place), ("GetVillageAdviser", adviser.name), ("GetAdviserLog", entry.name)):
        assert refused(partial(desk.call, rpc, neighbour, name=name)).code == grpc.StatusCode.NOT_FOUND
        assert desk.call(rpc, desk.city, name=name).name == name
    with on_day(desk, profile, "2026-06-16") as later:
        assert later.call("CheckAdvisers", neighbour, month="2026-06").adviser_month.village_count == 0
    found = [
        desk.call("ListVillages", desk.city).villages,
        desk.call("ListVillageAdvisers", desk.city, village=place).village_advisers,
        desk.call("ListAdviserLogs", desk.city, village_adviser=adviser.name, kind=CASE).adviser_logs,
    ]
    assert [len(one) for one in found] == [1, 1, 1]
    unknown = f"villageAdvisers/{'0' * 8}-0000-4000-8000-{'0' * 12}"
    assert refused(lambda: log(desk, adviser, CASE, "2026-06-12", village_adviser=unknown)).reason == "ADVISER_UNKNOWN"


def test_the_moves_of_villages_advisers_and_logs() -> None:
    found = [
        {state.name: sorted(moves) for state, moves in table.items()}
        for table in (village.MOVES, village_adviser.MOVES, adviser_log.MOVES)
    ]
    assert found == [
        {"LISTED": ["remove"], "REMOVED": []}, {"SERVING": ["end"], "ENDED": []}, {"KEPT": ["void"], "VOIDED": []},
    ]  # fmt: skip
