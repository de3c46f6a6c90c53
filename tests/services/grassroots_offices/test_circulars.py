"""The circular of a month is counted from the registers, compiled anew as long as it is not issued (F-03, GO-71)."""

from __future__ import annotations

import base64
import json
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import circular_pb2 as pb
from sifa.grassroots_offices.v1 import daily_entry_pb2
from sifa.party_building.v1 import events_pb2 as party

from services.grassroots_offices.domain.circular import MOVES
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.matters import act, approved, register
from tests.services.grassroots_offices.test_certificates import checked
from tests.services.grassroots_offices.test_daily_entries import note
from tests.services.grassroots_offices.test_income_reports import file as report
from tests.services.grassroots_offices.test_office_visits import visit
from tests.services.grassroots_offices.test_told_findings import tell
from tests.services.grassroots_offices.test_work_briefs import submit


def compiled(desk: Desk, period: str = "2026-06", **changes: Any) -> pb.Circular:
    asked = pb.Circular(**{"division": HOME, "period": period, **changes})
    made: pb.Circular = desk.call("CreateCircular", desk.clerk, circular=asked)
    return made


@pytest.mark.rule("GO-71")
def test_each_office_has_a_line_of_what_the_registers_say(desk: Desk, profile: Profile) -> None:
    office, staff = desk.staffed_office(3)
    idle, _ = desk.staffed_office(3)
    register(desk, office.name, staff[0].name, accepted_date="2026-06-01", entry_reason="系统故障")
    act(desk, "close", approved(desk, office.name, staff[0].name), outcome="调解结案")
    void = register(desk, office.name, staff[0].name)
    desk.call("VoidOfficeCase", desk.clerk, name=void.name, document_number="作废1号", outcome="重复登记")
    for number in range(2):
        submit(desk, office.name, f"信息{number}", "2026-06-12")
    note(desk, office.name, kind=daily_entry_pb2.DAILY_ENTRY_KIND_COMPLAINT)
    visit(desk, office.name, problems="收费标准未上墙", due_date="2026-06-20")
    with on_day(desk, profile, "2026-07-02") as july:
        report(july, office.name, period="2026-06", gross_fee_fen=300_000)
        july.leave(staff[2], happened_date="2026-07-01")
        remark = pb.CircularRemark(office=idle.name, remark="连续两月无业务")
        made = compiled(july, remarks=[remark])
        lines = {one.office: one for one in made.lines}
    busy, quiet = lines[office.name], lines[idle.name]
    assert (busy.practitioners, busy.cases_accepted, busy.entered_in_time, busy.cases_closed) == (3, 2, 1, 1)
    assert (busy.briefs, busy.briefs_owed, busy.typical_cases, busy.typical_cases_owed) == (2, 3, 0, 1)
    assert (busy.income_filed, busy.gross_fee_fen, busy.complaints) == (True, 300_000, 1)
    assert (busy.open_rectifications, busy.overdue_rectifications, busy.remark) == (1, 1, "")
    assert (quiet.cases_accepted, quiet.income_filed, quiet.remark) == (0, False, "连续两月无业务")


@pytest.mark.rule("GO-71")
def test_it_is_compiled_anew_until_it_is_issued(desk: Desk) -> None:
    office = desk.enter_office()
    first = compiled(desk, "2026-05")
    assert [one.office for one in first.lines] == [office.name]
    desk.enter_office()
    again = desk.call("RecompileCircular", desk.clerk, name=first.name).circular
    assert (len(again.lines), again.state) == (2, pb.CIRCULAR_STATE_COMPILED)
    issued = desk.call("IssueCircular", desk.clerk, name=first.name, document_number="通报1号").circular
    assert (issued.state, issued.issued_date, issued.issue_document) == (
        pb.CIRCULAR_STATE_ISSUED, "2026-06-15", "通报1号",
    )  # fmt: skip
    assert refused(lambda: desk.call("RecompileCircular", desk.clerk, name=first.name)).reason == "ACTION_NOT_ALLOWED"
    twice = refused(lambda: compiled(desk, "2026-05"))
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "CIRCULAR_EXISTS")
    assert not compiled(desk, "2018-02").lines


@pytest.mark.rule("GO-71")
def test_what_cannot_be_is_refused(desk: Desk) -> None:
    office = desk.enter_office()
    assert refused(lambda: compiled(desk, "2026-06")).violations == {"circular.period": "PERIOD_NOT_OVER"}
    remark = pb.CircularRemark(office=office.name, remark="好")
    twice = [pb.CircularRemark(office=office.name, remark="一条备注") for _ in range(2)]
    assert refused(lambda: compiled(desk, "2026-05", remarks=twice)).violations == {"circular.remarks": "REMARK_TWICE"}
    assert "circular.remarks[0].remark" in refused(lambda: compiled(desk, "2026-05", remarks=[remark])).violations
    stranger = pb.CircularRemark(office=f"offices/{'0' * 8}-0000-4000-8000-{'0' * 12}", remark="未知的所")
    assert refused(lambda: compiled(desk, "2026-05", remarks=[stranger])).reason == "OFFICE_UNKNOWN"
    assert refused(lambda: compiled(desk, "2026-05", division="990103")).reason == "DIVISION_OUT_OF_SCOPE"


def test_lists_and_divisions(desk: Desk) -> None:
    made = compiled(desk, "2026-05")
    asked: tuple[dict[str, Any], ...] = ({"period": "2026-05"}, {"state": pb.CIRCULAR_STATE_ISSUED}, {})
    found = [desk.call("ListCirculars", desk.city, **one).circulars for one in asked]
    assert [[one.name for one in page] for page in found] == [[made.name], [], [made.name]]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("GetCircular", neighbour, name=made.name)).code == grpc.StatusCode.NOT_FOUND


def test_the_moves_of_a_circular() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "COMPILED": ["issue", "recompile"], "ISSUED": [],
    }  # fmt: skip


@pytest.mark.rule("GO-71", "PB-23")
def test_what_was_not_booked_of_the_three_percent_in_time_stands_in_the_month_in_which_its_time_ended(
    desk: Desk,
) -> None:
    office, other = desk.enter_office().name, desk.enter_office().name
    missed = [("2026-03", "2026-04-30", 900), ("2026-04", "2026-05-01", 3_000), ("2026-04", "2026-05-31", 500)]
    tell(
        desk,
        *(
            party.AllocationOverdue(
                fund_allocation=f"fundAllocations/{place}", office=office, division=HOME, period=period,
                amount_fen=amount, due_date=due,
            )
            for place, (period, due, amount) in enumerate(missed)
        ),
    )  # fmt: skip
    lines = {one.office: one.fund_overdue_fen for one in compiled(desk, "2026-05").lines}
    assert lines == {office: 3_500, other: 0}


@pytest.mark.rule("GO-71", "PB-23")
def test_base_due_booked_and_missing_of_the_three_percent_stand_in_the_line(desk: Desk) -> None:
    office, other, unheard = (desk.enter_office().name for _ in range(3))

    def allocation(of: str, version: int, base: int, due: int, booked: int) -> party.FundAllocationChanged:
        return party.FundAllocationChanged(
            office=of, division=HOME, period="2026-05", report_version=version, base_fen=base, due_fen=due,
            booked_fen=booked, changed_date="2026-06-12",
        )  # fmt: skip

    def told(circular: pb.Circular) -> dict[str, tuple[int, ...]]:
        return {
            one.office: (
                one.fund_report_version, one.fund_base_fen, one.fund_due_fen, one.fund_booked_fen, one.fund_missing_fen,
            )
            for one in circular.lines
        }  # fmt: skip

    first = [allocation(office, 1, 100_000, 3_000, 3_000), allocation(other, 1, 200_000, 6_000, 0)]
    tell(desk, *first, allocation(office, 2, 110_000, 3_300, 0))
    made = compiled(desk, "2026-05")
    assert told(made) == {
        office: (2, 110_000, 3_300, 0, 3_300), other: (1, 200_000, 6_000, 0, 6_000), unheard: (0, 0, 0, 0, 0),
    }  # fmt: skip
    tell(desk, *first, allocation(office, 2, 110_000, 3_300, 0), allocation(office, 2, 110_000, 3_300, 3_300))
    again = desk.call("RecompileCircular", desk.clerk, name=made.name).circular
    assert told(again)[office] == (2, 110_000, 3_300, 3_300, 0)
    assert told(desk.call("GetCircular", desk.clerk, name=made.name)) == told(again)


@pytest.mark.rule("GO-71")
def test_an_issued_circular_is_signed_and_a_changed_figure_is_not_genuine(desk: Desk) -> None:
    office = desk.enter_office()
    made = compiled(desk, "2026-05", remarks=[pb.CircularRemark(office=office.name, remark="连续两月无业务")])
    assert made.signed_text == ""
    issued = desk.call("IssueCircular", desk.clerk, name=made.name, document_number="通报1号").circular
    prefix, content, signature = issued.signed_text.split(".")
    said = json.loads(base64.urlsafe_b64decode(content + "=="))
    (line,) = said["lines"]
    assert (said["circular"], said["period"], said["document"]) == (made.name, "2026-05", "通报1号")
    assert (line["office"], line["remark"], line["cases_accepted"]) == (office.name, "连续两月无业务", 0)
    assert checked(desk, issued.signed_text).returncode == 0
    better = json.dumps({**said, "lines": [{**line, "cases_accepted": 9}]}).encode()
    forged = base64.urlsafe_b64encode(better).rstrip(b"=").decode()
    assert checked(desk, f"{prefix}.{forged}.{signature}").returncode == 1
    assert desk.call("GetCircular", desk.clerk, name=made.name) == issued
